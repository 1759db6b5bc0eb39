"""Approval and issue of a decision: four eyes, a number, a frozen text, and a job that makes the document."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opora.cases.closing import move_case
from opora.cases.models import CaseState
from opora.decisions.chronicle import chronicle
from opora.decisions.consequences import draw_consequences
from opora.decisions.decision_letter import dispatch_box
from opora.decisions.drafting import refuse_unprintable
from opora.decisions.enclosing import refuse_without_enclosures
from opora.decisions.jobs import compose_and_sign
from opora.decisions.models import IN_EFFECT, LEAVES_IT_IN_EFFECT, Act, Decision, DecisionState, Undoing
from opora.decisions.parts import edits_that_no_longer_fit, printable, stamped
from opora.decisions.remedy import Remedy
from opora.decisions.sheet import signatory
from opora.decisions.terms import ending_as_kept
from opora.documents.officials import official
from opora.documents.papers.leaks import refuse_what_must_not_leave
from opora.documents.registering import take_document_number
from opora.law.parameters import load_parameters
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person

INFORMATIVE = Act.INFORMATIVE_CALCULATION
WORK_ON_A_DRAFT = ("decision_drafted", "decision_edited", "decision_recomputed")
ONLY_PRINTED_WITHOUT_NUMBER = "article_unconfirmed"


@transaction.atomic
def approve_and_issue(
    decision: Decision, *, by: Worker, on: date, at: datetime, confirmed_warnings: Collection[str] = ()
) -> Decision:
    """Approve a submitted draft and issue it: number, freeze, and queue its document and service.

    `confirmed_warnings` names the parameters of the decision's warnings that `by` has confirmed. Refused to
    the drafter and to whoever worked on the draft (four eyes), while a warning is not confirmed, and where
    the draft's remedy is not the one of the day of issue. The job deferred here is part of the transaction:
    it is the outbox.
    """
    decision = Decision.objects.locked(decision.pk)
    require(by, "approve_decision", case=decision.case, decision=decision, on=on)
    _refuse_who_took_part(decision, by)
    _refuse_unless_ready(decision, on)
    refuse_without_enclosures(decision)
    _confirm_warnings(decision, confirmed_warnings, by, at)
    decision.number = take_document_number(decision.case)
    decision.letter = stamped(decision.letter, _brought_by_issue(decision, by, on))
    refuse_unprintable(decision.letter, decision.edits)
    letter = printable(decision.letter, decision.edits)
    addressees: list[Person | None] = [*decision.to_persons.all()]
    for person in addressees or [None]:
        refuse_what_must_not_leave(letter, decision.case, person, on=on)
    decision.state, decision.decided_by = DecisionState.ISSUED, by
    decision.issued_on, decision.issued_at = on, at
    if decision.remedy["kind"] == "objection" and not decision.remedy["suspends"]:
        decision.enforceable_on = on  # an informative calculation takes effect on dispatch
    decision.save()
    _undo_the_one_before(decision, at)
    draw_consequences(decision)
    compose_and_sign.defer(decision_id=decision.pk)
    chronicle(decision, "decision_issued", by=by, at=at, number=decision.number)
    return decision


def names_to_confirm(warnings: Iterable[Mapping[str, Any]]) -> list[str]:
    """The parameters that the one who decides must confirm, each once.

    An article nobody confirmed changes no value: the letter cites its act alone, so there is nothing to
    confirm.
    """
    doubtful = (each for each in warnings if each["kind"] != ONLY_PRINTED_WITHOUT_NUMBER)
    return list(dict.fromkeys(str(each["parameter"]) for each in doubtful))


def _refuse_who_took_part(decision: Decision, by: Worker) -> None:
    """Four eyes: nor does who edited or recomputed the draft approve it, even if that was taken back."""
    deeds = decision.case.events.filter(key__in=WORK_ON_A_DRAFT, detail__decision=decision.pk, by=by)
    if deeds.exists():
        raise Refused(_("You worked on this draft. Ask another authorised worker to approve it."))


def label_of(parameter: str) -> str:
    """What a parameter is called in the language that is active now; its key where the law has none such."""
    parameters = load_parameters()
    if parameter not in parameters:
        return parameter
    return str(getattr(parameters.parameter(parameter).label, (get_language() or "sl")[:2]))


def _refuse_unless_ready(decision: Decision, on: date) -> None:
    if edits_that_no_longer_fit(decision.letter, decision.edits):
        raise Refused(
            _("A part was rewritten before the last computation. Return the draft, so that it is read again.")
        )
    if on < timezone.localdate(decision.drafted_at):
        raise Refused(
            _("The day of issue lies before the day of the draft. Enter the day of issue again."), field="on"
        )
    if ending_as_kept(decision.act, decision.remedy, on).remedy.to_json() != decision.remedy:
        raise Refused(
            _("The legal remedy has changed since the draft. Return the draft, so that it is computed again.")
        )


def _brought_by_issue(decision: Decision, by: Worker, on: date) -> dict[str, dict[str, Any]]:
    """By language: the number and day of the letter, who decides, and the days that run from its dispatch."""
    brought = {}
    for language in decision.letter["versions"]:
        with translation.override(language):
            box = dispatch_box(on, Remedy.from_json(decision.remedy)) if decision.act == INFORMATIVE else {}
            brought[language] = {
                "case_number": decision.number,
                "issued_on": on.isoformat(),
                "signatures": {"decided": signatory(official(by, on))},
                **box,
            }
    return brought


def _confirm_warnings(decision: Decision, confirmed: Collection[str], by: Worker, at: datetime) -> None:
    """A value that is derived, assumed or little sure is confirmed by the one who decides, by name."""
    names = names_to_confirm(decision.warnings)
    if missing := [name for name in names if name not in confirmed]:
        raise Refused(
            _(
                "The decision rests on values that are derived, assumed or not certain: {values}. Check "
                "them and confirm each one."
            ).format(values="; ".join(label_of(name) for name in missing)),
            field="confirmed_warnings",
        )
    if names:
        decision.warnings_confirmed_by, decision.warnings_confirmed_at = by, at


def _undo_the_one_before(decision: Decision, at: datetime) -> None:
    """The decision that this one replaces stops being in effect; it stays as it was, linked.

    One that is only corrected, or whose procedure is reopened, stays in effect.
    """
    if decision.replaces is None:
        return
    before = Decision.objects.locked(decision.replaces.pk)
    linked: dict[str, Any] = {"by_decision": decision.pk, "how": decision.undoing}
    if before.state not in IN_EFFECT:
        raise Refused(_("The decision that this one replaces is no longer in effect. Return the draft."))
    if decision.undoing in LEAVES_IT_IN_EFFECT:
        chronicle(before, f"decision_{decision.undoing}", by=decision.decided_by, at=at, **linked)
        if decision.undoing == Undoing.REOPENS and decision.case.state == CaseState.DECIDED:
            move_case(decision.case, CaseState.OPEN)
        return
    before.state = DecisionState.REPLACED
    before.save(update_fields=["state"])
    chronicle(before, "decision_replaced", by=decision.decided_by, at=at, **linked)
