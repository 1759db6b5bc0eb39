"""Sealing a case of any kind by an act, and lifting that: a relative works at the centre, a neighbour asks.

Who reads a sealed case follows from `Case.seal` alone, by act or by kind. Whom the act is meant to keep out
does not undo it: what the director sealed, the director lifts.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.models import Case, SealByAct
from opora.cases.timeline import add_event
from opora.organisation.access import reach, require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.reasons import refuse_empty_words

BY_ACT = "by_act"
"""The kind of a sealed case, a key of `seals.yaml`, that no task has: somebody decided on it."""


@transaction.atomic
def seal_case(case: Case, *, reason: str, by: Worker, at: datetime) -> SealByAct:
    """From now on only the one who has the case and those let in read it, with the reason.

    Refused for a case that is sealed, for a reason of a word or two, and to one who was let in: the case
    is not theirs to close to others.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("centre", "unit").get(pk=case.pk)
    on = timezone.localdate(at)
    require(by, "seal_case", case=case, on=on)
    if case.seal:
        raise Refused(_("This case is sealed already."))
    if not _is_placed_over(by, case, on):
        raise Refused(_("You were let into this case. Ask the head of its unit to seal it."))
    reason = reason.strip()
    refuse_empty_words(reason)
    seal = SealByAct.objects.create(case=case, reason=reason[:500], by=by, at=at)
    case.seal = BY_ACT
    case.save(update_fields=["seal"])
    add_event(case, "case_sealed", by=by, at=at, reason=seal.reason)
    record(by, Deed.CHANGED, "seal_case", persons=case.person_ids(), case_id=case.pk, at=at)
    return seal


@transaction.atomic
def lift_seal(seal: SealByAct, *, reason: str, by: Worker, at: datetime) -> Case:
    """The case is read by its unit again, with the reason. Refused as `seals_to_lift` leaves it out."""
    seal = SealByAct.objects.select_for_update(of=("self",)).select_related("by").get(pk=seal.pk)
    case = Case.objects.select_for_update(of=("self",)).select_related("centre", "unit").get(pk=seal.case_id)
    on = timezone.localdate(at)
    require(by, "lift_seal", on=on)
    if seal.lifted_at is not None:
        raise Refused(_("This seal was lifted meanwhile. Look at the page again."))
    if not _may_lift(seal, case, by, on):
        raise Refused(_("This seal is not yours to lift. Ask the director."))
    reason = reason.strip()
    refuse_empty_words(reason)
    seal.lifted_at, seal.lifted_by, seal.lifted_reason = at, by, reason[:500]
    seal.save(update_fields=["lifted_at", "lifted_by", "lifted_reason"])
    case.seal = ""
    case.save(update_fields=["seal"])
    add_event(case, "seal_lifted", by=by, at=at, reason=seal.lifted_reason)
    record(by, Deed.CHANGED, "lift_seal", persons=case.person_ids(), case_id=case.pk, at=at)
    return case


def seal_along(case: Case, *, with_: Case) -> None:
    """A case that is opened with the seal of another keeps that act as its own, to be lifted by itself."""
    for seal in with_.seals.filter(lifted_at=None):
        SealByAct.objects.create(case=case, reason=seal.reason, by=seal.by, at=seal.at)


def seals_to_lift(worker: Worker, *, on: date) -> list[SealByAct]:
    """Those in force that the worker may lift, the latest first.

    Of cases of their unit or centre; not of one from which they are excluded, and to a head none that the
    director sealed.
    """
    rows = SealByAct.objects.filter(lifted_at=None, case__centre=worker.centre_id)
    rows = rows.select_related("by", "case__unit", "case__centre").order_by("-at", "-pk")
    return [seal for seal in rows if _may_lift(seal, seal.case, worker, on)]


def _may_lift(seal: SealByAct, case: Case, worker: Worker, on: date) -> bool:
    if case.bars(worker) or not _is_placed_over(worker, case, on, step="lift_seal"):
        return False
    sealed_on = timezone.localdate(seal.at)
    is_of_the_centre = reach(worker, "lift_seal", on).centre == case.centre_id
    return is_of_the_centre or reach(seal.by, "seal_case", sealed_on).centre is None


def _is_placed_over(worker: Worker, case: Case, on: date, step: str = "seal_case") -> bool:
    """Whether a role of theirs holds in the unit or centre of the case, whatever they were let into."""
    return reach(worker, step, on).holds_in(case)
