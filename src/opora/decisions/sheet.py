"""The sheet every letter is written on: letterhead, addressee, officials, signatures, where it goes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from opora.decisions.matter import Matter, Official, in_language
from opora.law.procedure import Method


def sheet(matter: Matter, *, title: str, subject: str) -> dict[str, Any]:
    """The parts of `documents.letter.Letter` that follow from the matter alone, in the active language."""
    party = matter.party
    return {
        "letterhead": {
            "organisation": in_language(matter.body.organisation),
            "unit": in_language(matter.body.unit) or None,
            "address": list(matter.body.address),
            "contacts": list(matter.body.contacts),
        },
        "addressee": [party.name, *party.address],
        "case_number": matter.case_number,
        "issued_on": matter.issued_on.isoformat(),
        "details": _details(matter),
        "title": title,
        "subject": subject,
        "signatures": {
            field: signatory(official)
            for field, official in (("led", matter.led), ("decided", matter.decided))
            if official is not None
        },
        "draft": matter.draft,
    }


def signatory(official: Official) -> dict[str, str | None]:
    """An official as the signature block prints them."""
    return {
        "name": official.name,
        "title": official.title or None,
        "post": in_language(official.post) or None,
    }


def serve_on(matter: Matter, way: Method) -> list[str]:
    """The delivery lines: to whom and how, as the act on these rights is served, and the archive.

    By ordinary post it counts as served a number of days after dispatch (ZUPJS); every other way is personal.
    """
    by_post = way is Method.PUBLIC_FUNDS_MAIL
    addressee = _("{name}, by ordinary post") if by_post else _("{name}, personally")
    return [addressee.format(name=matter.party.name), pgettext("delivery", "case file")]


def _details(matter: Matter) -> list[dict[str, str]]:
    if matter.led is None:
        return []
    return [{"label": pgettext("detail", "Handled by"), "value": matter.led.name}]
