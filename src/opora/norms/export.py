"""A need as a table for spreadsheets: CSV and XLSX, with rule, article, inputs and formula of each figure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from opora.norms.lines import Line, Need
from opora.norms.loading import Norms, norms
from opora.norms.wording import Language, Phrase, decimal, said, written

COLUMNS = (
    "kind", "area", "service", "post", "basis", "exact", "nearly", "rounded",
    "article", "source", "formula", "inputs", "note", "assumed",
)  # fmt: skip
WIDTHS = {"area": 34, "service": 34, "post": 40, "formula": 70, "inputs": 60, "note": 70}
NARROW = 14
ENDANGERED = ("=", "+", "-", "@", "\t", "\r")
Cell = str | int | Decimal | None


def rows(need: Need, language: Language) -> list[dict[str, Cell]]:
    """One row for each figure of the area and everything below it."""
    return [_row(each, line, language) for each in need.all() for line in each.lines]


def note_of(line: Line, language: Language) -> str:
    """What is said of a figure beside its formula: an assumption, and the sum of the parts."""
    told = [line.note, line.by_parts.phrase if line.by_parts else None]
    return " ".join(phrase.in_(language) for phrase in told if phrase)


def to_csv(need: Need, language: Language) -> bytes:
    """Semicolons, UTF-8 with a byte-order mark for spreadsheets; decimals as the language writes them."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow([said(f"column_{column}").in_(language) for column in COLUMNS])
    for row in rows(need, language):
        writer.writerow([_as_text(row[column], language) for column in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(need: Need, language: Language, *, on: date, book: Norms | None = None) -> bytes:
    """A workbook: the figures, and a sheet that says by which rulebook and for which day they hold."""
    book = book or norms()
    workbook = Workbook()
    sheet: Worksheet = workbook.active  # type: ignore[assignment]
    sheet.title = said("sheet_need").in_(language)
    _fill(sheet, [said(f"column_{column}").in_(language) for column in COLUMNS])
    for row in rows(need, language):
        _fill(sheet, [row[column] for column in COLUMNS])
    _lay_out(sheet)
    ground = workbook.create_sheet(said("sheet_ground").in_(language))
    for told, value in _grounds(need, book, on, language):
        _fill(ground, [told, value])
    ground.column_dimensions["A"].width, ground.column_dimensions["B"].width = 30, 110
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def _row(need: Need, line: Line, language: Language) -> dict[str, Cell]:
    return {
        "kind": said(f"kind_{need.area.kind}").in_(language),
        "area": need.area.name,
        "service": line.service.in_(language),
        "post": said(f"post_{line.post}").in_(language),
        "basis": said(f"basis_{line.basis}").in_(language),
        "exact": None if line.exact is None else str(line.exact),
        "nearly": None if line.exact is None else decimal(line.exact),
        "rounded": line.rounded,
        "article": line.article,
        "source": line.source,
        "formula": line.formula.in_(language),
        "inputs": "; ".join(_input(line, language)),
        "note": note_of(line, language),
        "assumed": said("yes" if line.is_what_if else "no").in_(language),
    }


def _input(line: Line, language: Language) -> Iterator[str]:
    for each in line.inputs:
        yield f"{each.name.in_(language)}: {written(each.value, language)} ({each.source.in_(language)})"


def _as_text(value: Cell, language: Language) -> str:
    if isinstance(value, Decimal):
        plain = f"{value:f}"
        return plain if language == "en" else plain.replace(".", ",")
    return "" if value is None else _harmless(str(value))


def _harmless(text: str) -> str:
    """A name out of an imported table must not be a formula of the spreadsheet that opens it."""
    return f"'{text}" if text.startswith(ENDANGERED) else text


def _fill(sheet: Worksheet, cells: Sequence[Cell]) -> None:
    sheet.append([_harmless(cell) if isinstance(cell, str) else cell for cell in cells])


def _lay_out(sheet: Worksheet) -> None:
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for number, column in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(column, NARROW)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _grounds(need: Need, book: Norms, on: date, language: Language) -> Iterator[tuple[str, str]]:
    rulebook = book.rulebook
    facts: Mapping[str, str | Phrase] = {
        "ground_rulebook": f"{rulebook.name(language)} ({rulebook.gazette})",
        "ground_day": on.isoformat(),
        "ground_area": need.area.name,
        "ground_rounding": said("ground_rounding_told"),
    }
    for key, value in facts.items():
        yield said(key).in_(language), value.in_(language) if isinstance(value, Phrase) else value
