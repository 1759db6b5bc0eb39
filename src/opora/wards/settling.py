"""The monthly step of a ward's case: done once all that was due is in a confirmed run or left out on purpose.

A run that pays only some of it ends nothing: the deadline goes on showing that the others wait. Months that
have passed are made up for together, by one turn of the step; this month and the next have each their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from opora.cases.models import Case, Event
from opora.cases.querysets import UNCLOSED
from opora.cases.steps import do_step
from opora.wards.left_over import left_of
from opora.wards.models import RowKind, RunState, WardRun, WardRunRow
from opora.wards.turns import month_before

PAYING = "monthly_payments"
CONFIRMED_EVENT, SETTLED = "ward_run_confirmed", "settled"
"""The line of the timeline, and in its detail the months whose step it did."""


def settle(run: WardRun, cases: Sequence[Case], *, at: datetime) -> dict[int, list[date]]:
    """Do the step where nothing is left over, in the name of who drew the run up; the months by case."""
    pending = _pending(run, cases)
    on = timezone.localdate(run.drawn_at)
    months = [month for of_case in pending.values() for month in of_case]
    if not months:
        return {}
    left = _earliest_left(run, cases, until=max(*months, month_before(on)))
    done: dict[int, list[date]] = {}
    for case in cases:
        for group, bound in _groups(sorted(pending.get(case.pk, ())), on):
            if case.state not in UNCLOSED or left.get(case.pk, date.max) <= bound:
                break
            do_step(case, PAYING, on=max(on, case.opened_on), by=run.drawn_by, at=at)
            done.setdefault(case.pk, []).extend(group)
    return done


def _pending(run: WardRun, cases: Sequence[Case]) -> dict[int, set[date]]:
    """By case the months with a payment in this run or a confirmed one, whose step no run has done."""
    rows = WardRunRow.objects.filter(Q(run=run) | Q(run__state=RunState.CONFIRMED), case__in=cases)
    pending: dict[int, set[date]] = defaultdict(set)
    for case, month in rows.filter(kind=RowKind.PAYMENT).values_list("case", "run__month").distinct():
        pending[case].add(month)
    told = Event.objects.filter(case__in=cases, key=CONFIRMED_EVENT).values_list("case", "detail")
    for case, detail in told:
        pending[case] -= {date.fromisoformat(month) for month in detail.get(SETTLED, ())}
    return pending


def _groups(pending: list[date], on: date) -> Iterator[tuple[list[date], date]]:
    """The months that one turn of the step settles, and the month up to which nothing may be left."""
    this = on.replace(day=1)
    if past := [month for month in pending if month < this]:
        yield past, month_before(this)
    yield from (([month], month) for month in pending if month >= this)


def _earliest_left(run: WardRun, cases: Sequence[Case], *, until: date) -> Mapping[int, date]:
    """By case the first month of which something is in no run and was not left out with a reason."""
    found: dict[int, date] = {}
    for each in left_of(run, [case.pk for case in cases], until=until):
        if not each.left_out_because and each.record.case_id is not None:
            found.setdefault(each.record.case_id, each.turn)
    return found
