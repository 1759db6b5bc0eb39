"""What a passed last day means: a right is lost, a waiting time is over, or the head is told.

Done each night for all cases, in batches that cost the same number of queries each.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from opora.cases.deadline_due import may_lapse
from opora.cases.deadline_events import Tasks
from opora.cases.deadline_rules import refresh_many
from opora.cases.models import CaseState, Deadline, DeadlineState, Event
from opora.catalogue import Task
from opora.catalogue.schema.deadlines import TaskDeadline

AT_ONCE = 2000
Row = tuple[int, int, str, date, str, str, date]


def let_terms_lapse(on: date) -> int:
    """Let every running term lapse that is over when its last day has passed; how many they were.

    What the centre owes does not lapse: it stays overdue, in everybody's sight, until it is done. One that
    comes again runs for its next turn.
    """
    tasks, lapsed = Tasks(), 0
    for rows in _batches(on):
        over = [row for row in rows if (named := _named(row, tasks)) and may_lapse(*named)]
        again = {row[1] for row in over if (named := _named(row, tasks)) and named[1].comes_again}
        lapsed += _let_lapse([row[0] for row in over], on)
        if again:
            refresh_many(again, on=on, tasks=tasks)
    return lapsed


def tell_heads(on: date, *, at: datetime) -> int:
    """Tell once, in the timeline, of each deadline that became overdue; how many they were."""
    told = 0
    for rows in _batches(on, escalated_on=None):
        with transaction.atomic():
            fresh = Deadline.objects.running().filter(pk__in=[row[0] for row in rows], escalated_on=None)
            locked = list(fresh.select_for_update().values_list("pk", "case_id", "key", "day"))
            Deadline.objects.filter(pk__in=[pk for pk, *_ in locked]).update(escalated_on=on)
            Event.objects.bulk_create(
                Event(
                    case_id=case,
                    key="deadline_overdue",
                    by=None,
                    at=at,
                    detail={"deadline": key, "day": day.isoformat()},
                )
                for _pk, case, key, day in locked
            )
            told += len(locked)
    return told


def _let_lapse(ids: list[int], on: date) -> int:
    still = Deadline.objects.running().filter(pk__in=ids)
    return still.update(state=DeadlineState.LAPSED, ended_on=on)


def _named(row: Row, tasks: Tasks) -> tuple[Task, TaskDeadline] | None:
    _pk, _case, key, _day, name, version, opened_on = row
    task = tasks.at(version, name, opened_on)
    deadline = task.deadline(key)
    return (task, deadline) if deadline else None


def _batches(on: date, **also: None) -> Iterator[list[Row]]:
    """Overdue deadlines of cases that are not closed, by their number."""
    found = Deadline.objects.overdue(on).exclude(case__state=CaseState.CLOSED).filter(**also).order_by("pk")
    fields = ("pk", "case_id", "key", "day", "case__task", "case__catalogue_version", "case__opened_on")
    after = 0
    while rows := list(found.filter(pk__gt=after).values_list(*fields)[:AT_ONCE]):
        yield rows
        after = rows[-1][0]
