"""The monthly package as a file: the sheet in the columns of the ministry, crisis tables, and its ground."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from opora.catalogue import catalogue
from opora.catalogue.schema import Record
from opora.duty.counting import Counting
from opora.duty.models import SentSheet
from opora.duty.months import CRISIS_TABLES, Month, figures_of
from opora.duty.wording import rules_told

DURATION = "[h]:mm"
WIDE, NARROW = 34, 16
SPREADSHEET_FORMULA = ("=", "+", "-", "@", "\t", "\r")
NOT_SENT = ("state", "to_main_office_on", "to_ministry_on")


@dataclass(frozen=True)
class Package:
    """What goes out for a month: figures, tables of the crisis centres, and how they came about."""

    month: date
    figures: Mapping[str, Any]
    crisis_tables: Sequence[Mapping[str, Any]]
    counting: Counting
    sent: SentSheet | None = None


def package_of(found: Month) -> Package:
    """The month as the records give it now."""
    tables = [each.record.content for each in found.crisis if each.record is not None]
    return Package(found.sheet.month, figures_of(found.sheet), tables, found.counting)


def package_sent(sent: SentSheet, counting: Counting) -> Package:
    """The month as it was sent."""
    tables = [each["content"] for each in sent.content.get("crisis_tables", [])]
    return Package(sent.month, sent.content["figures"], tables, counting, sent)


def clock(minutes: int) -> str:
    """Minutes as the table prints them: 464:25."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def band_names(counting: Counting, language: str) -> dict[str, str]:
    """The heading of each column."""
    words = {entry.key: entry.name(language) for entry in _entries("intervention_hour_bands")}
    return {band.key: words[band.key] for band in counting.bands}


def to_csv(package: Package, language: str) -> bytes:
    """The sheet alone, hours and minutes as printed; semicolons, UTF-8 with its mark for spreadsheets."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(_header(package, language))
    figures = package.figures
    writer.writerow(
        [f"{package.month:%Y-%m}", figures["interventions"], clock(figures["minutes"])]
        + [clock(figures["bands"].get(band.key, 0)) for band in package.counting.bands]
    )
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(package: Package, language: str) -> bytes:
    """A workbook: the sheet with its check, the tables of the crisis centres, and by which form it counts."""
    workbook = Workbook()
    sheet: Worksheet = workbook.active  # type: ignore[assignment]
    sheet.title = _("Interventions")
    _fill_sheet(sheet, package, language)
    _fill_crisis(workbook.create_sheet(_("Crisis centres")), package, language)
    ground = workbook.create_sheet(_("Ground"))
    for told, value in _grounds(package):
        ground.append([told, _harmless(value)])
    ground.column_dimensions["A"].width, ground.column_dimensions["B"].width = WIDE, 90
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def crisis_rows(package: Package, language: str) -> list[tuple[str, list[str]]]:
    """The tables of the crisis centres, a line for each field they report."""
    centres = {entry.key: entry.name(language) for entry in _entries("crisis_centres")}
    heads = ["", *(centres.get(each.get("centre", ""), "") for each in package.crisis_tables)]
    rows = [(heads[0], heads[1:])]
    for field in _crisis_table().fields:
        if field.type == "count":
            values = [str(each.get(field.key, "")) for each in package.crisis_tables]
            rows.append((field.name(language), values))
    return rows


def _fill_sheet(sheet: Worksheet, package: Package, language: str) -> None:
    figures = package.figures
    sheet.append([*_header(package, language), _("Sum of the columns")])
    bands = [figures["bands"].get(band.key, 0) for band in package.counting.bands]
    lengths = [figures["minutes"], *bands, sum(bands)]
    sheet.append(
        [f"{package.month:%Y-%m}", figures["interventions"], *(timedelta(minutes=each) for each in lengths)]
    )
    for cell in sheet[2][2:]:
        cell.number_format = DURATION
    for number, cell in enumerate(sheet[1], start=1):
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(number)].width = NARROW
    sheet.freeze_panes = "A2"


def _fill_crisis(sheet: Worksheet, package: Package, language: str) -> None:
    for name, values in crisis_rows(package, language):
        sheet.append(
            [_harmless(name), *(int(each) if each.isdigit() else _harmless(each) for each in values)]
        )
    for cell in sheet[1]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for letter in "ABC":
        sheet.column_dimensions[letter].width = WIDE


def _header(package: Package, language: str) -> list[str]:
    return [
        _("Month"),
        _("Interventions"),
        _("Hours in all"),
        *band_names(package.counting, language).values(),
    ]


def _grounds(package: Package) -> Iterator[tuple[str, str]]:
    counting = package.counting
    yield _("Form of the table"), f"{date_format(counting.since)} ({counting.source})"
    yield from rules_told(counting)
    if (sent := package.sent) is None:
        yield _("State"), _("as the records give it now; not sent")
        return
    yield _("Sent to"), str(sent.get_to_display())
    yield (
        _("Sent on"),
        f"{date_format(timezone.localtime(sent.sent_at), 'SHORT_DATETIME_FORMAT')} ({sent.sent_by})",
    )
    if sent.turn > 1:
        yield _("Correction"), f"{sent.turn - 1}: {sent.reason}"
    if explained := sent.content.get("explained"):
        yield _("Explained"), explained


def _harmless(text: str) -> str:
    """What somebody typed must not be a formula of the spreadsheet that opens it."""
    return f"'{text}" if text.startswith(SPREADSHEET_FORMULA) else text


def _entries(code_list: str) -> Sequence[Any]:
    return catalogue().code_lists[code_list].entries


def _crisis_table() -> Record:
    [task] = [catalogue().as_read.tasks[CRISIS_TABLES][-1]]
    return next(each for each in task.records if each.key == "monthly_table")
