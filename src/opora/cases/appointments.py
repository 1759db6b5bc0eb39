"""Appointments of a worker, as a rule in a case."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.models import Appointment, Case
from opora.cases.timeline import add_event
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused


@transaction.atomic
def make_appointment(
    *,
    worker: Worker,
    starts_at: datetime,
    subject: str,
    by: Worker,
    at: datetime,
    minutes: int = 30,
    place: str = "",
    case: Case | None = None,
) -> Appointment:
    """Agree on a meeting. Refused in the past, without a subject, and while the worker is taken."""
    if starts_at < at:
        raise Refused(_("This time has already passed. Choose a later one."), field="starts_at")
    if not subject.strip():
        raise Refused(_("Write what the meeting is about."), field="subject")
    if not 0 < minutes <= 12 * 60:
        raise Refused(_("A meeting takes between one minute and twelve hours."), field="minutes")
    locked = Worker.objects.select_for_update().get(pk=worker.pk)
    _refuse_taken_time(locked, starts_at, starts_at + timedelta(minutes=minutes))
    appointment = Appointment.objects.create(
        case=case,
        worker=worker,
        starts_at=starts_at,
        minutes=minutes,
        subject=subject.strip(),
        place=place.strip(),
    )
    if case is not None:
        add_event(case, "appointment_made", by=by, at=at, appointment=appointment.pk)
    record(by, Deed.CREATED, "make_appointment", case_id=case.pk if case else None, at=at)
    return appointment


def _refuse_taken_time(worker: Worker, starts_at: datetime, ends_at: datetime) -> None:
    """A day back is enough to look for meetings that still go on: none takes longer."""
    near = worker.appointments.filter(starts_at__lt=ends_at, starts_at__gt=starts_at - timedelta(days=1))
    for other in near.order_by("starts_at"):
        if other.starts_at + timedelta(minutes=other.minutes) > starts_at:
            raise Refused(
                _("%(worker)s already has a meeting at %(time)s. Choose another time.")
                % {"worker": worker, "time": date_format(localtime(other.starts_at), "DATETIME_FORMAT")},
                field="starts_at",
            )
