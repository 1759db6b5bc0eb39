"""The PDF of a reform, set by Typst from words and figures that arrive as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import cast

import typst

from opora.law.reform import Effect
from opora.reports.reform.tables import EffectTable, words, written_number

LAYOUT = Path(__file__).with_name("reform.typ")
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]


def reform_pdf(
    effect: Effect, tables: Sequence[EffectTable], charts: Mapping[str, str], *, language: str
) -> bytes:
    """PDF/A-2a and PDF/UA-1; the month is its clock, so the same effect gives the same bytes."""
    paper = {
        "title": effect.title,
        "language": language,
        "page": words()["page"][language],
        "lead": list(_lead(effect, language)),
        "tables": [
            {"heading": table.heading, "columns": list(table.columns), "rows": [list(r) for r in table.rows]}
            for table in tables
        ],
        "charts": [{"svg": svg, "alt": _alt(svg)} for svg in charts.values()],
    }
    compiler = typst.Compiler(root=LAYOUT.parent, font_paths=typst.Fonts(include_system_fonts=False))
    made, warnings = compiler.compile_with_warnings(
        str(LAYOUT),
        format="pdf",
        pdf_standards=STANDARDS,
        sys_inputs={"paper": json.dumps(paper, ensure_ascii=False)},
        timestamp=datetime.combine(effect.month, time(), tzinfo=UTC),
    )
    if warnings:
        raise ValueError(f"The paper cannot be printed faithfully: {warnings[0].message}.")
    return cast(bytes, made)


def _lead(effect: Effect, language: str) -> list[str]:
    lines = [
        f"{words()['title'][language]}. {words()['month'][language]}: {effect.month:%m/%Y}.",
        words()["method"][language],
        words()["generated"][language],
    ]
    if effect.not_compared:
        lines.append(f"{words()['not_compared'][language]}: {written_number(effect.not_compared, language)}.")
    if not effect.rights:
        lines.append(words()["no_change"][language])
    return lines


def _alt(svg: str) -> str:
    return svg.partition("<title>")[2].partition("</title>")[0]
