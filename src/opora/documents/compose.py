"""Compose a letter: checked data and a layout become a PDF/A-2a that is also PDF/UA-1.

Typst holds the layout and gets every word as JSON; nothing is ever joined into its source. What it
composes already carries the empty signature fields (`signature_fields.py`), so that signing only fills
them. Composing the same data twice gives the same bytes: the day of the letter is its clock.

Typst works in threads (it lets go of the interpreter's lock) and in spawned processes, never after a
fork: its thread pool does not survive one and the child would hang.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import typst
from django.utils import translation
from pydantic import ValidationError

from opora.documents.letter import (
    CallToSupplementLetter,
    DecisionLetter,
    InformativeCalculationLetter,
    Letter,
    PaperLetter,
    RejectionRulingLetter,
    Table,
)
from opora.documents.signature_fields import add_signature_fields
from opora.documents.wording import (
    LANGUAGES,
    keep_together,
    sheet_words,
    signature_names,
    written,
    written_day,
)

LAYOUTS = Path(__file__).parent / "typst"
TEMPLATES: dict[str, type[Letter]] = {
    "decision": DecisionLetter,
    "informative_calculation": InformativeCalculationLetter,
    "call_to_supplement": CallToSupplementLetter,
    "rejection_ruling": RejectionRulingLetter,
    "paper": PaperLetter,
}
PDF_STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
PREVIEW_PPI = 120.0

_NOT_IN_OUR_FONTS = re.compile(r"the text [`\"“]*(?P<text>.+?)[`\"”]* could not be displayed")
_mine = threading.local()


class LetterError(ValueError):
    """The data do not make a letter, or the letter cannot be printed; says where and what to do."""


def compose(template: str, data: Mapping[str, Any] | Letter, *, language: str) -> bytes:
    """The letter as a PDF with empty signature fields; a draft that nobody signs has none.

    `language` is `sl`, `it` or `en`; for a bilingual letter two of them joined (`sl-it`), with `data`
    then holding one letter for each, which must agree in everything that is not words.
    Refused with LetterError: an unknown template or language, data that do not fit the letter's model,
    versions that differ, a character that no installed font can print.
    """
    versions = check(template, data, language=language)
    first = next(iter(versions.values()))
    pdf: bytes = _typeset(template, versions, format="pdf", at=_start_of_day(first))
    signatories = {field: person.name for field, person in first.signatures.by_field().items()}
    if not signatories:
        return pdf
    return add_signature_fields(pdf, names=signature_names(signatories, versions))


def preview_pages(template: str, data: Mapping[str, Any] | Letter, *, language: str) -> list[bytes]:
    """The letter's pages as PNG images, for the screen; refused like `compose`."""
    versions = check(template, data, language=language)
    pages = _typeset(template, versions, format="png")
    return pages if isinstance(pages, list) else [pages]


def check(template: str, data: Mapping[str, Any] | Letter, *, language: str) -> dict[str, Letter]:
    """The letter in each of its languages, or a LetterError that names what does not fit."""
    model = TEMPLATES.get(template)
    if model is None:
        raise LetterError(f"There is no letter “{template}”. The letters are: {', '.join(TEMPLATES)}.")
    languages = language.split("-")
    if not set(languages) <= set(LANGUAGES) or len(set(languages)) != len(languages) or len(languages) > 2:
        raise LetterError(
            f"A letter cannot be written in “{language}”. "
            f"Give one of {', '.join(LANGUAGES)}, or two of them as in “sl-it”."
        )
    if len(languages) == 1:
        return {language: _checked(model, data)}
    if isinstance(data, Letter) or set(data) != set(languages):
        raise LetterError(f"A letter in “{language}” needs one letter for each of: {', '.join(languages)}.")
    versions = {each: _checked(model, data[each]) for each in languages}
    _refuse_versions_that_differ(versions)
    return versions


def _checked(model: type[Letter], data: Any) -> Letter:
    if isinstance(data, model):
        return data
    try:
        return model.model_validate(data)
    except ValidationError as error:
        places = [
            f"{'.'.join(str(step) for step in problem['loc']) or 'the letter'}: {problem['msg']}"
            for problem in error.errors(include_url=False, include_input=False)
        ]
        raise LetterError(f"The data do not make a {model.__name__}: {'; '.join(places)}.") from None


def _refuse_versions_that_differ(versions: dict[str, Letter]) -> None:
    """Both languages must decide the same: the same person, days, points and figures."""
    (one, first), (other, second) = versions.items()
    mine, theirs = _what_no_language_changes(first), _what_no_language_changes(second)
    differing = [key for key in mine if mine[key] != theirs[key]]
    if differing:
        raise LetterError(
            f"The {one} and {other} versions of the letter differ in: {', '.join(differing)}. "
            "Fill both from the same case."
        )


def _what_no_language_changes(letter: Letter) -> dict[str, object]:
    content = letter.model_dump()
    plain = ("addressee", "case_number", "issued_on", "draft", "dispatched_on", "days")
    counted = ("marks", "details", "operative", "reasons", "key_dates", "missing", "delivery", "attachments")
    return (
        {key: content[key] for key in plain if key in content}
        | {f"number of {key}": len(content[key]) for key in counted if key in content}
        | {"signatories": {key: one.name for key, one in letter.signatures.by_field().items()}}
        | {"figures in tables": [table.figures() for table in _tables(letter)]}
    )


def _tables(letter: Letter) -> list[Table]:
    if not isinstance(letter, DecisionLetter):
        return []
    parts = [letter.introduction, *(p.blocks for p in letter.operative), *(s.blocks for s in letter.reasons)]
    return [block for blocks in parts for block in blocks if isinstance(block, Table)]


def _typeset(
    template: str, versions: Mapping[str, Letter], *, format: str, at: datetime | None = None
) -> Any:
    words = json.dumps(
        {"versions": [_printable(*version) for version in versions.items()]}, ensure_ascii=False
    )
    try:
        made, warnings = _compiler().compile_with_warnings(
            str(LAYOUTS / f"{template}.typ"),
            format=format,  # type: ignore[arg-type]
            ppi=PREVIEW_PPI,
            pdf_standards=PDF_STANDARDS if format == "pdf" else [],
            sys_inputs={"letter": words},
            timestamp=at,
        )
    except typst.TypstError as error:
        raise LetterError(_what_typst_refused(error.message)) from error
    if warnings:
        raise LetterError(f"The letter cannot be printed faithfully: {warnings[0].message}.")
    return made


def _compiler() -> typst.Compiler:
    """One compiler for each thread, kept: it holds the fonts and the parsed layouts."""
    if not hasattr(_mine, "compiler"):
        _mine.compiler = typst.Compiler(root=LAYOUTS, font_paths=typst.Fonts(include_system_fonts=False))
    compiler: typst.Compiler = _mine.compiler
    return compiler


def _what_typst_refused(message: str) -> str:
    if found := _NOT_IN_OUR_FONTS.search(message):
        return (
            f"The letter contains “{found['text']}”, which none of the installed fonts can print. "
            "Write the name or word in Latin, Cyrillic or Greek letters."
        )
    return f"The letter cannot be laid out: {message}."


def _printable(language: str, letter: Letter) -> dict[str, object]:
    with translation.override(language):
        content = _written_out(letter.model_dump())
    return {"language": language, "words": sheet_words(language), "letter": content}


def _written_out(value: Any) -> Any:
    """The letter's content as text: days and figures as the active language writes them."""
    if isinstance(value, dict):
        if value.get("kind") == "table":
            return _written_table(value)
        return {key: _written_out(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_written_out(item) for item in value]
    if isinstance(value, str):
        return keep_together(value)
    return written_day(value) if hasattr(value, "isoformat") else value


def _written_table(table: dict[str, Any]) -> dict[str, Any]:
    """Cells as text: a dash where a row has no value, nothing where a total has none."""
    kinds = [column["holds"] for column in table["columns"]]

    def row(cells: list[str | None], absent: str) -> list[str]:
        return [
            absent if cell is None else written(cell, kind) for kind, cell in zip(kinds, cells, strict=True)
        ]

    rows = [row(cells, "–") for cells in table["rows"]]
    words = [word for cells in rows for cell in cells for word in re.split(r"[\s-]", cell)]
    return table | {
        "rows": rows,
        "total": row(table["total"], "") if table["total"] else None,
        "longest_word": max(len(word) for word in words),
    }


def _start_of_day(letter: Letter) -> datetime:
    return datetime.combine(letter.issued_on, time(), tzinfo=UTC)
