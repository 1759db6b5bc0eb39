"""Passing an application on to the centre that is competent (ZUP 65): the case here ends."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.appointments import call_off
from opora.cases.closing import end_waiting_deadlines, move_case
from opora.cases.models import Appointment, Attendance, Body, Case, CaseState, StepState
from opora.cases.open_ends import appointments_ahead
from opora.cases.teams import dissolve
from opora.cases.timeline import add_event
from opora.organisation.access import require
from opora.organisation.models import Unit, Worker
from opora.organisation.refusal import Refused


@transaction.atomic
def pass_on_case(
    case: Case, *, to: Unit | Body, reason: str, by: Worker, at: datetime, call_off_appointments: bool = False
) -> Case:
    """Hand a matter to another centre, which opens a case under a number of its own.

    `to` is its unit, or the centre as a body where it works outside this installation.

    The case here is closed and its deadlines end; its documents are sent there. Refused without a reason,
    for a unit of this centre, once a decision was issued, as who decided stays competent for it, and while
    appointments are ahead, unless `call_off_appointments` says that they are called off with it.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("centre", "unit").get(pk=case.pk)
    require(by, "transfer_case", case=case, on=timezone.localdate(at))
    if not reason.strip():
        raise Refused(_("Write why the case goes to another centre."), field="reason")
    if isinstance(to, Unit) and to.centre_id == case.centre_id:
        raise Refused(_("%(unit)s belongs to this centre: transfer the case.") % {"unit": to}, field="unit")
    if case.state == CaseState.DECIDED:
        raise Refused(
            _("A decision was issued in this case, so it stays here. A new application is filed there.")
        )
    _deal_with_appointments(case, reason, by, at, is_called_off=call_off_appointments)
    on = timezone.localdate(at)
    case.steps.filter(state=StepState.PLANNED).delete()  # nobody here does them any more
    end_waiting_deadlines(case, on=on)
    dissolve(case, on=on, at=at)
    case = move_case(case, CaseState.CLOSED)
    case.closed_on = on
    case.save(update_fields=["closed_on"])
    add_event(
        case,
        "case_passed_on",
        by=by,
        at=at,
        unit=to.pk,
        who=f"{to.centre}, {to}" if isinstance(to, Unit) else str(to),
        reason=reason.strip(),
    )
    persons = case.person_ids()
    record(by, Deed.CHANGED, "pass_on_case", persons=persons, case_id=case.pk, at=at)
    return case


def _deal_with_appointments(
    case: Case, reason: str, by: Worker, at: datetime, *, is_called_off: bool
) -> None:
    """Nobody of this centre meets the party in a case that went elsewhere."""
    ahead = appointments_ahead(case, at=at)
    if not ahead:
        return
    if not is_called_off:
        raise Refused(
            _(
                "Appointments are still ahead: %(appointments)s. Confirm that they are called off and tell "
                "those who were invited, or send the case after them."
            )
            % {"appointments": ", ".join(_told(each) for each in ahead)},
            field="call_off_appointments",
        )
    because = _("The case goes to another centre. %(reason)s") % {"reason": reason.strip()}
    for each in ahead:
        call_off(each, called_off_by=Attendance.CANCELLED_BY_CENTRE, reason=because, by=by, at=at)


def _told(appointment: Appointment) -> str:
    starts_at = timezone.localtime(appointment.starts_at)
    return _("“%(subject)s” on %(day)s at %(hour)s") % {
        "subject": appointment.subject,
        "day": date_format(starts_at.date()),
        "hour": time_format(starts_at.time()),
    }
