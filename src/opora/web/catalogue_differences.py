"""Two versions of a definition, place by place, as a page shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from opora.catalogue import Task
from opora.catalogue.comparing import FieldChange, field_changes
from opora.web.catalogue_sheet import BY_THE_CENTRE, ORIGINS
from opora.web.templatetags.page import day as written_day

LONGEST_VALUE = 160
DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Difference:
    """One place of a definition beside how it reads in the other version."""

    place: str
    before: str
    after: str


def differences(before: Task, after: Task, *, language: str) -> list[Difference]:
    """Every place that reads otherwise, in the words of who reads."""
    return [
        Difference(
            _place(change.place, before, after, language),
            _value(change.before, language),
            _value_after(change, language),
        )
        for change in field_changes(before, after)
    ]


def _place(place: str, before: Task, after: Task, language: str) -> str:
    """`steps.introduction.minutes` as “Step “Introduction”, minutes”; a key without a word as it stands."""
    first, *rest = place.split(".")
    words = [_parts().get(first, first)]
    if rest and (named := _name_in(first, rest[0], (after, before), language)):
        words[0] = _("%(part)s “%(name)s”") % {"part": words[0], "name": named}
        rest = rest[1:]
    return ", ".join(words + [_parts().get(each, each) for each in rest])


def _name_in(part: str, key: str, versions: tuple[Task, ...], language: str) -> str:
    """The name of a piece, in the version that has it."""
    for version in versions:
        for piece in _pieces(version, part):
            if getattr(piece, "key", None) == key:
                return str(piece.name(language))
    return ""


def _pieces(version: Task, part: str) -> Iterator[Any]:
    pieces = getattr(version, part, ())
    return iter(pieces if isinstance(pieces, tuple) else ())


def _value(value: Any, language: str) -> str:
    if value is None:
        return "–"
    if isinstance(value, dict):
        return _shortened(str(value.get(language) or value))
    if isinstance(value, list):
        return _shortened(", ".join(_value(each, language) for each in value))
    if isinstance(value, str) and DAY.fullmatch(value):
        return str(written_day(date.fromisoformat(value)))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _shortened(str(_values().get(value, value)))


def _value_after(change: FieldChange, language: str) -> str:
    """What reads otherwise and is ours now, the centre added: Opora ships its own pieces."""
    is_of_the_centre = change.place.endswith(".origin") and change.after == "ours"
    return str(BY_THE_CENTRE) if is_of_the_centre else _value(change.after, language)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def _values() -> dict[Any, str]:
    return {"obligatory": _("obligatory"), "optional": _("optional")} | {
        origin: str(said) for origin, said in ORIGINS.items()
    }


def _parts() -> dict[str, str]:
    """What the places of a definition are called."""
    return {
        "sl": _("name in Slovenian"),
        "it": _("name in Italian"),
        "en": _("name in English"),
        "number": _("number"),
        "kind": _("kind"),
        "minutes": _("minutes"),
        "difference": _("difference explained, minutes"),
        "explanation": _("explanation"),
        "norm": _("norm"),
        "purpose": _("purpose"),
        "beneficiaries": _("beneficiaries"),
        "published": _("published on"),
        "valid_from": _("holds from"),
        "valid_until": _("holds until"),
        "removed_on": _("removed on"),
        "legal_basis": _("legal basis"),
        "executors": _("who does it"),
        "steps": _("Step"),
        "roles": _("Party"),
        "records": pgettext("piece of a definition", "Record"),
        "fields": _("fields"),
        "stages": _("Stage"),
        "outcomes": _("Outcome"),
        "deadlines": _("Deadline"),
        "documents": _("Document"),
        "indicators": _("Indicator"),
        "length": _("length"),
        "count": _("number"),
        "unit": _("unit"),
        "source": _("source"),
        "origin": _("origin"),
        "ground": _("condition"),
        "note": _("note"),
        "opened_by": _("how a case begins"),
        "classification": _("classification sign"),
    }
