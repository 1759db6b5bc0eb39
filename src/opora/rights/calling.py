"""Calling on the party to supplement an application: what is asked, the letter, and the term that follows.

What is missing is what the law engine still asks, never a list kept by hand. The term the officer sets runs
from the day on which the party receives the call (ZUP art. 67, 99), so no last day is known before that.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.catalogue_versions import task_of
from opora.cases.closing import move_case
from opora.cases.deadlines import deadline_of, pause_deadline, start_deadline
from opora.cases.models import Case, CaseState
from opora.cases.timeline import add_event
from opora.decisions.parts import Draft, printable
from opora.decisions.supplement_letter import call_to_supplement_letter
from opora.documents.compose import compose
from opora.documents.models import Delivery, Document
from opora.documents.registering import register_outgoing, take_document_number
from opora.documents.signers import signer_of
from opora.documents.signing import sign
from opora.law import rulebook
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.rights.asking_registers import have_registers_spoken
from opora.rights.determining import questions
from opora.rights.matters import language_of, matter_of
from opora.rights.models import Application

DECISION, SUPPLEMENT = "decision", "supplement"
CALL = "call_to_supplement"


def proposed_days(case: Case) -> int | None:
    """The length of the term that the definition proposes under which the case began; the officer sets it."""
    deadline = task_of(case).deadline(SUPPLEMENT)
    return deadline.days if deadline else None


def call_as_drafted(application: Application, *, by: Worker, on: date, days: int) -> Draft:
    """The call as it would be sent, still a draft without a number; for reading it before it goes.

    Refused like `call_to_supplement`.
    """
    asked = _what_to_ask(application, by=by, on=on, days=days)
    return _letter(application, asked, by=by, on=on, days=days)


@transaction.atomic
def call_to_supplement(
    application: Application, *, by: Worker, at: datetime, on: date, days: int
) -> Document:
    """Make the letter with all that is missing, to be sent within `days` of its receipt; the case waits.

    The term to decide stands still meanwhile. Refused where nothing is missing, while a call is running, and
    before the registers were asked.
    """
    application = locked(application)
    asked = _what_to_ask(application, by=by, on=on, days=days)
    application.called_on, application.supplement_days = on, days
    application.supplement_due_on = application.completed_on = None
    application.save(update_fields=["called_on", "supplement_days", "supplement_due_on", "completed_on"])
    document = _make_call(application, asked, by=by, at=at, on=on, days=days)
    if running := deadline_of(application.case, DECISION):
        pause_deadline(running, on=on)
    move_case(application.case, CaseState.AWAITING_PARTY)
    note(application, "supplement_called_for", by=by, at=at, days=days, document=document.pk)
    return document


def term_runs_from_service(delivery: Delivery, by: Worker | None, at: datetime) -> None:  # noqa: ARG001
    """A call counts as served: from now on the party's term runs, and its last day is known.

    Registered with `documents.serving.follows_from_service`. An earlier call of the case changes nothing.
    """
    document = delivery.document
    if document.kind != CALL or delivery.served_on is None:
        return
    application = Application.objects.select_for_update().filter(case=document.case_id).first()
    if application is None or application.supplement_days is None or not _waits_for(application, document):
        return
    running = start_deadline(
        application.case,
        SUPPLEMENT,
        on=delivery.served_on,
        served_on=delivery.served_on,
        days=application.supplement_days,
    )
    application.supplement_due_on = running.day if running else None
    application.save(update_fields=["supplement_due_on"])


def of_the_party(asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is missing, without what the centre has to judge itself."""
    facts = rulebook().graph.facts
    return [question for question in asked if not facts[question["fact"]].judged_by_the_centre]


def note(application: Application, key: str, *, by: Worker, at: datetime, **detail: Any) -> None:
    """One line in the timeline, one entry in the log."""
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


def locked(application: Application) -> Application:
    """The application, held against every other act until the transaction ends."""
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("case__unit__centre", "applicant", "dwelling__municipality")
        .get(pk=application.pk)
    )


def _what_to_ask(application: Application, *, by: Worker, on: date, days: int) -> list[dict[str, Any]]:
    require(by, "call_to_supplement", case=application.case)
    if application.case.state == CaseState.AWAITING_PARTY:
        raise Refused(
            _("The party is already called on to supplement the application. Wait for the term to end.")
        )
    asked = questions(application, on=on)
    if not asked:
        raise Refused(_("Nothing is missing: every right can be decided. Calculate and draft the decision."))
    if not (asked_of_party := of_the_party(asked)):
        raise Refused(_("Only assessments of the centre are missing. Answer them yourself under Facts."))
    _require_registers_first(application)
    if days < 1:
        raise Refused(_("Set a term of at least one day."), field="days")
    return asked_of_party


def _require_registers_first(application: Application) -> None:
    """What official records know the centre fetches itself and never asks of the party (ZUP 139)."""
    if not have_registers_spoken(application):
        raise Refused(
            _(
                "Ask the registers first, and wait for their answers: the call must not ask for what the "
                "centre fetches itself."
            )
        )


def _letter(
    application: Application,
    asked: list[dict[str, Any]],
    *,
    by: Worker,
    on: date,
    days: int,
    number: str = "",
) -> Draft:
    matter = matter_of(application, facts=(), led=by, on=on)
    if number:
        matter = replace(matter, case_number=number, draft=False)
    return call_to_supplement_letter(asked, matter, days=days, language=language_of(application))


def _make_call(
    application: Application,
    asked: list[dict[str, Any]],
    *,
    by: Worker,
    at: datetime,
    on: date,
    days: int,
) -> Document:
    number = take_document_number(application.case)
    draft = _letter(application, asked, by=by, on=on, days=days, number=number)
    pdf = compose(draft["template"], printable(draft), language=draft["language"])
    signed = sign(pdf, field="led", signer=signer_of(by), reason=_("Call to supplement"), at=at)
    return register_outgoing(
        application.case,
        kind=CALL,
        title=_("Call to supplement the application"),
        pdf_bytes=signed,
        by=by,
        on=on,
        number=number,
        at=at,
    )


def _waits_for(application: Application, document: Document) -> bool:
    """Whether the case waits for an answer to this call, not to a later one."""
    if application.case.state != CaseState.AWAITING_PARTY:
        return False
    return not application.case.documents.filter(kind=CALL, sequence__gt=document.sequence).exists()
