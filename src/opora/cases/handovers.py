"""Handing a case to a unit with what it must know at once, as the on-call service does each morning."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.assigning import give
from opora.cases.models import Case, Handover
from opora.cases.timeline import add_event
from opora.organisation.access import reach, require
from opora.organisation.models import Unit, Worker
from opora.organisation.refusal import Refused


@transaction.atomic
def hand_over(case: Case, *, to: Unit, message: str, by: Worker, at: datetime) -> Handover:
    """Leave a case to a unit of the centre with a message; it waits there until somebody takes it.

    The case moves to that unit. Refused without a message, for another centre's unit, and while an earlier
    handover of the case waits.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("unit").get(pk=case.pk)
    require(by, "hand_over_case", case=case, on=timezone.localdate(at))
    if not message.strip():
        raise Refused(
            _("Write what the unit must know: what happened, what was done, what is urgent."), field="message"
        )
    if to.centre_id != case.centre_id:
        raise Refused(_("%(unit)s belongs to another centre: pass the case on.") % {"unit": to}, field="to")
    if case.handovers.filter(taken_at__isnull=True).exists():
        raise Refused(_("This case is handed over already and waits to be taken. Add a note instead."))
    made = Handover.objects.create(case=case, to_unit=to, message=message.strip(), by=by, at=at)
    if case.unit_id != to.pk:
        case.unit = to
        case.save(update_fields=["unit"])
    add_event(case, "case_handed_over", by=by, at=at, unit=to.pk, who=str(to))
    record(by, Deed.CHANGED, "hand_over_case", persons=case.person_ids(), case_id=case.pk, at=at)
    return made


@transaction.atomic
def take_over(handover: Handover, *, by: Worker, at: datetime) -> Handover:
    """Take what was handed to one's unit: the case is assigned to the taker, and the message was read.

    Refused where somebody took it before, and for a worker of another unit.
    """
    handover = (
        Handover.objects.select_for_update(of=("self",)).select_related("case", "to_unit").get(pk=handover.pk)
    )
    on = timezone.localdate(at)
    reached = reach(by, "take_over_case", on)
    if not (handover.to_unit_id in reached.units or reached.centre == handover.to_unit.centre_id):
        raise Refused(
            _("This case was handed to %(unit)s. Ask somebody there to take it.") % {"unit": handover.to_unit}
        )
    if handover.taken_at is not None:
        raise Refused(_("%(worker)s has already taken this case.") % {"worker": handover.taken_by})
    handover.taken_by, handover.taken_at = by, at
    handover.save(update_fields=["taken_by", "taken_at"])
    give(handover.case, to=by, by=by, at=at)
    add_event(handover.case, "case_taken_over", by=by, at=at)
    record(
        by,
        Deed.CHANGED,
        "take_over_case",
        persons=handover.case.person_ids(),
        case_id=handover.case_id,
        at=at,
    )
    return handover


def waiting_handovers(worker: Worker, at: datetime) -> QuerySet[Handover]:
    """What was handed to the worker's units and nobody took yet, the oldest first."""
    reached = reach(worker, "take_over_case", timezone.localdate(at))
    units = Unit.objects.filter(pk__in=reached.units)
    if reached.centre is not None:
        units = units | Unit.objects.filter(centre=reached.centre)
    open_now = Handover.objects.filter(taken_at__isnull=True, to_unit__in=units)
    return open_now.select_related("case", "by", "to_unit").order_by("at", "pk")
