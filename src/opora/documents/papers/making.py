"""Making a paper: checked whole, numbered, composed, signed and registered in one transaction."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from opora.cases.following import follow_paper
from opora.cases.models import Body, Case
from opora.documents.compose import LetterError, check, compose
from opora.documents.models import Document, Paper, PaperState
from opora.documents.officials import body_of, official
from opora.documents.papers.drafting import (
    locked,
    material_of,
    parts_of,
    refuse_unless_draft,
    tell,
)
from opora.documents.papers.filling import FilledPart
from opora.documents.papers.leaks import refuse_what_must_not_leave
from opora.documents.papers.letters import TEMPLATE, Sheet, paper_letter
from opora.documents.papers.templates import offices
from opora.documents.registering import register_outgoing, take_document_number
from opora.documents.signers import signer_of
from opora.documents.signing import sign
from opora.organisation.access import require
from opora.organisation.models import Role, Worker
from opora.organisation.refusal import Refused
from opora.people.addresses import postal_lines
from opora.people.models import Person
from opora.people.withholding import is_hidden

HEADS = frozenset({Role.HEAD_OF_UNIT, Role.DIRECTOR})


@transaction.atomic
def make_paper(paper: Paper, *, by: Worker, on: date, at: datetime) -> Document:
    """Give the paper its number, sign it and register it; it is then a document of the case.

    A paper that an office of the centre signs (`offices.yaml`) is made by somebody who holds it; whoever
    drafted it then signs as well. Refused while a needed part is empty, to others than that office, to who
    does not work on the case where it is an agreement, and where the text holds what must not leave the
    house. Killed at any moment, nothing of it is there but a file nobody names.
    """
    paper = locked(paper)
    require(by, "write_paper", case=paper.case)
    refuse_unless_draft(paper)
    parts = parts_of(paper, on)
    _refuse_incomplete(parts)
    office = _refuse_other_office(paper, by, on)
    _refuse_contract_of_another(paper, by, on)
    number = take_document_number(paper.case)
    letter = _letter(paper, parts, by=by, on=on, number=number, second=office)
    refuse_what_must_not_leave(letter, paper.case, paper.addressee, on=on)
    title = material_of(paper, on).document.name("sl")
    document = register_outgoing(
        paper.case,
        kind=paper.key,
        title=title[:200],
        pdf_bytes=_signed(paper, letter, by=by, second=office, at=at),
        by=by,
        on=on,
        number=number,
        at=at,
    )
    paper.document, paper.state, paper.made_by = document, PaperState.MADE, by
    paper.save(update_fields=["document", "state", "made_by"])
    tell(paper, "paper_made", by=by, at=at, number=document.number)
    of_task = material_of(paper, on).document
    if of_task.to_each is None:  # else its step waits until it went to each of them
        follow_paper(paper.case, of_task, by=by, at=at)
    return document


def letter_as_drafted(paper: Paper, *, by: Worker, on: date) -> dict[str, Any]:
    """The letter as it would be made now, still a draft: for reading it on the screen."""
    return _letter(paper, parts_of(paper, on), by=by, on=on, number="", second=False)


def _refuse_incomplete(parts: list[FilledPart]) -> None:
    missing = [part.heading for part in parts if part.is_needed and not part.blocks]
    if missing:
        raise Refused(
            _("These parts are still empty: {parts}. Write them first.").format(parts=", ".join(missing))
        )


def _refuse_other_office(paper: Paper, by: Worker, on: date) -> bool:
    """Whether an office of the centre signs it; refused to who does not hold it."""
    signed_by = material_of(paper, on).document.signed_by
    wanted = next((offices()[role] for role in signed_by if role in offices()), None)
    if wanted is None:
        return False
    if not by.roles_on(on) & wanted:
        raise Refused(
            _("This document is signed by: {offices}. Ask them to make it; the draft waits for them.").format(
                offices=", ".join(str(Role(role).label) for role in Role if role in wanted)
            )
        )
    return by.pk != paper.drafted_by_id


def _refuse_contract_of_another(paper: Paper, by: Worker, on: date) -> None:
    """An agreement binds the centre: it is signed by who has the case, works on it, or heads the unit."""
    document, holder = material_of(paper, on).document, paper.case.assigned_to
    if document.kind != "agreement" or "lead" not in document.signed_by or holder is None:
        return
    works_on_it = paper.case.team.filter(worker=by, until=None).exists()
    if by != holder and not works_on_it and not by.roles_on(on) & HEADS:
        raise Refused(
            _(
                "This agreement is signed for the centre by whoever has the case ({name}), works on it in "
                "its team, or heads the unit. Ask them to make it; the draft waits for them."
            ).format(name=holder.full_name)
        )


def _letter(
    paper: Paper, parts: list[FilledPart], *, by: Worker, on: date, number: str, second: bool
) -> dict[str, Any]:
    sheet = Sheet(
        body=body_of(paper.case.unit),
        addressee=tuple(_window(paper.addressee, on)),
        number=number or paper.case.number,
        on=on,
        led=official(paper.drafted_by if second else by, on),
        decided=official(by, on) if second else None,
        is_draft=not number,
        phone=_phone(paper.case),
        handled_by=paper.case.assigned_to.full_name if paper.case.assigned_to else "",
    )
    letter = paper_letter(material_of(paper, on), parts, sheet, language=paper.language)
    try:
        check(TEMPLATE, letter, language=paper.language)
    except LetterError as error:
        raise Refused(_("The letter cannot be printed as it is: {problem}").format(problem=error)) from error
    return letter


def _phone(case: Case) -> str:
    """That of whoever has the case, else of the unit."""
    worker = case.assigned_to
    return (worker.phone if worker else "") or case.unit.phone or case.centre.phone


def _window(addressee: Person | Body | None, on: date) -> list[str]:
    """Name and address as the window of an envelope shows them; a protected address stays off the paper."""
    if addressee is None:
        return []
    if isinstance(addressee, Body):
        return [addressee.name, *addressee.address_lines]
    if is_hidden(addressee, on):
        return [addressee.full_name]
    try:
        return [addressee.full_name, *postal_lines(addressee, on)]
    except Refused:  # nobody knows where: handed over at the centre
        return [addressee.full_name]


def _signed(paper: Paper, letter: dict[str, Any], *, by: Worker, second: bool, at: datetime) -> bytes:
    try:
        pdf = compose(TEMPLATE, letter, language=paper.language)
    except LetterError as error:
        raise Refused(_("The letter cannot be printed as it is: {problem}").format(problem=error)) from error
    with translation.override("sl"):
        wrote, answers = _("Wrote the document"), _("Answers for the document")
    pdf = sign(pdf, field="led", signer=signer_of(paper.drafted_by if second else by), reason=wrote, at=at)
    return sign(pdf, field="decided", signer=signer_of(by), reason=answers, at=at) if second else pdf
