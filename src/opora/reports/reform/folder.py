"""Writes everything a reader wants of a reform into one folder."""

from __future__ import annotations

import json
from pathlib import Path

from opora.law.engine.graph import Graph
from opora.law.reform import Effect
from opora.reports.reform.charts import charts
from opora.reports.reform.paper import reform_pdf
from opora.reports.reform.tables import EffectTable, effect_tables


def write_reform_folder(effect: Effect, graph: Graph, folder: Path, *, language: str) -> list[EffectTable]:
    """`effect.json`, a table of tab-separated text each, the charts as SVG and `reform.pdf`."""
    tables = effect_tables(effect, graph, language)
    drawn = charts(tables, language)
    pdf = reform_pdf(effect, graph, tables, drawn, language=language)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "effect.json").write_text(_json(effect), "utf-8")
    for table in tables:
        lines = ["\t".join(cells) for cells in (table.columns, *table.rows)]
        (folder / f"{table.key}.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    for name, svg in drawn.items():
        (folder / f"{name}.svg").write_text(svg, "utf-8")
    (folder / "reform.pdf").write_bytes(pdf)
    return tables


def _json(effect: Effect) -> str:
    return json.dumps(effect.to_data(), ensure_ascii=False, indent=2) + "\n"
