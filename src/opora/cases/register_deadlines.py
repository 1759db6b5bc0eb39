"""What is owed in registers: they have no cases, so no rows of deadlines; it is worked out when it is asked.

The rules are those of cases. What nothing in the register can meet (the end of a permit, of an insurance) is
told a month before and a month after its day, and then is history.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from opora.cases.deadline_days import Start, last_day
from opora.cases.deadline_due import Due, due, what_meets
from opora.cases.deadline_events import with_days
from opora.cases.deadline_facts import Facts, Happened
from opora.cases.models import CaseRecord
from opora.catalogue import Task
from opora.catalogue.schema.deadlines import TaskDeadline
from opora.organisation.models import Unit

A_MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class RegisterOwed:
    """One duty of a register in a unit, of a record where it is about one."""

    register: str
    task: Task
    named: TaskDeadline
    unit: Unit
    day: date
    record: CaseRecord | None


def owed_in_registers(
    registers: Mapping[str, Task], units: Collection[Unit], *, on: date
) -> list[RegisterOwed]:
    """What is late or falls due within a month, the oldest first; one query."""
    told = {key: task for key, task in registers.items() if task.deadlines}
    read = {key: _records_read(task) for key, task in told.items()}
    kept = CaseRecord.objects.filter(case=None, task__in=told, unit__in=units, struck_at=None)
    by_place: dict[tuple[str, Unit], list[CaseRecord]] = {}
    for record in kept.select_related("unit").order_by("pk"):
        if record.key in read[record.task]:
            by_place.setdefault((record.task, record.unit), []).append(record)
    found = [
        owed for (key, unit), records in by_place.items() for owed in _owed(key, told[key], unit, records, on)
    ]
    return sorted(found, key=lambda each: (each.day, each.register, each.named.key))


def _records_read(task: Task) -> frozenset[str]:
    """The kinds of records that a deadline of the register starts with, ends with or is met by."""
    paths = {
        path
        for each in task.deadlines
        for path in (each.starts, each.falls_on, each.ends_with, *what_meets(task, each))
        if path is not None and path.startswith("record.")
    }
    is_yearly = any(each.starts in ("each_year", "each_month") for each in task.deadlines)
    named = {path.split(".")[1] for path in paths}
    return frozenset(named | ({record.key for record in task.records} if is_yearly else set()))


def _owed(key: str, task: Task, unit: Unit, records: list[CaseRecord], on: date) -> Iterator[RegisterOwed]:
    by_id = {str(record.public_id): record for record in records}
    for each in due(task, _facts(task, records, on)):
        named = task.deadline(each.key)
        assert named is not None
        day = _day(task, named, each, on)
        if each.met_on is None and day is not None and day <= on + A_MONTH:
            yield RegisterOwed(key, task, named, unit, day, by_id.get(each.about))


def _facts(task: Task, records: list[CaseRecord], on: date) -> Facts:
    """Of a duty of each year the first is that of the year in which the register was begun."""
    happened = [
        Happened(
            f"record.{record.key}",
            record.happened_on or timezone.localdate(record.entered_at),
            str(record.public_id),
            with_days(task, record.key, record.content),
        )
        for record in records
    ]
    first = min(each.on for each in happened)
    return Facts(on=on, opened_on=date(first.year, 1, 1), happened=tuple(happened))


def _day(task: Task, named: TaskDeadline, owed: Due, on: date) -> date | None:
    """The day it is owed by; none of what nothing can meet once that is a month ago."""
    if what_meets(task, named) or owed.is_renewed:
        return owed.day
    day, turn = owed.day, int(owed.rests_on.get("turn", 1))
    start = Start(date.fromisoformat(str(owed.rests_on["from"])[:10]), "")
    while named.comes_again and day < on - A_MONTH:
        turn += 1
        day = last_day(named, start, turn=turn).day
    is_kept_waiting = named.ends_with is not None
    return day if is_kept_waiting or day >= on - A_MONTH else None
