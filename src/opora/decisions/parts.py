"""A drafted letter part by part: which parts an officer may rewrite, and the letter with those edits in it.

A draft is data: `{"template", "language", "versions": {language: letter}}`, where a letter is what
`documents.letter` describes, except that each section of its reasons also carries a `key` and whether it is
`editable`; where no computation writes them, `written` names further parts that a worker does: introduction
and operative part. Edits lie beside the draft, never in it: `{"sl/application": {"text", "instead_of", …}}`.
An edit fits as long as the generated text it replaced is still what the draft says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from opora.decisions.points import points
from opora.documents.paragraphs import paragraphs

Draft = dict[str, Any]
Edits = Mapping[str, Mapping[str, Any]]


class EditablePart(NamedTuple):
    """A part an officer may rewrite: its place, its heading and what the draft says there."""

    path: str
    language: str
    heading: str
    text: str


def section(key: str, heading: str | None, blocks: list[Any], *, editable: bool = False) -> dict[str, Any]:
    """A section of the reasons. An editable one holds paragraphs only and may be empty until it is edited."""
    if editable and not all(isinstance(block, str) for block in blocks):
        raise ValueError(f"section {key!r} holds a table or list; only plain paragraphs can be editable")
    return {"key": key, "heading": heading, "blocks": blocks, "editable": editable}


def editable_parts(draft: Draft) -> list[EditablePart]:
    """Every part that may be rewritten, in the order of the letter, language by language."""
    return [
        EditablePart(f"{language}/{part['key']}", language, part["heading"] or "", generated_text(part))
        for language, part in _sections(draft)
        if part["editable"]
    ]


def generated_text(part: Mapping[str, Any]) -> str:
    """What the draft itself says in a section, paragraphs parted by a blank line."""
    return "\n\n".join(part["blocks"])


def fingerprint(text: str) -> str:
    """Marks the generated text an edit replaced, without keeping it twice."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def edits_that_no_longer_fit(draft: Draft, edits: Edits) -> list[str]:
    """Paths of edits whose part is gone or now says something else than when it was edited."""
    now = {part.path: fingerprint(part.text) for part in editable_parts(draft)}
    return [path for path, edit in edits.items() if now.get(path) != edit["instead_of"]]


def printable(draft: Draft, edits: Edits | None = None) -> dict[str, Any]:
    """The letter as `documents.compose` takes it: with the edits that fit, without empty sections."""
    edits = edits or {}
    stale = set(edits_that_no_longer_fit(draft, edits))
    fitting = {path: edit["text"] for path, edit in edits.items() if path not in stale}
    versions = {
        language: _with_edits(language, letter, fitting) for language, letter in draft["versions"].items()
    }
    return versions if len(versions) > 1 else next(iter(versions.values()))


def _with_edits(language: str, letter: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    letter = _with_written(language, letter, texts)
    if "reasons" not in letter:
        return dict(letter)
    sections = []
    for part in letter["reasons"]:
        edited = texts.get(f"{language}/{part['key']}")
        blocks = part["blocks"] if edited is None else paragraphs(edited)
        if blocks:
            sections.append({"heading": part["heading"], "blocks": blocks})
    return {**letter, "reasons": sections}


def is_written(letter: Mapping[str, Any]) -> bool:
    """Whether a worker wrote what it decides, in any of its languages, rather than a computation."""
    return any(version.get("written") for version in letter["versions"].values())


def written_parts(letter: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The parts outside the reasons that a worker writes, as sections."""
    return [
        section(
            key,
            None,
            [point["text"] for point in letter[key]] if key == "operative" else list(letter[key]),
            editable=True,
        )
        for key in letter.get("written", ())
    ]


def _with_written(language: str, letter: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    """The parts that a worker writes where no computation does: introduction and operative part."""
    written = {key: texts.get(f"{language}/{key}") for key in letter.get("written", ())}
    edited: dict[str, Any] = {key: paragraphs(text) for key, text in written.items() if text is not None}
    if (operative := written.get("operative")) is not None:
        edited["operative"] = [{"text": text} for text in points(operative)]
    return {key: value for key, value in letter.items() if key != "written"} | edited


def _sections(draft: Draft) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for language, letter in draft["versions"].items():
        for part in written_parts(letter):
            yield language, part
        for part in letter.get("reasons", []):
            yield language, part


def stamped(draft: Draft, additions: Mapping[str, Mapping[str, Any]]) -> Draft:
    """The draft with what only its issue brings, by language: number, day, who decides; no draft any more."""
    versions = {
        language: {
            **letter,
            **additions[language],
            "signatures": {**letter["signatures"], **additions[language]["signatures"]},
            "draft": False,
        }
        for language, letter in draft["versions"].items()
    }
    return {**draft, "versions": versions}
