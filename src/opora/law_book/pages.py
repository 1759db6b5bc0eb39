"""The book as static pages: an index and a sheet for each right, readable without network or script."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from opora.law import rulebook
from opora.law.engine.formula import Language

from .areas import by_area
from .examples import decided_examples
from .sheets import sheet_of

STYLES = ("web/css/tokens.css", "law_book/sheet.css", "law_book/book.css")
"""The book wears the colours and sizes of the staff pages."""


def write_book(
    out: Path,
    *,
    language: Language,
    examples: Path,
    rights: Sequence[str] | None = None,
    on: date | None = None,
) -> list[Path]:
    """Write the pages of some rights, or of all, into the folder; the first path is the index."""
    out.mkdir(parents=True, exist_ok=True)
    written = [key for key in rulebook().graph.rights if rights is None or key in rights]
    day = on or date.today()  # noqa: DTZ011 - the day printed on the book
    for style in STYLES:
        shutil.copyfile(_style(style), out / Path(style).name)
    with translation.override(language):
        index = out / "index.html"
        index.write_text(_index(written, language, day), "utf-8")
        return [index, *(_sheet(out, key, language, examples, day) for key in written)]


def _style(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(f"The style sheet {name} is not installed; install Opora again.")
    return found


def _index(written: Sequence[str], language: Language, day: date) -> str:
    graph = rulebook().graph
    areas = [
        (area, [(right.key, getattr(right.label, language), right.given) for right in rights])
        for area, rights in by_area(graph.rights[key] for key in written)
    ]
    return render_to_string("law_book/index.html", {"areas": areas, "day": day, "law": rulebook().hash[:12]})


def _sheet(out: Path, key: str, language: Language, examples: Path, day: date) -> Path:
    page = out / f"{key}.html"
    shown = {
        "sheet": sheet_of(key, language, day),
        "examples": decided_examples(examples, key, language),
        "day": day,
        "law": rulebook().hash[:12],
    }
    page.write_text(render_to_string("law_book/page.html", shown), "utf-8")
    return page
