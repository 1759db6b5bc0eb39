"""The appointments of a case on its first page: those to come, and the way to a new one."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from opora.cases.models import Case
from opora.organisation.access import may
from opora.organisation.models import Worker

SHOWN = 5


def appointments_panel(worker: Worker, case: Case) -> dict[str, Any]:
    """Context of `cases/_appointments.html`."""
    to_come = case.appointments.standing().filter(starts_at__gte=timezone.now(), ended_as="")
    found = to_come.select_related("room").order_by("starts_at", "pk")[:SHOWN]
    for appointment in (appointments := list(found)):
        appointment.case = case
    return {"appointments": appointments, "may_meet": may(worker, "make_appointment", case=case)}
