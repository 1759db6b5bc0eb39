"""The PDF of a reform, set by Typst from words and figures that arrive as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import cast

import typst

from opora.law.engine.graph import Graph
from opora.law.reform import Effect
from opora.reports.reform.tables import EffectTable, lead_of, words

LAYOUT = Path(__file__).with_name("reform.typ")
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]


def reform_pdf(
    effect: Effect,
    graph: Graph,
    tables: Sequence[EffectTable],
    charts: Mapping[str, str],
    *,
    language: str,
    changes: Sequence[str] = (),
) -> bytes:
    """PDF/A-2a and PDF/UA-1; the month is its clock, so the same effect gives the same bytes.

    `changes` says in a line each what the reform changes.
    """
    paper = {
        "title": effect.title,
        "language": language,
        "page": words()["page"][language],
        "lead": [*_lead(effect, language), *changes, *lead_of(effect, graph, language)],
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
    return [
        f"{words()['title'][language]}. {words()['month'][language]}: {effect.month:%m/%Y}.",
        words()["generated"][language],
    ]


def _alt(svg: str) -> str:
    return svg.partition("<title>")[2].partition("</title>")[0]
