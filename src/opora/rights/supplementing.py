"""Calling for a supplement, taking it in, and rejecting what stays incomplete.

What is missing is what the law engine still asks, never a list kept by hand.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.closing import move_case
from opora.cases.deadlines import deadline_of, meet_deadline, pause_deadline, resume_deadline, start_deadline
from opora.cases.models import Case, CaseState
from opora.cases.timeline import add_event
from opora.decisions.drafting import Drafted, draft_decision
from opora.decisions.models import Act, Decision, Outcome
from opora.decisions.parts import printable
from opora.decisions.rejection_letter import rejection_letter
from opora.decisions.signers import signer_of
from opora.decisions.supplement_letter import call_to_supplement_letter
from opora.decisions.terms import ending_in_a_ruling
from opora.documents.compose import compose
from opora.documents.models import Document
from opora.documents.registering import register_outgoing, take_document_number
from opora.documents.signing import sign
from opora.law import rulebook
from opora.law.procedure import supplement_due
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.rights.asking_registers import have_registers_spoken
from opora.rights.determining import questions
from opora.rights.matters import language_of, matter_of
from opora.rights.models import Application

DECISION, SUPPLEMENT = "decision", "supplement"


@transaction.atomic
def call_to_supplement(
    application: Application, *, by: Worker, at: datetime, on: date, days: int
) -> Document:
    """Send the party a letter with all that is missing, due within `days`; the case waits for them.

    The officer sets the term (ZUP art. 67); it is counted from the day of the letter. The term to decide
    stands still meanwhile. Refused where nothing is missing, while a call is running, and before the
    registers were asked.
    """
    application = _locked(application)
    require(by, "call_to_supplement", case=application.case)
    if application.case.state == CaseState.AWAITING_PARTY:
        raise Refused(
            _("The party is already called on to supplement the application. Wait for the term to end.")
        )
    asked = _asked_of_the_party(application, on)
    _require_registers_first(application)
    if days < 1:
        raise Refused(_("Set a term of at least one day."), field="days")
    due = supplement_due(on, days=days)
    application.called_on, application.supplement_due_on, application.completed_on = on, due.day, None
    application.save(update_fields=["called_on", "supplement_due_on", "completed_on"])
    document = _send_call(application, asked, due.day, by=by, at=at, on=on)
    start_deadline(application.case, SUPPLEMENT, on=on, served_on=on, days=days)
    if running := deadline_of(application.case, DECISION):
        pause_deadline(running, on=on)
    move_case(application.case, CaseState.AWAITING_PARTY)
    _note(application, "supplement_called_for", by=by, at=at, due=due.day.isoformat(), document=document.pk)
    return document


def _asked_of_the_party(application: Application, on: date) -> list[dict[str, Any]]:
    """What is missing, without what the centre has to judge itself."""
    asked = questions(application, on=on)
    if not asked:
        raise Refused(_("Nothing is missing: every right can be decided. Calculate and draft the decision."))
    if not (of_party := _of_the_party(asked)):
        raise Refused(_("Only assessments of the centre are missing. Answer them yourself under Facts."))
    return of_party


def _of_the_party(asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    facts = rulebook().graph.facts
    return [question for question in asked if not facts[question["fact"]].judged_by_the_centre]


def _require_registers_first(application: Application) -> None:
    """What official records know the centre fetches itself and never asks of the party (ZUP 139)."""
    if not have_registers_spoken(application):
        raise Refused(
            _(
                "Ask the registers first, and wait for their answers: the call must not ask for what the "
                "centre fetches itself."
            )
        )


@transaction.atomic
def receive_supplement(application: Application, *, on: date, by: Worker, at: datetime) -> Application:
    """The party sent what was asked for: the case goes on, and the term to decide runs again.

    Refused where nothing was asked for. Whether everything is there now, the engine says again.
    """
    application = _locked(application)
    require(by, "gather_facts", case=application.case)
    if application.case.state != CaseState.AWAITING_PARTY or application.called_on is None:
        raise Refused(_("No supplement was called for in this case."))
    if on < application.called_on:
        raise Refused(_("The supplement cannot come before the call for it. Correct the day."), field="on")
    application.completed_on = on
    application.save(update_fields=["completed_on"])
    _end_waiting(application.case, on)
    move_case(application.case, CaseState.OPEN)
    _note(application, "supplement_received", by=by, at=at, on=on.isoformat())
    return application


@transaction.atomic
def reject_unsupplemented(application: Application, *, by: Worker, at: datetime, on: date) -> Decision:
    """Draft the ruling that rejects an application nobody supplemented in time (zavrženje, ZUP art. 67).

    It goes the way of every decision: approved by a second person, issued, served. Refused before the term
    has ended, after the party supplemented, and where nothing is missing any more.
    """
    application = _locked(application)
    require(by, "draft_decision", case=application.case)
    due = application.supplement_due_on
    if application.case.state != CaseState.AWAITING_PARTY or due is None:
        raise Refused(
            _("An application is rejected only after a call to supplement it. Call for the supplement first.")
        )
    if on <= due:
        raise Refused(
            _("The party may still supplement the application. Reject it only after the term has ended.")
        )
    asked = _of_the_party(questions(application, on=on))
    if not asked:
        raise Refused(_("Nothing is missing any more. Calculate and decide on the right."))
    end = ending_in_a_ruling(application.rights, on)
    matter = matter_of(application, facts=(), led=by, on=on)
    return draft_decision(
        case=application.case,
        drafted=Drafted(
            act=Act.RULING,
            outcome=Outcome.REJECTED,
            letter=rejection_letter(asked, matter, remedy=end.remedy, language=language_of(application)),
            remedy=end.remedy,
            warnings=end.warnings,
        ),
        by=by,
        at=at,
    )


def _send_call(
    application: Application, asked: list[dict[str, Any]], due_on: date, *, by: Worker, at: datetime, on: date
) -> Document:
    language, number = language_of(application), take_document_number(application.case)
    matter = replace(matter_of(application, facts=(), led=by, on=on), case_number=number, draft=False)
    draft = call_to_supplement_letter(asked, matter, due_on=due_on, language=language)
    pdf = compose(draft["template"], printable(draft), language=language)
    signed = sign(pdf, field="led", signer=signer_of(by), reason=_("Call to supplement"), at=at)
    return register_outgoing(
        application.case,
        kind="call_to_supplement",
        title=_("Call to supplement the application"),
        pdf_bytes=signed,
        by=by,
        on=on,
        number=number,
        at=at,
    )


def _end_waiting(case: Case, on: date) -> None:
    if waiting := deadline_of(case, SUPPLEMENT):
        meet_deadline(waiting, on=on)
    if paused := deadline_of(case, DECISION):
        resume_deadline(paused, on=on)


def _note(application: Application, key: str, *, by: Worker, at: datetime, **detail: Any) -> None:
    add_event(application.case, key, by=by, at=at, **detail)
    record(
        by,
        Deed.CHANGED,
        key,
        persons=application.household["persons"],
        case_id=application.case_id,
        detail=detail,
        at=at,
    )


def _locked(application: Application) -> Application:
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("case__unit__centre", "applicant", "dwelling__municipality")
        .get(pk=application.pk)
    )
