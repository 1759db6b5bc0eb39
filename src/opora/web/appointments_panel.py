"""The appointments of a case on its first page: those to come, and the way to a new one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from opora.cases.models import Appointment, Case
from opora.organisation.access import may
from opora.organisation.kept_queries import kept
from opora.organisation.models import Worker

SHOWN = 5


def appointments_panel(worker: Worker, case: Case) -> dict[str, Any]:
    """Context of `cases/_appointments.html`."""
    appointments = _to_come(case, timezone.now())
    for appointment in appointments:
        appointment.case = case
    return {"appointments": appointments, "may_meet": may(worker, "make_appointment", case=case)}


@kept
def _to_come(case: Case, now: datetime) -> QuerySet[Appointment]:
    standing = Appointment.objects.standing().filter(case=case, starts_at__gte=now, ended_as="")
    return standing.select_related("room").order_by("starts_at", "pk")[:SHOWN]
