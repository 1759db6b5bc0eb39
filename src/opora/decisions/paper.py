"""The document of an issued decision: composed, signed by the one who led and the one who decides, sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.cases.models import PartyRole
from opora.decisions.chronicle import chronicle
from opora.decisions.enclosing import enclosures_for
from opora.decisions.models import Decision
from opora.decisions.parts import printable
from opora.decisions.terms import ending_as_kept
from opora.documents.compose import compose
from opora.documents.delivery import dispatch
from opora.documents.models import Document
from opora.documents.models import Method as Sent
from opora.documents.papers.material import has_sides
from opora.documents.registering import register_outgoing
from opora.documents.signers import signer_of
from opora.documents.signing import sign
from opora.law.procedure import Method as Way
from opora.organisation.refusal import Refused
from opora.people.models import Person


@transaction.atomic
def make_document(decision_id: int, *, at: datetime) -> Document:
    """Compose, sign twice, store, register under the decision's number, dispatch. Again, it does nothing.

    Everything but the file is one transaction: killed at any moment, the job leaves at most a file nobody
    names.
    """
    decision = Decision.objects.locked(decision_id)
    if decision.document is not None:
        return decision.document
    if decision.issued_on is None or decision.number is None or decision.decided_by is None:
        raise ValueError(f"decision {decision_id} is not issued, so it has no document yet")
    document = register_outgoing(
        decision.case,
        kind=decision.task_document or decision.template,
        title=_title(decision),
        pdf_bytes=signed_pdf(decision, at=at),
        by=decision.decided_by,
        on=decision.issued_on,
        number=decision.number,
        at=at,
    )
    decision.document = document
    decision.save(update_fields=["document"])
    _send(decision, document, at)
    return document


def signed_pdf(decision: Decision, *, at: datetime) -> bytes:
    """The letter with the officer's edits in it, signed in both fields (ZUP art. 216)."""
    if decision.decided_by is None:
        raise ValueError("a decision is signed once somebody has decided")
    letter = printable(decision.letter, decision.edits)
    pdf = compose(decision.template, letter, language=decision.language)
    with translation.override("sl"):
        led, decides = _("Led the procedure"), _("Decides")
    pdf = sign(pdf, field="led", signer=signer_of(decision.drafted_by), reason=led, at=at)
    return sign(pdf, field="decided", signer=signer_of(decision.decided_by), reason=decides, at=at)


def refuse_wrong_side(document: Document, addressee: Person) -> None:
    """An act goes to those it was written to, where the case keeps its sides apart; see `delivery`."""
    decision = Decision.objects.filter(case=document.case_id, number=document.number).first()
    if decision is None or not has_sides(task_of(document.case)):
        return
    named = list(decision.to_persons.values_list("pk", flat=True))
    if named and addressee.pk not in named:
        raise Refused(
            _(
                "This case keeps the data of its sides apart, and the act was not written to {person}. Draft "
                "one for them."
            ).format(person=addressee.full_name),
            field="addressee",
        )


def _title(decision: Decision) -> str:
    first = next(iter(decision.letter["versions"].values()))
    return f"{first['title'].capitalize()}: {first['subject'] or ''}"[:200]


def _send(decision: Decision, document: Document, at: datetime) -> None:
    """To every addressee; where one cannot be reached the case says so, and the decision stands."""
    way = ending_as_kept(decision.act, decision.remedy, decision.issued_on).service  # type: ignore[arg-type]
    method = Sent.PUBLIC_FUNDS_MAIL if way is Way.PUBLIC_FUNDS_MAIL else Sent.PERSONAL
    for addressee in _addressees(decision):
        try:
            with transaction.atomic():
                for each in (document, *enclosures_for(decision, addressee)):
                    dispatch(each, addressee, method, decision.issued_on, by=decision.decided_by, at=at)  # type: ignore[arg-type]
        except Refused as refusal:
            chronicle(decision, "decision_not_dispatched", by=None, at=at, texts={"why": refusal.message})


def _addressees(decision: Decision) -> Iterable[Person]:
    """Those it was written to; else those who represent the party, else the party (ZUP art. 88)."""
    if named := list(decision.to_persons.all()):
        return named
    parties = list(decision.case.parties.persons().select_related("person"))
    for role in (PartyRole.REPRESENTATIVE, PartyRole.APPLICANT):
        if found := [party.person for party in parties if party.role == role and party.person]:
            return found
    return []
