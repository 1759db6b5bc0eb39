"""Counts every open deadline again, after the work-free days or the terms of the law have changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from opora.cases.deadline_days import LastDay, day_of_term
from opora.cases.deadline_due import facts_of_term, last_day_again
from opora.cases.deadline_events import Tasks
from opora.cases.deadline_rules import UNFINISHED, moment_of
from opora.cases.models import Deadline
from opora.catalogue import Task
from opora.catalogue.schema.deadlines import TaskDeadline
from opora.law.procedure import ProcedureError

AT_ONCE = 20_000
FIELDS = ("pk", "case_id", "key", "day", "at", "rests_on")
OF_CASE = ("case__task", "case__catalogue_version", "case__opened_on")


@dataclass(frozen=True, slots=True)
class Moved:
    """A deadline whose last day is another one now."""

    pk: int
    case_id: int
    key: str
    before: date
    now: LastDay

    @property
    def after(self) -> date:
        return self.now.day


def recompute_deadlines(*, dry_run: bool = False) -> Iterator[list[Moved]]:
    """Move what moves, batch by batch, and say what it was; a dry run only says it.

    Each batch is one query, one more to move what moves, and a transaction of its own: stopped half-way, it
    can be run again. The same length from the same day is counted once for all cases.
    """
    counted = _Counted()
    after = 0
    found = Deadline.objects.filter(state__in=UNFINISHED).exclude(rests_on={}).order_by("pk")
    while rows := list(found.filter(pk__gt=after).values_list(*FIELDS, *OF_CASE)[:AT_ONCE]):
        after = rows[-1][0]
        moved = [each for row in rows if (each := counted.moved(row))]
        if moved and not dry_run:
            _write(moved)
        yield moved


class _Counted:
    """Last days by what they rest on: a million cases were opened on a few hundred days."""

    def __init__(self) -> None:
        self._tasks = Tasks()
        self._days: dict[tuple[int | str, str], LastDay | None] = {}

    def moved(self, row: tuple[Any, ...]) -> Moved | None:
        pk, case_id, key, day, hour, rests_on, task, version, opened_on = row
        definition = self._tasks.at(version, task, opened_on)
        now = self._counted(definition, definition.deadline(key), rests_on)
        if now is None or (now.day, now.hour or hour) == (day, hour):
            return None
        return Moved(pk, case_id, key, day, now)

    def _counted(self, task: Task, named: TaskDeadline | None, rests_on: dict[str, Any]) -> LastDay | None:
        same = (id(named) if named else "", json.dumps(rests_on))
        if same not in self._days:
            self._days[same] = _count(task, named, rests_on)
        return self._days[same]


def _count(task: Task, named: TaskDeadline | None, rests_on: dict[str, Any]) -> LastDay | None:
    try:
        if named is not None:
            return last_day_again(task, named, rests_on, moment_of(rests_on))
        explained = day_of_term(rests_on["term"], facts_of_term(rests_on)) if "term" in rests_on else None
    except ProcedureError:
        return None  # what no longer leads to a day keeps the one it has
    return LastDay(explained) if explained else None


@transaction.atomic
def _write(moved: list[Moved]) -> None:
    """Those that still run on the day they were read with; what was ended meanwhile stays."""
    by_id = {each.pk: each for each in moved}
    locked = Deadline.objects.select_for_update().filter(pk__in=by_id, state__in=UNFINISHED)
    rows = list(locked.defer("explanation", "rests_on"))
    for row in rows:
        now = by_id[row.pk].now
        if now.day > row.day:
            row.escalated_on = None
        row.day, row.at, row.explanation = now.day, now.hour or row.at, now.explained.to_json()
    Deadline.objects.bulk_update(rows, ["day", "at", "explanation", "escalated_on"], batch_size=AT_ONCE)
