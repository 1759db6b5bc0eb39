"""Counts as files for spreadsheets: CSV and XLSX, with the period and what is hidden or not known."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from opora.counting.period import Period
from opora.counting.table import Line
from opora.counting.wording import HIDDEN
from opora.organisation.models import Unit

ENDANGERED = ("=", "+", "-", "@", "\t", "\r")
WIDTHS = (44, 14, 26, 34)


def to_csv(lines: Sequence[Line], units: Sequence[Unit]) -> bytes:
    """Semicolons, UTF-8 with a byte-order mark for spreadsheets; numbers as the language writes them."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerows(rows(lines, units))
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(
    lines: Sequence[Line], units: Sequence[Unit], period: Period, *, hidden_below: int | None
) -> bytes:
    """A workbook: the numbers, and a sheet that says of which days they are and what is hidden."""
    workbook = Workbook()
    sheet: Worksheet = workbook.active  # type: ignore[assignment]
    sheet.title = _("Counts")
    for row in rows(lines, units):
        sheet.append([_number_or_text(value) for value in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCD", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    ground = workbook.create_sheet(_("Ground"))
    for told in grounds(period, hidden_below=hidden_below):
        ground.append(list(told))
    ground.column_dimensions["A"].width, ground.column_dimensions["B"].width = 30, 90
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def rows(lines: Sequence[Line], units: Sequence[Unit]) -> list[list[str]]:
    """A heading and one row for each line."""
    heading = [
        _("Indicator"), _("Counted"), _("By"), _("Value"),
        *(unit.name for unit in units), _("Together"), _("Year before"), _("Remark"),
    ]  # fmt: skip
    return [heading, *([_safe(value) for value in _row(line)] for line in lines)]


def grounds(period: Period, *, hidden_below: int | None) -> list[tuple[str, str]]:
    told = [(_("From"), date_format(period.first)), (_("To"), date_format(period.last))]
    if hidden_below is not None:
        words = _(
            "A number from fewer than %(limit)d cases is hidden, and so is what it could be reckoned from."
        )
        told.append((HIDDEN, words % {"limit": hidden_below}))
    return told


def _row(line: Line) -> list[str]:
    return [
        line.name,
        line.counts,
        line.by,
        line.word,
        *(cell.text for cell in line.cells),
        line.whole.text,
        line.before,
        line.note,
    ]


def _safe(value: str) -> str:
    """No spreadsheet reckons what somebody typed into a record."""
    return f"'{value}" if value.startswith(ENDANGERED) else value


def _number_or_text(value: str) -> int | str:
    return int(value) if value.isascii() and value.isdigit() else value
