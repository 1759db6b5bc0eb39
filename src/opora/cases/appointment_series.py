"""Meetings that come again every so many weeks: moved and called off alone or with all that follow."""

from __future__ import annotations

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
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused

MOST = 53
LONGEST = timedelta(days=366)


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
    """Agree on a meeting at the same hour every so many weeks up to a day.

    All of them or none: each is refused as a single one is, and every one that cannot be is told at once.
    Refused for a last day before the first or more than a year after it.
    """
    starts = list(_starts(plan.starts_at, every_weeks, until))
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


def _starts(first: datetime, every_weeks: int, until: date) -> Iterator[datetime]:
    """Each turn at the same hour of the clock, also after it was put forward or back."""
    local = timezone.localtime(first)
    if until < local.date():
        raise Refused(_("The repetition would end before it begins. Correct the last day."), field="until")
    if until > local.date() + LONGEST:
        raise Refused(
            _("A meeting repeats for a year at most. Choose a day up to %(day)s.")
            % {"day": date_format(local.date() + LONGEST)},
            field="until",
        )
    for turn in range(MOST):
        on = local.date() + timedelta(weeks=turn * every_weeks)
        if on > until:
            return
        yield timezone.make_aware(datetime.combine(on, local.time()))
