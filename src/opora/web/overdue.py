"""What is overdue, told alike on my day and on the page of a unit.

A deadline whose last day passed; a call to supplement that nobody answered in time (ZUP 67), until the office
acts on it; and a step planned for a day that passed. Of cases that are not closed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.translation import ngettext

from opora.cases.models import Case, CaseStep, Deadline, DeadlineState, StepState
from opora.cases.querysets import UNCLOSED
from opora.organisation.kept_queries import kept
from opora.organisation.models import Unit, Worker
from opora.web.deadlines import UNANSWERED, read
from opora.web.links import address
from opora.web.my_steps import step_name

MOST = 25


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


def overdue_in(cases: Collection[int], *, on: date) -> list[Late]:
    """The longest overdue of these unclosed cases. A planned step is with whom it was planned for."""
    keys = list(cases)
    # Apart, since together the rows of all these cases are read and sorted for the few that are shown.
    found = [
        *(_late_deadline(late, on) for late in [*_passed_in(keys, on), *_unanswered_in(keys)]),
        *(_late_step(each, on) for each in _steps_in(keys, on)),
    ]
    return sorted(found, key=lambda each: each.day)[:MOST]


@kept
def _passed_in(cases: list[int], on: date) -> QuerySet[Deadline]:
    # First which they are, then their cases: else the cases of all that passed are read for the few shown.
    passed = Deadline.objects.filter(state=DeadlineState.RUNNING, day__lt=on, case_id__among=cases)
    first = passed.order_by("day", "pk").values("pk")[:MOST]
    return Deadline.objects.filter(pk__in=first).select_related("case__assigned_to").order_by("day", "pk")


@kept
def _unanswered_in(cases: list[int]) -> QuerySet[Deadline]:
    found = Deadline.objects.filter(UNANSWERED, case_id__among=cases, case__state__in=UNCLOSED)
    return found.select_related("case__assigned_to").order_by("day", "pk")[:MOST]


@kept
def _steps_in(cases: list[int], on: date) -> QuerySet[CaseStep]:
    steps = overdue_steps(on).filter(case_id__among=cases).select_related("case", "planned_for")
    return steps.order_by("planned_on", "pk")[:MOST]


def overdue_by_worker(units: Collection[Unit], on: date) -> dict[tuple[int | None, int], int]:
    """How much is overdue, by worker and unit; sealed cases count as any other."""
    found: Counter[tuple[int | None, int]] = Counter()
    keys = [unit.pk for unit in units]
    counted = [*_deadlines_counted(keys, on), *_unanswered_counted(keys), *_steps_counted(keys, on)]
    for worker, unit, count in counted:
        found[worker, unit] += int(count)
    return dict(found)


@kept
def _deadlines_counted(units: list[int], on: date) -> QuerySet[Case, tuple[int | None, int, int]]:
    """Counted case by case: a join would go through the running deadlines of the whole country."""
    passed = Deadline.objects.filter(case=OuterRef("pk"), state=DeadlineState.RUNNING, day__lt=on)
    of_case = passed.order_by().annotate(count=Func(F("pk"), function="COUNT")).values("count")
    cases = Case.objects.filter(unit__among=units, state__in=UNCLOSED).annotate(late=Subquery(of_case))
    late = Sum("late", output_field=IntegerField())
    return cases.values_list("assigned_to", "unit").annotate(late_of_all=late).order_by()


@kept
def _unanswered_counted(units: list[int]) -> QuerySet[Deadline, tuple[int | None, int, int]]:
    late = Deadline.objects.filter(UNANSWERED, case__unit__among=units)
    return late.values_list("case__assigned_to", "case__unit").annotate(Count("pk")).order_by()


@kept
def _steps_counted(units: list[int], on: date) -> QuerySet[CaseStep, tuple[int | None, int, int]]:
    late = overdue_steps(on).filter(case__unit__among=units)
    return late.values_list("planned_for", "case__unit").annotate(Count("pk")).order_by()


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
