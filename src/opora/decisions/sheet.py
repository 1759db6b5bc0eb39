"""The sheet every letter is written on: letterhead, addressee, officials, signatures, where it goes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from opora.decisions.acts_named import citation
from opora.decisions.matter import Matter
from opora.documents.officials import Official, in_language
from opora.law.procedure import Method, service

FROM_DISPATCH = frozenset(
    {
        Method.PUBLIC_FUNDS_MAIL,
        Method.ORDINARY_MAIL,
        Method.ORDINARY_MAIL_ABROAD,
        Method.ELECTRONIC,
        Method.PUBLIC_NOTICE,
    }
)


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
    """The delivery lines: to whom, by which way and provision the act is served, and the case file.

    Where the day of service follows from the dispatch, the line says after how many days.
    """
    on = matter.issued_on
    served = service(way, dispatched_on=on, left_on=on, handed_over_on=None if way in FROM_DISPATCH else on)
    words = {
        "way": way_named(way),
        "article": citation(served.article, confirmed=served.article_confirmed),
    }
    days = (served.day - on).days
    if way in FROM_DISPATCH and days:
        line = ngettext(
            "{name}, {way} ({article}); counts as served on day {days} after dispatch",
            "{name}, {way} ({article}); counts as served on day {days} after dispatch",
            days,
        )
        words["days"] = str(days)
    else:
        line = _("{name}, {way} ({article})")
    names = (matter.party.name, *matter.also_served)
    return [*(line.format(name=name, **words) for name in names), pgettext("delivery", "case file")]


def way_named(way: Method) -> str:
    """How the act goes to its addressee, as it stands behind a name."""
    if way in (Method.PUBLIC_FUNDS_MAIL, Method.ORDINARY_MAIL, Method.ORDINARY_MAIL_ABROAD):
        return pgettext("delivery", "by ordinary post")
    if way is Method.ELECTRONIC:
        return pgettext("delivery", "into the secure electronic mailbox")
    if way is Method.PUBLIC_NOTICE:
        return pgettext("delivery", "by public notice")
    return pgettext("delivery", "by personal service")


def _details(matter: Matter) -> list[dict[str, str]]:
    if matter.led is None:
        return []
    return [{"label": pgettext("detail", "Handled by"), "value": matter.led.name}]
