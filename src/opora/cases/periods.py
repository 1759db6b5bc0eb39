"""The period of which a document tells: that of the turn in which it is owed, a month or a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from opora.cases.deadline_days import Start, unmoved_day
from opora.cases.models import Case, CaseRecord, Deadline, DeadlineState
from opora.catalogue import Task
from opora.catalogue.schema import Record


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both of them in it."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def period_of(case: Case, task: Task, document: str) -> Period | None:
    """The period that a document is owed for: its step answers to a time limit that comes again.

    None for any other document, and where nothing is owed at the moment.
    """
    keys = {step.deadline for step in task.steps if step.document == document and step.deadline}
    again = {each.key for each in task.deadlines if each.key in keys and each.every is not None}
    unfinished = (DeadlineState.RUNNING, DeadlineState.PAUSED)
    owed = Deadline.objects.filter(case=case, key__in=again, state__in=unfinished) if again else ()
    first = min(owed, key=lambda each: each.day, default=None)
    return _turn(task, first) if first is not None and "from" in first.rests_on else None


def _turn(task: Task, owed: Deadline) -> Period | None:
    named = task.deadline(owed.key)
    if named is None:
        return None
    turn = int(owed.rests_on.get("turn", 1))
    start = Start(datetime.fromisoformat(owed.rests_on["from"]).date(), "")
    before = unmoved_day(named, start, turn - 1)
    # The last day of a turn belongs to it, the day it all begins to the first.
    return Period(before + timedelta(days=1) if turn > 1 else before, unmoved_day(named, start, turn))


def is_of(record: CaseRecord, definition: Record, period: Period) -> bool:
    """Whether a record belongs in what is told of a period: it happened in it, or still lasted.

    What a case keeps once, or without a day, belongs in every period.
    """
    day = record.happened_on
    if day is None or not definition.many or period.holds(day):
        return True
    if definition.ends_on is None or day > period.last:
        return False
    ended = record.content.get(definition.ends_on)
    return not ended or date.fromisoformat(str(ended)[:10]) >= period.first
