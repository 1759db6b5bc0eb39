"""Meetings that come again every few weeks or every month: moved and called off alone or with all after."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opora.cases.appointments import (
    Plan,
    cancel_appointment,
    change_appointment,
    make_appointment,
    refuse_clash_within,
)
from opora.cases.models import Appointment, AppointmentKind, Attendance, Case
from opora.law.procedure import work_free_days
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused

MONTHLY = 0
"""Instead of a number of weeks: every month on the same weekday of it, such as its first Monday."""
LONGEST = timedelta(days=366)
WEEK = 7


@transaction.atomic
def make_series(
    plan: Plan,
    *,
    every_weeks: int,
    until: date,
    subject: str,
    by: Worker,
    at: datetime,
    case: Case | None = None,
    kind: AppointmentKind | str = AppointmentKind.TALK,
) -> list[Appointment]:
    """Agree on a meeting at the same hour every so many weeks, or `MONTHLY`, up to a day.

    All of them or none: each is refused as a single one is, and every one that cannot be is told at once.
    Refused for a last day before the first or more than a year after it. Work-free days are passed over.
    """
    passed_over = work_free_turns(plan.starts_at, every_weeks=every_weeks, until=until)
    local = timezone.localtime(plan.starts_at)
    starts = [
        timezone.make_aware(
            datetime.combine(day, local.time())
        )  # the same hour of the clock, put forward or back
        for day in _turns(local.date(), every_weeks, until)
        if day not in passed_over
    ]
    made, wrong = [], []
    series = uuid4() if len(starts) > 1 else None
    for moment in starts:
        try:
            with transaction.atomic():
                made.append(
                    make_appointment(
                        worker=plan.worker,
                        starts_at=moment,
                        subject=subject,
                        by=by,
                        at=at,
                        minutes=plan.minutes,
                        place=plan.place,
                        case=case,
                        kind=kind,
                        room=plan.room,
                        with_workers=plan.with_workers,
                        persons=plan.persons,
                        series=series,
                    )
                )
        except Refused as refused:
            wrong.append(refused)
    if wrong:
        raise Refused(" ".join(dict.fromkeys(each.message for each in wrong)), field=wrong[0].field)
    return made


@transaction.atomic
def change_following(
    appointment: Appointment, plan: Plan, *, subject: str, reason: str, by: Worker, at: datetime
) -> list[Appointment]:
    """Move a meeting and all that follow it in its series: by as many days, to the same hour and company.

    All of them or none; refused as a single one is.
    """
    moved = [appointment, *following(appointment)]
    shift = timezone.localdate(plan.starts_at) - timezone.localdate(appointment.starts_at)
    hour = timezone.localtime(plan.starts_at).time()
    changed = []
    for each in moved:
        on = timezone.localdate(each.starts_at) + shift
        own = replace(plan, worker=each.worker, starts_at=timezone.make_aware(datetime.combine(on, hour)))
        changed.append(
            change_appointment(each, own, subject=subject, reason=reason, by=by, at=at, moved_along=moved)
        )
    refuse_clash_within(changed)
    return changed


@transaction.atomic
def cancel_following(
    appointment: Appointment, *, called_off_by: Attendance | str, reason: str, by: Worker, at: datetime
) -> list[Appointment]:
    """Call off a meeting and all that follow it in its series."""
    return [
        cancel_appointment(each, called_off_by=called_off_by, reason=reason, by=by, at=at)
        for each in [appointment, *following(appointment)]
    ]


def following(appointment: Appointment) -> Sequence[Appointment]:
    """Those of its series that come later and were neither held nor called off; none outside a series."""
    if appointment.series is None:
        return []
    later = Appointment.objects.standing().filter(series=appointment.series, ended_as="")
    rows = later.filter(starts_at__gt=appointment.starts_at).select_related("case", "worker", "room")
    return list(rows.order_by("starts_at", "pk"))


def work_free_turns(first: datetime, *, every_weeks: int, until: date) -> list[date]:
    """The days that a series passes over, for nobody works on them.

    None where it begins on one itself: then whoever agrees on it works on such days, and says so.
    """
    day = timezone.localdate(first)
    if _is_work_free(day):
        return []
    return [turn for turn in _turns(day, every_weeks, until) if _is_work_free(turn)]


def _turns(first: date, every_weeks: int, until: date) -> Iterator[date]:
    if until < first:
        raise Refused(_("The repetition would end before it begins. Correct the last day."), field="until")
    if until > first + LONGEST:
        raise Refused(
            _("A meeting repeats for a year at most. Choose a day up to %(day)s.")
            % {"day": date_format(first + LONGEST)},
            field="until",
        )
    turns = _months_from(first) if every_weeks == MONTHLY else _weeks_from(first, every_weeks)
    yield from itertools.takewhile(lambda day: day <= until, turns)


def _weeks_from(first: date, every_weeks: int) -> Iterator[date]:
    for turn in itertools.count():
        yield first + timedelta(weeks=turn * every_weeks)


def _months_from(first: date) -> Iterator[date]:
    """The same weekday of each month, such as its second Tuesday; for a fifth, the last where none is."""
    place = (first.day - 1) // WEEK
    for turn in itertools.count(first.month - 1):
        begins = date(first.year + turn // 12, turn % 12 + 1, 1)
        day = begins + timedelta(days=(first.weekday() - begins.weekday()) % WEEK, weeks=place)
        yield day if day.month == begins.month else day - timedelta(weeks=1)


def _is_work_free(day: date) -> bool:
    return day in work_free_days(day.year)
