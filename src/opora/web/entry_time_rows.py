"""What the page and the files of entry times say of each form and version, in words."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from opora.cases.entry_times import LONGEST, LONGEST_UNWATCHED, PAUSE
from opora.catalogue import catalogue
from opora.reports.entry_times import Edition, FormTime
from opora.web.catalogue_sheet import reading

HOUR = 3600
WIDTHS = (44, 44, 16, 12, 14, 14, 12, 16, 16, 14, 18)


@dataclass(frozen=True)
class EditionRow:
    """One version of a form, in words: `change` is how much more or less time than the version before."""

    edition: Edition
    version: str
    median: str
    slow: str
    total: str
    change: str
    tone: str


@dataclass(frozen=True)
class FormRow:
    """A form with the versions in which it was filled in."""

    form: FormTime
    task: str
    name: str
    editions: list[EditionRow]


def form_rows(forms: Iterable[FormTime]) -> list[FormRow]:
    """Every form by name, in the order given."""
    return [
        FormRow(form, *names_of(form), [_edition_row(edition) for edition in form.editions]) for form in forms
    ]


def names_of(form: FormTime) -> tuple[str, str]:
    """The task and the record as they are called today; the key of what the catalogue no longer has."""
    versions = catalogue().as_read.tasks.get(form.task, ())
    task = versions[-1].name(reading()) if versions else form.task
    if form.is_quick:
        return task, _("Quick entry")
    kinds = (record for version in reversed(versions) for record in version.records)
    return task, next((kind.name(reading()) for kind in kinds if kind.key == form.key), form.key)


def span(seconds: float) -> str:
    """*0:35*, *12:05*, *3:20:00*: as clocks that measure show it."""
    whole = round(seconds)
    hours, minutes, rest = whole // HOUR, whole % HOUR // 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def rules() -> list[str]:
    """How it is measured, and what is not kept."""
    return [
        _(
            "A form is timed from the first key or click in it until it is kept; a pause of more than "
            "%(pause)d seconds is not counted."
        )
        % {"pause": PAUSE},
        _(
            "In a browser without scripts the time since the form was drawn is taken, and only if it is no "
            "longer than %(minutes)d minutes."
        )
        % {"minutes": LONGEST_UNWATCHED // 60},
        _("An entry of more than %(minutes)d minutes is left out.") % {"minutes": LONGEST // 60},
        _("First entries are timed; changes of what was entered are not."),
        _("Times are kept as counts by bands of seconds, so every figure here is near, not exact."),
    ]


def to_csv(rows: Iterable[FormRow]) -> bytes:
    """Semicolons, UTF-8 with a byte-order mark for spreadsheets; times in seconds."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows([_heading(), *_lines(rows)])
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(rows: Iterable[FormRow]) -> bytes:
    """A workbook: the times, and a sheet that says how they are measured."""
    workbook = Workbook()
    sheet: Worksheet = workbook.active  # type: ignore[assignment]
    sheet.title = _("Entry time")
    sheet.append(_heading())
    for line in _lines(rows):
        sheet.append(line)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHIJK", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    ground = workbook.create_sheet(_("Ground"))
    for rule in rules():
        ground.append([rule])
    ground.column_dimensions["A"].width = 110
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def _heading() -> list[str]:
    return [
        _("Task"), _("Form"), _("Version from"), _("Program"), _("First month"), _("Last month"),
        _("Entries"), _("Median (s)"), _("Nine of ten (s)"), _("Together (min)"),
        _("Change of the median (s)"),
    ]  # fmt: skip


def _lines(rows: Iterable[FormRow]) -> Iterator[list[str | int | None]]:
    """What is hidden is empty, but for its entries, which say so."""
    for row in rows:
        for edition in row.form.editions:
            told = [row.task, row.name, edition.since, edition.program]
            months = [f"{edition.first:%Y-%m}", f"{edition.last:%Y-%m}"]
            if edition.is_hidden:
                yield [*told, *months, _("hidden"), None, None, None, None]
            else:
                minutes = round(edition.total / 60)
                figures = [edition.entries, edition.median, edition.slow, minutes, edition.more]
                yield [*told, *months, *figures]


def _edition_row(edition: Edition) -> EditionRow:
    version = _("program %(program)s") % {"program": edition.program}
    if edition.since:
        day = date_format(date.fromisoformat(edition.since))
        version = _("version of %(day)s, %(program)s") % {"day": day, "program": version}
    return EditionRow(
        edition,
        version,
        median=span(edition.median or 0),
        slow=span(edition.slow or 0),
        total=span(edition.total),
        change=_change(edition),
        tone=_tone(edition),
    )


def _change(edition: Edition) -> str:
    if edition.more is None:
        return ""
    if edition.more == 0:
        return _("as long as before")
    told = {"span": span(abs(edition.more))}
    return (
        _("%(span)s longer than before") % told if edition.more > 0 else _("%(span)s less than before") % told
    )


def _tone(edition: Edition) -> str:
    if not edition.more:
        return ""
    return "caution" if edition.more > 0 else "good"
