"""The fixed words of a letter's sheet, and how a language writes days and amounts.

The only place in this room that speaks; everything else a letter says comes from the rooms above.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache

from django.utils import formats, translation
from django.utils.translation import pgettext

LANGUAGES = ("sl", "it", "en")
NO_BREAK_SPACE = "\u00a0"

# Days, ordinals before their noun, and a number before its unit or what it counts stay on one line.
_BELONGS_TOGETHER = re.compile(
    r"(?<=\d\.) (?=\d)|(?<=\d\.) (?=[a-zčšž])|(?<=\d) (?=(?:EUR|€|%)(?!\w))|(?<=[ (]\d) (?=[a-zčšž])"
    r"|(?<=[ (]\d\d) (?=[a-zčšž])|(?<=[ (]\d\d\d) (?=[a-zčšž])|(?<=[ ,]\d{4}) (?=[A-ZČŠŽ])"
)
_HAS_A_FIGURE = re.compile(r"\d")
_DAY_IN_WORDS = re.compile(r"\b(\d{1,2}[.°]?)[ \u00a0]([^\W\d_]{3,10}) (\d{4})\b")


@cache
def sheet_words(language: str) -> dict[str, str]:
    """The labels that the Typst templates print, in this language."""
    with translation.override(language):
        return {
            "number": pgettext("letter", "Number"),
            "date": pgettext("letter", "Date"),
            "page": pgettext("letter", "Page {page} of {pages}"),
            "draft": pgettext("letter", "DRAFT"),
            "operative": pgettext("letter", "Operative part"),
            "reasons": pgettext("letter", "Reasons"),
            "instruction": pgettext("letter", "Legal remedy"),
            "led": pgettext("letter", "Official who led the procedure"),
            "leads": pgettext("letter", "Official who leads the procedure"),
            "decided": pgettext("letter", "Official who decides"),
            "signed": pgettext("letter", "Signed electronically"),
            "serve_on": pgettext("letter", "Serve on"),
            "attachments": pgettext("letter", "Attachments"),
            "dispatched": pgettext("letter", "Day of dispatch"),
            "missing": pgettext("letter", "What is missing"),
            "due": pgettext("letter", "Please send it"),
            "how_to_send": pgettext("letter", "How to send it"),
            "consequences": pgettext("letter", "If you do not send it"),
        }


def signature_names(signatories: dict[str, str], languages: Iterable[str]) -> dict[str, str]:
    """What a screen reader says at each signature field: whose signature it is, in every language."""
    spoken: dict[str, list[str]] = {field: [] for field in signatories}
    for language in languages:
        with translation.override(language):
            for field, name in signatories.items():
                if field == "led":
                    phrase = pgettext(
                        "letter", "Electronic signature of the official who led the procedure: {name}"
                    )
                else:
                    phrase = pgettext("letter", "Electronic signature of the official who decides: {name}")
                spoken[field].append(phrase.format(name=name))
    return {field: " / ".join(phrases) for field, phrases in spoken.items()}


def written(value: str, holds: str) -> str:
    """A table's value as the active language writes it; amounts carry two decimals, numbers their own."""
    if holds == "date":
        return written_day(date.fromisoformat(value))
    if holds in {"amount", "number"}:
        number = Decimal(value)
        places = 2 if holds == "amount" else max(0, -int(number.as_tuple().exponent))
        return str(formats.number_format(number, places, use_l10n=True, force_grouping=True)).replace(
            "-", "−"
        )
    return keep_together(value)


def written_day(day: date) -> str:
    return keep_together(formats.date_format(day, "DATE_FORMAT", use_l10n=True))


def keep_together(text: str) -> str:
    """Text with no-break spaces where a line must not end: 4. 5. 2026, 26. člen, 421,89 EUR, 2 otroka."""
    if not _HAS_A_FIGURE.search(text):
        return text
    whole_days = _DAY_IN_WORDS.sub(rf"\1{NO_BREAK_SPACE}\2{NO_BREAK_SPACE}\3", text)
    return _BELONGS_TOGETHER.sub(NO_BREAK_SPACE, whole_days)
