"""What cases owe: duties with a last day, the oldest first, with the day on which each was last done.

Guardians' reports, yearly visits, first interviews: whatever the tasks name, by kind and over all cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from opora.cases.deadline_due import last_done
from opora.cases.deadline_events import Tasks, facts_of
from opora.cases.deadline_facts import Facts
from opora.cases.models import Case, CaseState, Deadline, DeadlineState
from opora.catalogue import Task
from opora.catalogue.schema.deadlines import TaskDeadline


@dataclass(frozen=True, slots=True)
class Kind:
    """A duty that a task names: how many of it are owed, and how many of these are late."""

    task: str
    key: str
    owed: int
    late: int


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty of a case.

    `since` is the day it is counted from: a request that waits for its first interview. `last_done_on` is
    when it was done before, none where it never was. `reminded_on` is when whoever owes it was reminded;
    a state (a stay, a measure) is not done, it ends.
    """

    deadline: Deadline
    since: date | None
    last_done_on: date | None
    reminder: str | None
    reminded_on: date | None
    is_state: bool


def owed_by(cases: QuerySet[Case], *, until: date, or_else: Q | None = None) -> QuerySet[Deadline]:
    """The running deadlines of these cases that end by a day; what waits in closed cases is owed no more.

    `or_else` are deadlines that lapsed and on which the centre has still to act, as a room above tells them.
    """
    open_cases = cases.exclude(state=CaseState.CLOSED)
    running = Q(state=DeadlineState.RUNNING, day__lte=until)
    return Deadline.objects.filter(running | or_else if or_else else running, case__in=open_cases)


def kinds_of(owed: QuerySet[Deadline], *, on: date) -> list[Kind]:
    """Which duties are owed, in one query."""
    counted = owed.order_by().values_list("case__task", "key").annotate(owed=Count("pk"), late=_late(on))
    return [Kind(*row) for row in counted.order_by("case__task", "key")]


def with_what_was_done(deadlines: Sequence[Deadline], *, on: date) -> list[Owed]:
    """Each with when it was last done; as many queries for a page of them as for one."""
    tasks = Tasks()
    cases = list({each.case_id: each.case for each in deadlines}.values())
    facts = facts_of(cases, tasks, on=on) if cases else {}
    return [_owed(each, tasks.of(each.case), facts[each.case_id]) for each in deadlines]


def _owed(deadline: Deadline, task: Task, facts: Facts) -> Owed:
    named = task.deadline(deadline.key)
    written = str(deadline.rests_on.get("from", ""))[:10]
    since = date.fromisoformat(written) if written else None
    done = last_done(task, named, facts) if named else None
    before = done or since
    return Owed(
        deadline=deadline,
        since=since,
        last_done_on=done,
        reminder=named.reminder if named else None,
        reminded_on=_reminded_on(task, named, facts, after=before),
        is_state=named is not None and named.lasts,
    )


def _reminded_on(task: Task, named: TaskDeadline | None, facts: Facts, *, after: date | None) -> date | None:
    """When they were last reminded, since it was done before: by the document, or by a step that makes it."""
    if named is None or named.reminder is None:
        return None
    ways = {f"document.{named.reminder}"}
    ways |= {f"step.{step.key}" for step in task.steps if step.document == named.reminder}
    days = [
        each.on
        for each in facts.happened
        if each.what in ways and not each.left_out and (after is None or each.on > after)
    ]
    return max(days, default=None)


def _late(on: date) -> Count:
    return Count("pk", filter=Q(day__lt=on))
