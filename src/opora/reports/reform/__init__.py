"""The effect of a reform on paper: tables, charts and a PDF.

What it does: turns an `Effect` of the law room into tables of words and figures (`tables`), SVG charts
(`charts`) and a PDF set by Typst (`paper`), and writes all of it to a folder (`folder`).
What it does not do: count. Every figure comes from the effect.

The names to know: `write_reform_folder`, `effect_tables`, `reform_pdf`.
"""

from opora.reports.reform.folder import write_reform_folder
from opora.reports.reform.paper import reform_pdf
from opora.reports.reform.tables import effect_tables

__all__ = ["effect_tables", "reform_pdf", "write_reform_folder"]
