"""Handing a case to a unit or a colleague with what they must know at once, as each morning after duty."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.assigning import give
from opora.cases.exclusions import refuse_excluded
from opora.cases.executors import refuse_unfit_to_lead
from opora.cases.models import Case, Handover
from opora.cases.timeline import add_event
from opora.organisation.access import may, reach, require
from opora.organisation.models import Unit, Worker
from opora.organisation.refusal import Refused
from opora.people.folding import order_key


@transaction.atomic
def hand_over(
    case: Case,
    *,
    message: str,
    by: Worker,
    at: datetime,
    to: Unit | None = None,
    to_worker: Worker | None = None,
) -> Handover:
    """Leave a case to a unit of the centre, or to a colleague by name; it waits there until it is taken.

    The case moves to that unit. Refused without a message, to nobody, to oneself, to a colleague who does not
    work there or may not lead the case, for another centre's unit, and while an earlier handover waits.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("unit").get(pk=case.pk)
    on = timezone.localdate(at)
    require(by, "hand_over_case", case=case, on=on)
    if not message.strip():
        raise Refused(
            _("Write what the unit must know: what happened, what was done, what is urgent."), field="message"
        )
    unit = _unit_for(case, to, to_worker, on)
    if unit.centre_id != case.centre_id:
        raise Refused(_("%(unit)s belongs to another centre: pass the case on.") % {"unit": unit}, field="to")
    if to_worker is not None:
        _refuse_colleague(to_worker, case, by, on)
    if case.handovers.waiting().exists():
        raise Refused(_("This case is handed over already and waits to be taken. Add a note instead."))
    made = Handover.objects.create(
        case=case,
        to_unit=unit,
        to_worker=to_worker,
        from_unit=case.unit,
        message=message.strip(),
        by=by,
        at=at,
    )
    _move(case, unit)
    add_event(case, "case_handed_over", by=by, at=at, unit=unit.pk, who=made.to)
    record(by, Deed.CHANGED, "hand_over_case", persons=case.person_ids(), case_id=case.pk, at=at)
    return made


@transaction.atomic
def withdraw_handover(handover: Handover, *, by: Worker, at: datetime) -> Handover:
    """Take back what one handed over and nobody has taken: the case returns to the unit it came from.

    Refused for anybody else, and once it was taken or withdrawn.
    """
    handover = _locked(handover)
    if handover.by_id != by.pk:
        raise Refused(
            _("%(worker)s handed this case over. Only they may withdraw it; you may take it.")
            % {"worker": handover.by}
        )
    _refuse_ended(handover)
    handover.withdrawn_at = at
    handover.save(update_fields=["withdrawn_at"])
    case = handover.case
    if handover.from_unit is not None and case.unit_id == handover.to_unit_id:
        _move(case, handover.from_unit)
    add_event(case, "handover_withdrawn", by=by, at=at)
    record(by, Deed.CHANGED, "withdraw_handover", persons=case.person_ids(), case_id=case.pk, at=at)
    return handover


@transaction.atomic
def take_over(handover: Handover, *, by: Worker, at: datetime) -> Handover:
    """Take what was handed to one's unit: the case is assigned to the taker, and the message was read.

    Refused where somebody took it before or it was withdrawn, for a worker of another unit, and for whom it
    was not meant, unless they give out the work there.
    """
    handover = _locked(handover)
    on = timezone.localdate(at)
    if not _reaches(by, "take_over_case", handover.to_unit, on):
        raise Refused(
            _("This case was handed to %(unit)s. Ask somebody there to take it.") % {"unit": handover.to_unit}
        )
    _refuse_ended(handover)
    meant_for = handover.to_worker
    if meant_for not in (None, by) and not _reaches(by, "assign_case", handover.to_unit, on):
        raise Refused(
            _("This case was handed to %(worker)s. Ask them, or the head of the unit.")
            % {"worker": meant_for}
        )
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
    """What waits for the worker, by name or in their units; of others' only for who gives out the work."""
    on = timezone.localdate(at)
    meant = Q(to_unit__in=_units(worker, "take_over_case", on))
    given_out = meant & Q(to_unit__in=_units(worker, "assign_case", on))
    open_now = Handover.objects.waiting().exclude(by=worker)
    named = Q(to_worker=worker) | Q(to_worker__isnull=True)
    found = open_now.filter((meant & named) | given_out)
    return found.select_related("case", "by", "to_unit", "to_worker").order_by("at", "pk")


def handovers_to_read(worker: Worker, at: datetime) -> QuerySet[Handover]:
    """What waits within the worker's reach for others to take it: to be read, and not taken."""
    reached = reach(worker, "see_handovers", timezone.localdate(at))
    placed = Q(to_unit__in=reached.units)
    if reached.centre is not None:
        placed |= Q(to_unit__centre=reached.centre)
    own = waiting_handovers(worker, at).order_by().values("pk")
    found = Handover.objects.waiting().filter(placed).exclude(by=worker).exclude(pk__in=own)
    return found.select_related("case", "by", "to_unit", "to_worker").order_by("at", "pk")


def handed_by(worker: Worker) -> QuerySet[Handover]:
    """What the worker handed over and nobody has taken yet: they may withdraw it."""
    found = Handover.objects.waiting().filter(by=worker)
    return found.select_related("case", "by", "to_unit", "to_worker").order_by("at", "pk")


def taken_from(worker: Worker, *, since: datetime) -> QuerySet[Handover]:
    """What the worker handed over and somebody took since a moment: who, and when, whatever they may read."""
    found = Handover.objects.filter(by=worker, taken_at__gte=since).exclude(taken_by=worker)
    return found.select_related("case", "to_unit", "to_worker", "taken_by").order_by("-taken_at", "-pk")


def who_may_take(case: Case, *, instead_of: Worker, on: date) -> list[Worker]:
    """The colleagues of the centre to whom a case may be handed by name."""
    active = Worker.objects.active().filter(centre=case.centre_id).exclude(pk=instead_of.pk)
    found = [each for each in active.prefetch_related("grants") if may(each, "take_over_case", on=on)]
    return sorted(found, key=lambda each: order_key(each.family_name, each.given_name))


def _unit_for(case: Case, to: Unit | None, to_worker: Worker | None, on: date) -> Unit:
    """Where it waits: the unit that was chosen; with a colleague alone the case's own, or theirs."""
    if to is not None:
        return to
    if to_worker is None:
        raise Refused(_("Choose to whom the case goes: a unit or a colleague."), field="to")
    if _reaches(to_worker, "take_over_case", case.unit, on) or to_worker.unit is None:
        return case.unit
    return to_worker.unit


def _refuse_colleague(to_worker: Worker, case: Case, by: Worker, on: date) -> None:
    if to_worker.pk == by.pk:
        raise Refused(_("You cannot hand a case over to yourself. Choose a colleague."), field="to_worker")
    if not may(to_worker, "take_over_case", on=on):
        raise Refused(
            _("%(worker)s takes over no cases. Choose another colleague.") % {"worker": to_worker},
            field="to_worker",
        )
    refuse_excluded(to_worker, case, field="to_worker")
    refuse_unfit_to_lead(to_worker, case, on)


def _refuse_ended(handover: Handover) -> None:
    if handover.taken_at is not None:
        raise Refused(_("%(worker)s has already taken this case.") % {"worker": handover.taken_by})
    if handover.withdrawn_at is not None:
        raise Refused(_("%(worker)s has withdrawn this handover.") % {"worker": handover.by})


def _move(case: Case, unit: Unit) -> None:
    if case.unit_id != unit.pk:
        case.unit = unit
        case.save(update_fields=["unit"])


def _locked(handover: Handover) -> Handover:
    found = Handover.objects.select_for_update(of=("self",))
    return found.select_related("case", "to_unit", "to_worker", "from_unit", "by", "taken_by").get(
        pk=handover.pk
    )


def _reaches(worker: Worker, step: str, unit: Unit, on: date) -> bool:
    reached = reach(worker, step, on)
    return unit.pk in reached.units or (reached.centre is not None and reached.centre == unit.centre_id)


def _units(worker: Worker, step: str, on: date) -> QuerySet[Unit]:
    reached = reach(worker, step, on)
    by_place = Q(pk__in=reached.units)
    if reached.centre is not None:
        by_place |= Q(centre=reached.centre)
    return Unit.objects.filter(by_place)
