"""What is overdue, told alike on my day and on the page of a unit.

A deadline whose last day passed; a call to supplement that nobody answered in time (ZUP 67), until the office
acts on it; and a step planned for a day that passed. Of cases that are not closed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, Count, F, Func, Q, QuerySet, Value
from django.utils.translation import ngettext

from opora.cases.models import Case, CaseStep, Deadline, DeadlineState, StepState
from opora.cases.querysets import UNCLOSED
from opora.organisation.models import Unit, Worker
from opora.web.deadlines import UNANSWERED, read
from opora.web.links import address
from opora.web.my_steps import step_name


class AnyOf(Func):
    """Whether a number is one of many, told as one array: each of a thousand single values is looked at."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY ("
    output_field = BooleanField()

    def __init__(self, number: F, many: Collection[int]) -> None:
        super().__init__(number, Value(list(many), output_field=ArrayField(BigIntegerField())))


@dataclass(frozen=True)
class Late:
    """One thing that is overdue: since when, in which case, and who has it; nobody where nobody has."""

    day: date
    words: str
    left: str
    case: Case
    worker: Worker | None
    address: str


def overdue_deadlines(on: date) -> QuerySet[Deadline]:
    """Deadlines of unclosed cases that passed, those that nobody answered among them."""
    passed = Q(state=DeadlineState.RUNNING, day__lt=on)
    return Deadline.objects.filter(passed | UNANSWERED, case__state__in=UNCLOSED)


def overdue_steps(on: date) -> QuerySet[CaseStep]:
    """Steps of unclosed cases that were planned for a day that passed."""
    return CaseStep.objects.filter(state=StepState.PLANNED, planned_on__lt=on, case__state__in=UNCLOSED)


def overdue_in(cases: Collection[int], *, on: date, most: int) -> list[Late]:
    """The longest overdue of these cases. A planned step is with whom it was planned for."""
    of_these = AnyOf(F("case_id"), cases)
    # Apart, since together the rows of all these cases are read and sorted for the few that are shown.
    for_each = [
        Deadline.objects.filter(each, of_these, case__state__in=UNCLOSED)
        for each in (Q(state=DeadlineState.RUNNING, day__lt=on), UNANSWERED)
    ]
    steps = overdue_steps(on).filter(of_these).select_related("case", "planned_for")
    found = [
        *(
            _late_deadline(late, on)
            for deadlines in for_each
            for late in deadlines.select_related("case__assigned_to").order_by("day", "pk")[:most]
        ),
        *(_late_step(each, on) for each in steps.order_by("planned_on", "pk")[:most]),
    ]
    return sorted(found, key=lambda each: each.day)[:most]


def overdue_by_worker(units: Collection[Unit], on: date) -> dict[tuple[int | None, int], int]:
    """How much is overdue, by worker and unit; sealed cases count as any other."""
    found: Counter[tuple[int | None, int]] = Counter()
    deadlines = overdue_deadlines(on).filter(case__unit__in=units)
    steps = overdue_steps(on).filter(case__unit__in=units)
    for late, who in ((deadlines, "case__assigned_to"), (steps, "planned_for")):
        for worker, unit, count in late.values_list(who, "case__unit").annotate(Count("pk")).order_by():
            found[worker, unit] += count
    return dict(found)


def _late_deadline(deadline: Deadline, on: date) -> Late:
    told = read(deadline, on)
    case = deadline.case
    return Late(told.day, told.words, told.left, case, case.assigned_to, address("case", case.public_id))


def _late_step(step: CaseStep, on: date) -> Late:
    assert step.planned_on is not None
    days = (on - step.planned_on).days
    left = ngettext("%(count)d day late", "%(count)d days late", days) % {"count": days}
    where = f"{address('case', step.case.public_id)}#step-{step.key}"
    words = step_name(step.case, step.key)
    return Late(step.planned_on, words, left, step.case, step.planned_for, where)
