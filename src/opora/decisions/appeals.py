"""An appeal from its intake to the second instance and back (ZUP art. 235 to 257).

Several may run against one decision; it is contested as long as one of them is pending. An appeal that is out
of time, or not allowed, keeps nothing from becoming final: it is taken in and rejected by a ruling.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.cases.closing import move_case
from opora.cases.deadlines import cancel_deadline, meet_deadline, set_deadline
from opora.cases.models import Case, CaseState, DeadlineState
from opora.decisions.act_letter import rejecting
from opora.decisions.acts import addressees_of, draft_act
from opora.decisions.chronicle import chronicle
from opora.decisions.finality import day_of, days_from_service, final_after_ruling
from opora.decisions.models import (
    AGAINST_IT,
    IN_EFFECT,
    Act,
    Appeal,
    AppealFault,
    AppealState,
    Decision,
    DecisionState,
    Outcome,
    Undoing,
)
from opora.decisions.opposing import refuse_unanswered
from opora.decisions.parties import is_party
from opora.decisions.terms import NO_REMEDY
from opora.documents.models import Document
from opora.law.procedure import appeal_forwarding_due, remand_decision_due
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person

FORWARDING, AGAIN, ANSWER = "appeal_forwarding_due", "remand_decision_due", "appeal_answer_due"
RESULTS = (AppealState.CONFIRMED, AppealState.RETURNED, AppealState.CHANGED, AppealState.REJECTED)
UNFINISHED = (DeadlineState.RUNNING, DeadlineState.PAUSED)


@transaction.atomic
def receive_appeal(
    decision: Decision,
    *,
    filed_on: date,
    received_on: date,
    by: Worker,
    at: datetime,
    filed_by: Person | None = None,
    document: Document | None = None,
) -> Appeal:
    """Take an appeal in: in time it keeps the decision from becoming final and must be sent on in its term.

    Refused against what was never issued, what was replaced meanwhile (the appeal then belongs to the new
    act) and an informative calculation, and for days that cannot be.
    """
    decision = Decision.objects.locked(decision.pk)
    require(by, "record_service", case=decision.case)
    _refuse_not_contestable(decision)
    _refuse_impossible_days(decision, filed_on, received_on, timezone.localdate(at))
    appeal = Appeal.objects.create(
        decision=decision,
        filed_by=filed_by,
        filed_on=filed_on,
        received_on=received_on,
        fault=_fault(decision, filed_on, filed_by),
        document=document,
        entered_by=by,
        entered_at=at,
    )
    if not appeal.fault:
        _contest(decision, filed_on)
        explained = appeal_forwarding_due(received_on)
        start_term(decision.case, FORWARDING, explained, appeal, on=received_on)
    _tell(appeal, "appeal_received", by, at, fault=appeal.fault)
    return appeal


@transaction.atomic
def draft_rejection(appeal: Appeal, *, reasons: str, by: Worker, at: datetime, on: date) -> Decision:
    """Draft the ruling that rejects an appeal with a fault (ZUP 240); against it an appeal lies (240(3)).

    Refused for an appeal in time and allowed: that is answered by a new decision or sent on.
    """
    appeal = locked_appeal(appeal)
    if appeal.state != AppealState.RECEIVED or not appeal.fault:
        raise Refused(
            _("Only an appeal that is out of time or not allowed is rejected here. Send this one on.")
        )
    decision = appeal.decision
    to = [appeal.filed_by] if appeal.filed_by else addressees_of(decision)
    with translation.override(decision.language[:2]):
        operative = rejecting(
            str(decision.number), str(decision.issued_on), to[0].full_name, appeal.filed_on.isoformat()
        )
    ruling = draft_act(
        decision.case,
        operative=operative,
        reasons=reasons,
        to=to,
        by=by,
        at=at,
        on=on,
        act=Act.RULING,
        outcome=Outcome.REJECTED,
        language=decision.language[:2],
    )
    appeal.ruling = ruling
    appeal.save(update_fields=["ruling"])
    return ruling


@transaction.atomic
def forward_appeal(appeal: Appeal, *, on: date, by: Worker, at: datetime) -> Appeal:
    """The appeal went to the second instance with the whole file (ZUP 245).

    Refused for one that must be rejected, one already sent, and a day before it came or still to come.
    """
    appeal = locked_appeal(appeal)
    require(by, "record_service", case=appeal.decision.case)
    if appeal.state != AppealState.RECEIVED:
        raise Refused(_("This appeal is no longer with the centre. Look at its state."))
    if appeal.fault:
        raise Refused(_("This appeal is out of time or not allowed. Reject it by a ruling (ZUP 240)."))
    refuse_unanswered(appeal)
    if not appeal.received_on <= on <= timezone.localdate(at):
        raise Refused(
            _("An appeal is sent on between the day it came and today. Correct the day."), field="on"
        )
    appeal.state, appeal.forwarded_on = AppealState.FORWARDED, on
    appeal.save(update_fields=["state", "forwarded_on"])
    for term in (FORWARDING, ANSWER):
        end_term(appeal, term, on)
    _tell(appeal, "appeal_forwarded", by, at)
    return appeal


@transaction.atomic
def enter_result(
    appeal: Appeal,
    result: str,
    *,
    result_on: date,
    received_on: date,
    by: Worker,
    at: datetime,
    document: Document | None = None,
) -> Appeal:
    """What the second instance decided; the decision follows it.

    Confirmed or rejected: final with the service of the act on the appeal. Annulled and returned: the centre
    decides again in its term (ZUP 251(3)) and the case is open. Changed: the act of the second instance took
    the decision's place. Refused before it was sent on, and for days out of order.
    """
    appeal = locked_appeal(appeal)
    require(by, "record_service", case=appeal.decision.case)
    if appeal.state != AppealState.FORWARDED or appeal.forwarded_on is None:
        raise Refused(_("A result is entered for an appeal that was sent to the second instance."))
    if result not in RESULTS:
        raise Refused(_("Choose from the list what was decided on the appeal."), field="result")
    if not appeal.forwarded_on <= result_on <= received_on <= timezone.localdate(at):
        raise Refused(
            _("The days are out of order: sent on, decided, received, today. Correct them."),
            field="received_on",
        )
    appeal.state, appeal.result_on, appeal.result_received_on = AppealState(result), result_on, received_on
    appeal.result_document = document
    appeal.save(update_fields=["state", "result_on", "result_received_on", "result_document"])
    _tell(appeal, "appeal_decided", by, at, result=result)
    _let_decision_follow(appeal, received_on, by, at)
    return appeal


@transaction.atomic
def enter_result_served(appeal: Appeal, *, served_on: date, by: Worker, at: datetime) -> Appeal:
    """The act on the appeal was served: a decision that stands is final with that day (ZUP 224(1)).

    Refused before a result, and for a day before the result came or still to come.
    """
    appeal = locked_appeal(appeal)
    require(by, "record_service", case=appeal.decision.case)
    if appeal.result_on is None:
        raise Refused(_("The second instance has not decided yet. Enter its result first."))
    if not appeal.result_on <= served_on <= timezone.localdate(at):
        raise Refused(
            _("The act on the appeal is served between its day and today. Correct the day."),
            field="served_on",
        )
    appeal.result_served_on = served_on
    appeal.save(update_fields=["result_served_on"])
    _tell(appeal, "appeal_result_served", by, at)
    _finish(appeal.decision, by, at)
    return appeal


@transaction.atomic
def withdraw_appeal(appeal: Appeal, *, on: date, by: Worker, at: datetime) -> Appeal:
    """The appellant took it back: the procedure on it ends (ZUP 256(4)). Refused once it was decided."""
    appeal = locked_appeal(appeal)
    require(by, "record_service", case=appeal.decision.case)
    if appeal.state not in (AppealState.RECEIVED, AppealState.FORWARDED):
        raise Refused(_("This appeal is decided already, so it cannot be withdrawn."))
    if not appeal.received_on <= on <= timezone.localdate(at):
        raise Refused(_("This day lies before the appeal, or is still to come. Correct it."), field="on")
    appeal.state = AppealState.WITHDRAWN
    appeal.save(update_fields=["state"])
    for key in (FORWARDING, AGAIN, ANSWER):
        end_term(appeal, key, on, is_met=False)
    _tell(appeal, "appeal_withdrawn", by, at)
    _finish(appeal.decision, by, at)
    return appeal


def appeals_follow(act: Decision) -> None:
    """What the issue of an act does to appeals: a rejection ends its appeal, a new decision answers others.

    Registered with `consequences.follows_from_issue`; part of the issue. Refused while an appeal against what
    is replaced is with the second instance.
    """
    on = act.issued_on
    assert on is not None
    Appeal.objects.filter(ruling=act, state=AppealState.RECEIVED).update(state=AppealState.REJECTED)
    if act.replaces_id is not None and act.undoing == Undoing.REPLACES:
        for appeal in Appeal.objects.select_for_update().filter(decision=act.replaces_id, fault=""):
            _answer(appeal, act, on)
    if act.act == Act.DECISION:
        for deadline in act.case.deadlines.filter(key=_key(act.case, AGAIN), state__in=UNFINISHED):
            meet_deadline(deadline, on=on)


def _answer(appeal: Appeal, act: Decision, on: date) -> None:
    if appeal.state == AppealState.FORWARDED:
        raise Refused(
            _("An appeal against the earlier decision is with the second instance. Wait for its result.")
        )
    if appeal.state == AppealState.RECEIVED:
        appeal.state, appeal.ruling = AppealState.REPLACED, act
        appeal.save(update_fields=["state", "ruling"])
        end_term(appeal, FORWARDING, on)


def _refuse_not_contestable(decision: Decision) -> None:
    if decision.remedy["kind"] == "objection":
        raise Refused(_("Against an informative calculation an objection is filed. Enter it as such."))
    if decision.state in (DecisionState.REPLACED, DecisionState.ANNULLED):
        newer = decision.replaced_by.exclude(undoing="").order_by("-pk").first()
        raise Refused(
            _(
                "This decision is no longer in effect. Enter the appeal against the one that took its place: "
                "{number}."
            ).format(number=newer or "–")
        )
    if decision.state not in IN_EFFECT:
        raise Refused(_("An appeal lies against an act that was issued. This one is a draft."))


def _refuse_impossible_days(decision: Decision, filed_on: date, received_on: date, today: date) -> None:
    if received_on > today:
        raise Refused(_("This day is still to come. Enter the day on which it came."), field="received_on")
    if filed_on > received_on:
        raise Refused(_("An appeal is not received before it is filed. Correct the days."), field="filed_on")
    if decision.issued_on and filed_on < decision.issued_on:
        raise Refused(
            _("The appeal would be older than the act it contests. Correct the day."), field="filed_on"
        )


def _fault(decision: Decision, filed_on: date, filed_by: Person | None) -> str:
    """What keeps the appeal from being dealt with; nothing where it is in time, allowed and the party's."""
    if decision.remedy["kind"] == NO_REMEDY:
        return AppealFault.NOT_ALLOWED
    ends = decision.explained.get("remedy_ends")
    if decision.state == DecisionState.FINAL or (ends and filed_on.isoformat() > ends["day"]):
        return AppealFault.LATE
    if filed_by and not is_party(decision, filed_by):
        return AppealFault.NOT_ENTITLED
    return ""


def _contest(decision: Decision, filed_on: date) -> None:
    decision.state, decision.final_on = DecisionState.APPEALED, None
    if decision.remedy["suspends"]:
        decision.enforceable_on = None
    decision.explained.setdefault("remedy_filed", {"day": filed_on.isoformat()})
    decision.save(update_fields=["state", "final_on", "enforceable_on", "explained"])


def _let_decision_follow(appeal: Appeal, received_on: date, by: Worker, at: datetime) -> None:
    decision = Decision.objects.locked(appeal.decision_id)
    if appeal.state == AppealState.RETURNED:
        _become(decision, DecisionState.ANNULLED, "decision_annulled", by, at)
        start_term(decision.case, AGAIN, remand_decision_due(received_on), appeal, on=received_on)
        if decision.case.state == CaseState.DECIDED:
            move_case(decision.case, CaseState.OPEN)
    elif appeal.state == AppealState.CHANGED:
        _become(decision, DecisionState.REPLACED, "decision_changed_above", by, at)
    else:
        _finish(decision, by, at)


def _become(decision: Decision, state: DecisionState, key: str, by: Worker, at: datetime) -> None:
    decision.state, decision.final_on, decision.enforceable_on = state, None, None
    decision.save(update_fields=["state", "final_on", "enforceable_on"])
    chronicle(decision, key, by=by, at=at)


def _finish(decision: Decision, by: Worker, at: datetime) -> None:
    """With no appeal left, the decision is final with the last act served, or goes on as it was served."""
    decision = Decision.objects.locked(decision.pk)
    appeals = list(decision.appeals.filter(fault=""))
    if decision.state != DecisionState.APPEALED or any(each.is_pending for each in appeals):
        return
    decided = [each for each in appeals if each.state in AGAINST_IT]
    if any(each.result_served_on is None for each in decided):
        return  # final with the service of the act on the appeal, which is still to come
    if decided and decision.served_on is not None:
        last = max(each.result_served_on for each in decided if each.result_served_on)
        final_after_ruling(decision, ruled_served_on=last, by=by, at=at)
        return
    _go_on(decision)


def _go_on(decision: Decision) -> None:
    """Every appeal was withdrawn: the days that follow from service hold again."""
    decision.state = DecisionState.ISSUED if decision.served_on is None else DecisionState.SERVED
    days = days_from_service(decision, decision.served_on) if decision.served_on else {}
    decision.final_on, decision.enforceable_on = day_of(days.get("final")), day_of(days.get("enforceable"))
    decision.save(update_fields=["state", "final_on", "enforceable_on"])


def _key(case: Case, term: str) -> str:
    """What the case's task calls the deadline of a term; the term itself where it names none."""
    found = next((each.key for each in task_of(case).deadlines if each.term == term), None)
    return found or term


def start_term(case: Case, term: str, explained: Any, appeal: Appeal, *, on: date) -> None:
    """Let the term of this appeal run; one that the rules began for the same paper gives way to it."""
    key = _key(case, term)
    by_rules = case.deadlines.filter(key=key, state__in=UNFINISHED, rests_on__has_key="starts")
    for deadline in by_rules:
        cancel_deadline(deadline, on=on)
    set_deadline(case, key, explained, on=on, about=str(appeal.public_id))


def end_term(appeal: Appeal, term: str, on: date, *, is_met: bool = True) -> None:
    case = appeal.decision.case
    running = case.deadlines.filter(key=_key(case, term), about=str(appeal.public_id), state__in=UNFINISHED)
    for deadline in running:
        (meet_deadline if is_met else cancel_deadline)(deadline, on=on)


def locked_appeal(appeal: Appeal) -> Appeal:
    appeals = Appeal.objects.select_for_update(of=("self",)).select_related(
        "decision__case__unit__centre", "filed_by"
    )
    return appeals.get(pk=appeal.pk)


def _tell(appeal: Appeal, key: str, by: Worker, at: datetime, **detail: Any) -> None:
    chronicle(appeal.decision, key, by=by, at=at, appeal=appeal.pk, **detail)
