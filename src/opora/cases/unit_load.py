"""How much work lies in a unit, by worker and field of work: counted by the database, however many cases.

The minutes are those that `load.py` reckons for each worker: the printed norm of each open case less its
obligatory steps that ended. Here cases of one task and version of the catalogue are taken together, under the
definition that held when the newest of them was opened.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Count, Max, QuerySet

from opora.cases.deadline_events import Tasks
from opora.cases.load import Load
from opora.cases.models import Case, CaseState, CaseStep, StepState
from opora.catalogue import Task
from opora.organisation.kept_queries import kept
from opora.organisation.models import Unit

OPEN = (CaseState.OPEN, CaseState.AWAITING_PARTY)
Group = tuple[int | None, int, str, str]
"""Worker, unit, task and version of the catalogue."""


@dataclass(frozen=True)
class FullPost:
    """The hours a full post works in a week, as an upper bound; `is_assumed` where no source prints them."""

    hours_a_week: int
    article: str
    is_assumed: bool

    def weeks(self, minutes: int, percent: int = 100) -> float:
        """How many weeks some minutes are for whoever works this share of a full post."""
        return round(minutes * 100 / percent / 60 / self.hours_a_week, 1)


@dataclass(frozen=True)
class Share:
    """The load of one worker (or of nobody yet) in one unit and field of work."""

    worker: int | None
    unit: int
    field: str
    load: Load


@cache
def full_post() -> FullPost:
    told = yaml.safe_load(Path(__file__).with_name("full_post.yaml").read_text(encoding="utf-8"))
    return FullPost(int(told["hours_a_week"]), str(told["article"]), bool(told["assumed"]))


def shares_of(units: Collection[Unit]) -> list[Share]:
    """The load in some units by worker and field of work, in two queries. Sealed cases count as any other."""
    keys = [unit.pk for unit in units]
    tasks, loads = Tasks(), dict[tuple[int | None, int, str], Load]()
    groups = [
        (worker, unit, name, version, count, tasks.at(version, name, newest))
        for worker, unit, name, version, count, newest in _cases_counted(keys)
    ]
    ended = _ended(keys, {name for *_, name, _version, _count, task in groups if _printed(task) is not None})
    for worker, unit, name, version, count, task in groups:
        load = _load(task, count, ended.get((worker, unit, name, version), {}))
        key = (worker, unit, task.field)
        loads[key] = loads.get(key, Load()) + load
    return [Share(worker, unit, field, load) for (worker, unit, field), load in loads.items()]


@kept
def _cases_counted(units: list[int]) -> QuerySet[Case, Any]:
    rows = Case.objects.filter(unit__among=units, state__in=OPEN)
    grouped = rows.values_list("assigned_to", "unit", "task", "catalogue_version")
    return grouped.annotate(Count("pk"), Max("opened_on")).order_by()


def total(shares: Iterable[Share]) -> Load:
    return sum((share.load for share in shares), Load())


def _ended(units: list[int], tasks: set[str]) -> dict[Group, dict[str, int]]:
    """How often each step ended, by group of cases of these tasks: others have no norm to take it from."""
    found: dict[Group, dict[str, int]] = {}
    for worker, unit, task, version, key, count in _steps_counted(units, list(tasks)) if tasks else ():
        found.setdefault((worker, unit, task, version), {})[key] = count
    return found


@kept
def _steps_counted(units: list[int], tasks: list[str]) -> QuerySet[CaseStep, Any]:
    ended = CaseStep.objects.exclude(state=StepState.PLANNED)
    steps = ended.filter(case__unit__among=units, case__state__in=OPEN, case__task__among=tasks)
    rows = steps.values_list(
        "case__assigned_to", "case__unit", "case__task", "case__catalogue_version", "key"
    )
    return rows.annotate(Count("pk")).order_by()


def _load(task: Task, cases: int, ended: Mapping[str, int]) -> Load:
    minutes = _printed(task)
    if minutes is None:
        return Load(cases=cases, without_norm=cases)
    left = minutes * cases
    for step in task.steps:
        if step.kind == "obligatory" and step.in_norm:
            a_turn = step.quantity.minutes if step.quantity else step.printed_minutes
            most = cases * (step.quantity.count if step.quantity else 1)
            left -= a_turn * min(ended.get(step.key, 0), most)
    return Load(cases=cases, norm_minutes=max(0, left))


def _printed(task: Task) -> int | None:
    """The minutes of a case as printed; none for the many tasks without a norm."""
    return task.norm.minutes if task.norm else None
