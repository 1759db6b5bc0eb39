"""What workers have before them in printed minutes: the norms of their open cases less what is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case, CaseStep, StepState
from opora.catalogue import Task
from opora.organisation.models import Unit, Worker

Version = tuple[str, str, date]


@dataclass(frozen=True)
class Load:
    """The load of one worker or unit.

    `norm_minutes` are those of obligatory steps not ended yet; `without_norm` are cases of tasks for which
    no norm is printed, so that nobody can reckon them.
    """

    cases: int = 0
    norm_minutes: int = 0
    without_norm: int = 0

    def __add__(self, other: Load) -> Load:
        return Load(
            self.cases + other.cases,
            self.norm_minutes + other.norm_minutes,
            self.without_norm + other.without_norm,
        )


def open_norm_minutes(workers: Iterable[Worker], on: date) -> Mapping[Worker, Load]:
    """The load of each worker on a day: as many queries for a thousand cases as for one."""
    workers = list(workers)
    loads = _loads(Case.objects.open().filter(assigned_to__in=workers, opened_on__lte=on), "assigned_to_id")
    return {worker: loads.get(worker.pk, Load()) for worker in workers}


def open_norm_minutes_of_units(units: Iterable[Unit], on: date) -> Mapping[Unit, Load]:
    """The load of each unit on a day, with the cases that nobody was given yet."""
    units = list(units)
    loads = _loads(Case.objects.open().filter(unit__in=units, opened_on__lte=on), "unit_id")
    return {unit: loads.get(unit.pk, Load()) for unit in units}


def _loads(found: Iterable[Case], of: str) -> dict[int, Load]:
    cases = list(found)
    ended = _turns_ended(cases)
    tasks: dict[Version, Task] = {}
    loads: dict[int, Load] = {}
    for case in cases:
        version = (case.catalogue_version, case.task, case.opened_on)
        if version not in tasks:
            tasks[version] = task_of(case)
        key = getattr(case, of)
        loads[key] = loads.get(key, Load()) + _load(tasks[version], ended.get(case.pk, Counter()))
    return loads


def _turns_ended(cases: Sequence[Case]) -> dict[int, Counter[str]]:
    """How often each step was done or left out, by case."""
    ended: dict[int, Counter[str]] = {}
    rows = CaseStep.objects.filter(case__in=cases).exclude(state=StepState.PLANNED)
    for case, key in rows.values_list("case", "key"):
        ended.setdefault(case, Counter())[key] += 1
    return ended


def _load(task: Task, ended: Counter[str]) -> Load:
    if task.norm is None or task.norm.minutes is None:
        return Load(cases=1, without_norm=1)
    left = task.norm.minutes
    for step in task.steps:
        if step.kind == "obligatory" and step.in_norm:
            a_turn = step.quantity.minutes if step.quantity else step.printed_minutes
            left -= a_turn * min(ended[step.key], step.quantity.count if step.quantity else 1)
    return Load(cases=1, norm_minutes=max(0, left))
