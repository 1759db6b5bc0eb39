"""Letters that are neither a decision nor a paper of a task: a heading, a few sentences, one signature."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from opora.documents.compose import LetterError, compose
from opora.documents.officials import body_of, in_language, official
from opora.documents.signers import signer_of
from opora.documents.signing import sign
from opora.organisation.models import Unit, Worker
from opora.organisation.refusal import Refused
from opora.people.addresses import postal_lines
from opora.people.models import Person
from opora.people.withholding import is_hidden

LANGUAGES = ("sl", "it", "en")


def written_sheet(
    *,
    unit: Unit,
    number: str,
    window: Sequence[str],
    title: str,
    blocks: Sequence[Any],
    by: Worker,
    on: date,
) -> dict[str, Any]:
    """The sheet as the layout takes it, in the language that is active; the worker signs for the centre."""
    body, signer = body_of(unit), official(by, on)
    return {
        "letterhead": {
            "organisation": in_language(body.organisation),
            "unit": in_language(body.unit) or None,
            "address": list(body.address),
            "contacts": list(body.contacts),
        },
        "addressee": list(window),
        "case_number": number,
        "issued_on": on.isoformat(),
        "details": [{"label": pgettext("letter", "Handled by"), "value": signer.name}],
        "title": title,
        "sections": [{"heading": None, "blocks": list(blocks)}],
        "signatures": {
            "led": {
                "name": signer.name,
                "title": signer.title or None,
                "post": in_language(signer.post) or None,
            }
        },
        "signed_as": {"led": pgettext("letter", "For the centre")},
        "by_hand": [],
        "draft": False,
    }


def signed_pdf(letter: dict[str, Any], language: str, by: Worker, at: datetime) -> bytes:
    """The sheet printed and signed. Refused where it cannot be printed as it is."""
    try:
        pdf = compose("paper", letter, language=language)
    except LetterError as error:
        raise Refused(_("The letter cannot be printed as it is: {problem}").format(problem=error)) from error
    with translation.override("sl"):
        wrote = pgettext("letter", "Wrote the document")
    return sign(pdf, field="led", signer=signer_of(by), reason=wrote, at=at)


def language_to(person: Person) -> str:
    """The language in which a person is written to."""
    return person.language if person.language in LANGUAGES else "sl"


def window_of(person: Person, on: date) -> list[str]:
    """Name and address; a protected address stays off the paper."""
    if is_hidden(person, on):
        return [person.full_name]
    try:
        return [person.full_name, *postal_lines(person, on)]
    except Refused:  # nobody knows where: handed over at the centre
        return [person.full_name]
