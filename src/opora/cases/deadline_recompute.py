"""Counts every open deadline again, after the work-free days or the terms of the law have changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast

from opora.cases.deadline_days import LastDay, day_of_term
from opora.cases.deadline_due import facts_of_term, last_day_again
from opora.cases.deadline_events import Tasks
from opora.cases.deadline_rules import UNFINISHED, moment_of
from opora.cases.models import Deadline
from opora.catalogue import Task
from opora.catalogue.schema.deadlines import TaskDeadline
from opora.law.procedure import ProcedureError

AT_ONCE = 20_000
FIELDS = ("pk", "case_id", "key", "day", "at", "rests_on_text")
OF_CASE = ("case__task", "case__catalogue_version", "case__opened_on")

# Each deadline finds its end before the table is looked at: afterwards the database expects a single row and
# goes through all ends for every deadline.
MOVE = """
WITH moved AS MATERIALIZED (
    SELECT told.id, told.before, ends.day, ends.hour, ends.explanation
    FROM unnest(%(deadlines)s::bigint[], %(before)s::date[], %(ends)s::int[]) AS told (id, before, place)
    JOIN unnest(%(days)s::date[], %(hours)s::time[], %(explanations)s::jsonb[])
        WITH ORDINALITY AS ends (day, hour, explanation, place) USING (place)
)
UPDATE cases_deadline d SET day = moved.day, at = coalesce(moved.hour, d.at), explanation = moved.explanation,
    escalated_on = CASE WHEN moved.day > d.day THEN NULL ELSE d.escalated_on END
FROM moved
WHERE d.id = moved.id AND d.day = moved.before AND d.state = ANY (%(states)s)
"""


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

    Each batch is one query, and one more where something moves: stopped half-way, it can be run again. The
    same length from the same day is counted once for all cases.
    """
    counted = _Counted()
    for rows in _batches():
        moved = [each for row in rows if (each := counted.moved(row))]
        if moved and not dry_run:
            _write(moved)
        yield moved


def _batches() -> Iterator[list[tuple[Any, ...]]]:
    """Deadlines that may move, whole cases at a time: in that order an index holds the unfinished ones."""
    found = Deadline.objects.filter(state__in=UNFINISHED).exclude(rests_on={}).order_by("case_id")
    asked = found.annotate(rests_on_text=Cast("rests_on", TextField())).values_list(*FIELDS, *OF_CASE)
    after, more = 0, True
    while more:
        rows = list(asked.filter(case__gt=after)[:AT_ONCE])
        more = len(rows) == AT_ONCE
        if more:
            cut_off = rows[-1][1]
            rows = [row for row in rows if row[1] != cut_off]
        if rows:
            after = rows[-1][1]
            yield rows


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

    def _counted(self, task: Task, named: TaskDeadline | None, rests_on: str) -> LastDay | None:
        same = (id(named) if named else "", rests_on)
        if same not in self._days:
            self._days[same] = _count(task, named, json.loads(rests_on))
        return self._days[same]


def _count(task: Task, named: TaskDeadline | None, rests_on: dict[str, Any]) -> LastDay | None:
    try:
        if named is not None:
            return last_day_again(task, named, rests_on, moment_of(rests_on))
        explained = day_of_term(rests_on["term"], facts_of_term(rests_on)) if "term" in rests_on else None
    except ProcedureError:
        return None  # what no longer leads to a day keeps the one it has
    return LastDay(explained) if explained else None


def _write(moved: list[Moved]) -> None:
    """Those that still run on the day they were read with; what was ended meanwhile stays.

    In one statement with each explanation once, since thousands of deadlines share one.
    """
    ends = list({id(each.now): each.now for each in moved}.values())
    places = {id(end): place for place, end in enumerate(ends, start=1)}
    told: dict[str, Any] = {
        "deadlines": [each.pk for each in moved],
        "before": [each.before for each in moved],
        "ends": [places[id(each.now)] for each in moved],
        "days": [end.day for end in ends],
        "hours": [end.hour for end in ends],
        "explanations": [json.dumps(end.explained.to_json()) for end in ends],
        "states": [state.value for state in UNFINISHED],
    }
    with connection.cursor() as cursor:
        cursor.execute(MOVE, told)
