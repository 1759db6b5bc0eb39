"""From service to finality: the days on which a decision binds, can be carried out and can no longer be
appealed.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opora.cases.deadline_rules import refresh_deadlines
from opora.decisions.chronicle import chronicle
from opora.decisions.models import Decision, DecisionState
from opora.decisions.terms import NO_REMEDY
from opora.documents.models import Delivery
from opora.law.procedure import Course, ExplainedDate, appeal_ends, enforceable_on, final_on, objection_ends
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused


@transaction.atomic
def record_served(decision: Decision, *, served_on: date, by: Worker, at: datetime) -> Decision:
    """Enter the day of service by hand; the terms that run from it follow, each as an explained day.

    As a rule the day comes from a delivery: `served_by_delivery`. Recording another day corrects the earlier
    one, as long as the decision is not final. Refused before issue, for a day before it, and for a future
    day.
    """
    require(by, "record_service", case=decision.case)
    if served_on > timezone.localdate(at):
        raise Refused(
            _("The day of service lies in the future. Enter it when it has come."), field="served_on"
        )
    return _enter_service(decision, served_on, by, at, {})


def served_by_delivery(delivery: Delivery, by: Worker | None, at: datetime) -> None:
    """A delivery counts as served: once it is so for every addressee, the decision is served.

    Registered with `documents.serving.follows_from_service`; part of its transaction.
    """
    decision = Decision.objects.filter(document=delivery.document_id).first()
    if decision is None:
        return
    under_way = delivery.document.deliveries.filter(returned_on__isnull=True)
    days = list(under_way.values_list("served_on", flat=True))
    if None in days or decision.state not in (DecisionState.ISSUED, DecisionState.SERVED):
        return
    _enter_service(decision, max(day for day in days if day), by, at, delivery.explanation)


def make_final(on: date, *, at: datetime) -> int:
    """Let every decision whose remedy has run out by this day become final; how many did.

    Each in its own transaction: what stops one does not hold up the others, and a second run finds nothing.
    """
    due = list(Decision.objects.becoming_final(on).values_list("pk", flat=True))
    return sum(_make_one_final(pk, on, at) for pk in due)


@transaction.atomic
def record_remedy_filed(decision: Decision, *, filed_on: date, by: Worker, at: datetime) -> Decision:
    """An appeal or objection came: the decision does not become final until it is decided.

    Refused for one that came after the term: such an appeal is rejected by a ruling (ZUP art. 240).
    """
    decision = Decision.objects.locked(decision.pk)
    require(by, "record_service", case=decision.case)
    if decision.state not in (DecisionState.ISSUED, DecisionState.SERVED):
        raise Refused(_("A remedy is entered against a decision that is issued and not yet final."))
    ends = decision.explained.get("remedy_ends")
    if ends and filed_on.isoformat() > ends["day"]:
        raise Refused(
            _("The remedy came after its term had run out. Reject it by a ruling; the decision stays final."),
            field="filed_on",
        )
    decision.state, decision.final_on = DecisionState.APPEALED, None
    if decision.remedy["suspends"]:
        decision.enforceable_on = None
    decision.explained["remedy_filed"] = {"day": filed_on.isoformat()}
    decision.save(update_fields=["state", "final_on", "enforceable_on", "explained"])
    chronicle(decision, "decision_appealed", by=by, at=at, filed_on=filed_on.isoformat())
    return decision


def _enter_service(
    decision: Decision, served_on: date, by: Worker | None, at: datetime, explanation: dict[str, object]
) -> Decision:
    decision = Decision.objects.locked(decision.pk)
    if decision.state not in (DecisionState.ISSUED, DecisionState.SERVED) or decision.issued_on is None:
        raise Refused(_("Service is recorded for a decision that is issued and not yet final."))
    if served_on < decision.issued_on:
        raise Refused(
            _(
                "The decision cannot be served before the day on which it was issued. Correct the day of "
                "service."
            ),
            field="served_on",
        )
    days = days_from_service(decision, served_on)
    decision.state, decision.served_on = DecisionState.SERVED, served_on
    decision.final_on, decision.enforceable_on = day_of(days["final"]), day_of(days["enforceable"])
    decision.explained = {key: found.to_json() for key, found in days.items() if found}
    if explanation:
        decision.explained["served"] = explanation
    decision.save(update_fields=["state", "served_on", "final_on", "enforceable_on", "explained"])
    chronicle(decision, "decision_served", by=by, at=at, served_on=served_on.isoformat())
    refresh_deadlines(decision.case, on=timezone.localdate(at))
    return decision


@transaction.atomic
def _make_one_final(pk: int, on: date, at: datetime) -> bool:
    decision = Decision.objects.locked(pk)
    if decision.state != DecisionState.SERVED or decision.final_on is None or decision.final_on > on:
        return False
    decision.state = DecisionState.FINAL
    decision.save(update_fields=["state"])
    chronicle(decision, "decision_final", by=None, at=at, final_on=decision.final_on.isoformat())
    return True


def final_after_ruling(decision: Decision, *, ruled_served_on: date, by: Worker, at: datetime) -> None:
    """The act that refused or rejected the appeal was served: the decision is final with that day."""
    if decision.served_on is None:
        return
    course = Course(served_on=decision.served_on, remedy_filed=True, remedy_ruled_served_on=ruled_served_on)
    days = {
        "final": final_on(course),
        "enforceable": enforceable_on(course, remedy_suspends=decision.remedy["suspends"]),
    }
    decision.state, decision.final_on = DecisionState.FINAL, day_of(days["final"])
    decision.enforceable_on = decision.enforceable_on or day_of(days["enforceable"])
    decision.explained |= {key: found.to_json() for key, found in days.items() if found}
    decision.save(update_fields=["state", "final_on", "enforceable_on", "explained"])
    chronicle(decision, "decision_final", by=by, at=at, final_on=str(decision.final_on))


def days_from_service(decision: Decision, served_on: date) -> dict[str, ExplainedDate | None]:
    """The days that follow from service, by name."""
    remedy = decision.remedy
    is_appealable = remedy["kind"] != NO_REMEDY
    course = Course(
        served_on=served_on,
        dispatched_on=decision.issued_on,
        remedy=remedy["kind"] if is_appealable else "appeal",
        appeal_allowed=is_appealable,
    )
    ends = objection_ends if remedy["kind"] == "objection" else appeal_ends
    return {
        "remedy_ends": ends(served_on) if is_appealable else None,
        "final": final_on(course),
        "enforceable": enforceable_on(course, remedy_suspends=remedy["suspends"]),
    }


def day_of(found: ExplainedDate | None) -> date | None:
    """The day alone; none where there is none."""
    return found.day if found else None
