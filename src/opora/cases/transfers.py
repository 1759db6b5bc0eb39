"""Transfer of jurisdiction (prenos pristojnosti) when a person moves: sent, received, and the days lost."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.models import Body, Case, Transfer
from opora.cases.passing_on import pass_on_case
from opora.cases.timeline import add_event
from opora.organisation.access import require
from opora.organisation.models import Unit, Worker
from opora.organisation.refusal import Refused


@transaction.atomic
def transfer_jurisdiction(
    case: Case,
    *,
    to_unit: Unit | None = None,
    to_body: Body | None = None,
    reason: str,
    moved_on: date | None,
    by: Worker,
    at: datetime,
    call_off_appointments: bool = False,
) -> Transfer:
    """Send a case to the centre that became competent, in this installation or outside; the case here ends.

    Refused unless exactly one addressee is named, for a move that is still to come, and as `pass_on_case`
    tells. Within this installation it waits until the addressee takes it over (`receiving`).
    """
    on = timezone.localdate(at)
    if (to_unit is None) == (to_body is None):
        raise Refused(_("Choose the one centre that the case goes to."), field="to_unit")
    if moved_on is not None and moved_on > on:
        raise Refused(_("The person has not moved yet. Send the case when they have."), field="moved_on")
    made = Transfer.objects.create(
        case=case,
        from_centre=case.centre,
        to_unit=to_unit,
        to_body=to_body,
        reason=reason.strip(),
        moved_on=moved_on,
        sent_on=on,
        by=by,
    )
    addressee = to_unit if to_unit is not None else to_body
    assert addressee is not None
    pass_on_case(case, to=addressee, reason=reason, by=by, at=at, call_off_appointments=call_off_appointments)
    return made


@transaction.atomic
def receive(transfer: Transfer, *, on: date, by: Worker, at: datetime) -> Transfer:
    """Enter the day on which a centre that works elsewhere received the case.

    Refused twice, before it was sent, and for a unit of this installation: that one says so itself.
    """
    transfer = Transfer.objects.select_for_update(of=("self",)).select_related("case").get(pk=transfer.pk)
    require(by, "transfer_case", on=timezone.localdate(at))
    if transfer.to_unit_id is not None:
        raise Refused(
            _("%(unit)s enters the day on which it took this case over. You see it here then.")
            % {"unit": transfer.to_unit}
        )
    if transfer.received_on is not None:
        raise Refused(_("The day on which this case was received is entered already."))
    refuse_other_day(transfer, on, at, field="on")
    transfer.received_on = on
    transfer.save(update_fields=["received_on"])
    add_event(transfer.case, "transfer_received", by=by, at=at, on=on.isoformat())
    record(by, Deed.CHANGED, "receive_transfer", case_id=transfer.case_id, at=at)
    return transfer


def refuse_other_day(transfer: Transfer, on: date, at: datetime, *, field: str) -> None:
    """Refused: a day of receipt before the case was sent, or still to come."""
    if on < transfer.sent_on or on > timezone.localdate(at):
        raise Refused(
            _("The case was received between the day it was sent and today. Correct the day."), field=field
        )


def days_lost(transfer: Transfer, on: date) -> int | None:
    """Days in which no centre worked on the case: from the move to the day of receipt, or to today.

    None where the day of the move is not known.
    """
    if transfer.moved_on is None:
        return None
    return ((transfer.received_on or on) - transfer.moved_on).days
