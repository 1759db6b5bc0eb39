"""A paper as the letter that `documents.compose` lays out: the sheet, the sections, and who signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import override, pgettext

from opora.documents.officials import Body, Official, in_language
from opora.documents.papers.filling import FilledPart
from opora.documents.papers.material import Material
from opora.documents.papers.templates import offices

TEMPLATE = "paper"


@dataclass(frozen=True)
class Sheet:
    """What a letter carries beside its text: who writes it, to whom, and who signs."""

    body: Body
    addressee: tuple[str, ...]
    number: str
    on: date
    led: Official
    decided: Official | None = None
    is_draft: bool = True
    phone: str = ""
    """Where whoever handles the case is called."""
    handled_by: str = ""
    """Who has the case; whoever prepares the paper need not."""


def paper_letter(
    material: Material, parts: Sequence[FilledPart], sheet: Sheet, *, language: str
) -> dict[str, Any]:
    """The content of `documents.letter.PaperLetter`, in one language."""
    is_of_another = sheet.led.name != sheet.handled_by
    with override(language):
        return {
            "letterhead": {
                "organisation": in_language(sheet.body.organisation),
                "unit": in_language(sheet.body.unit) or None,
                "address": list(sheet.body.address),
                "contacts": list(sheet.body.contacts),
            },
            "addressee": list(sheet.addressee) or [pgettext("letter", "Case file")],
            "case_number": sheet.number,
            "issued_on": sheet.on.isoformat(),
            "details": [
                {"label": label, "value": value}
                for label, value in (
                    (pgettext("letter", "Your number"), material.their_number),
                    (pgettext("letter", "Handled by"), sheet.handled_by),
                    (pgettext("letter", "Prepared by"), sheet.led.name if is_of_another else ""),
                    (pgettext("letter", "Telephone"), sheet.phone),
                )
                if value
            ],
            "title": material.document.name(language),
            "sections": _sections(parts),
            "signatures": {
                field: _signatory(official)
                for field, official in (("led", sheet.led), ("decided", sheet.decided))
                if official is not None
            },
            "signed_as": {
                "led": pgettext("letter", "For the centre"),
                "decided": pgettext("letter", "Responsible official"),
            },
            "by_hand": list(_by_hand(material, language)),
            "draft": sheet.is_draft,
        }


def _sections(parts: Sequence[FilledPart]) -> list[dict[str, Any]]:
    return [
        {"heading": part.heading or None, "blocks": list(part.blocks)} for part in parts if part.is_printed
    ]


def _signatory(official: Official) -> dict[str, str | None]:
    return {
        "name": official.name,
        "title": official.title or None,
        "post": in_language(official.post) or None,
    }


def _by_hand(material: Material, language: str) -> list[dict[str, str | None]]:
    """A line for each who signs and is not the worker: parties by name, further workers by what they do.

    A role that a case need not have leaves no empty line. Minutes that name no signatory are signed by
    whoever was present and is no worker (ZUP 77).
    """
    lines: list[dict[str, str | None]] = []
    roles = {role.key: role for role in material.task.roles}
    for key in material.document.signed_by:
        if role := roles.get(key):
            named = [each for each in material.participants if each.role == key]
            signs = pgettext("letter", "Signature") if _is_unnamed(material, role.key) else ""
            lines += [
                {"role": signs or each.role_name, "name": each.name}
                for each in named
                if _was_there(material, each.name)
            ]
            if role.required and not named:
                lines.append({"role": signs or role.name(language), "name": ""})
        elif key != "lead" and key not in offices():
            lines.append({"role": pgettext("letter", "Further worker"), "name": ""})
    if not lines and material.held and material.document.kind == "minutes":
        lines = [{"role": pgettext("letter", "Present"), "name": name} for name in material.held.persons]
    return [line | {"name": line["name"] or None} for line in lines[:8]]


def _was_there(material: Material, name: str) -> bool:
    """Minutes are signed by who was present, as far as the case tells who that was (ZUP 77)."""
    held = material.held
    return held is None or not held.persons or name in held.persons


def _is_unnamed(material: Material, role: str) -> bool:
    """Who suffers violence signs with their name alone: a plan that is found must not say what they are."""
    return material.document.kind == "plan" and role == "victim"
