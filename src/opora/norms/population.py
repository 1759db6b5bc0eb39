"""A population table: inhabitants and families by municipality, read from CSV, refused by line."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from opora.norms.wording import Phrase, said

COUNTRY = "slovenija"
MOST = 100_000_000
LONGEST_SOURCE = 200
IN_THOUSANDS = re.compile(r"\d{1,3}(?:[. \u00a0]\d{3})+")
SPOKEN_DAY = re.compile(r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})")
"""A number and a day as a spreadsheet writes them here."""
_COLUMNS = Path(__file__).with_name("population_table.yaml")
_KINDS = ("mestna obcina ", "obcina ", "comune citta di ", "comune di ")


@dataclass(frozen=True)
class Fault:
    """What is wrong in a line of the file, and what to do."""

    line: int
    phrase: Phrase

    @property
    def told(self) -> Phrase:
        return said("line", line=str(self.line), what=self.phrase)


class PopulationTableError(ValueError):
    """The table cannot be used; every fault names its line. Nothing of it is taken."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.told.en for fault in self.faults))


@dataclass(frozen=True)
class Row:
    """The figures of one municipality, or of the country, on a day."""

    line: int
    municipality: str
    inhabitants: int
    families: int | None
    unit: str
    source: str
    on: date

    @property
    def key(self) -> str:
        return place_key(self.municipality)

    @property
    def is_country(self) -> bool:
        return self.key == COUNTRY

    @property
    def origin(self) -> str:
        """Source and day, as told behind a figure."""
        return f"{self.source}, {self.on.isoformat()}"


@dataclass(frozen=True)
class PopulationTable:
    """All rows of a table."""

    rows: tuple[Row, ...]

    def of(self, municipality: str, *, on: date) -> Row | None:
        """The newest figures of a municipality on a day; none if it has none yet."""
        key = place_key(municipality)
        return self._newest([row for row in self.rows if row.key == key and not row.is_country], on)

    def of_country(self, *, on: date) -> Row | None:
        """The row of the whole country, where the table has one."""
        return self._newest([row for row in self.rows if row.is_country], on)

    @staticmethod
    def _newest(rows: Sequence[Row], on: date) -> Row | None:
        return max((row for row in rows if row.on <= on), key=lambda row: row.on, default=None)


def read_population_table(content: bytes) -> PopulationTable:
    """Read a CSV file with a heading; comma, semicolon or tab between the cells.

    `PopulationTableError` tells every fault at once, by line.
    """
    lines = _lines(content)
    columns = _columns(lines)
    faults: list[Fault] = []
    rows: list[Row] = []
    for line, cells in lines[1:]:
        found = _row(line, dict(zip(columns, cells, strict=False)))
        if isinstance(found, Row):
            rows.append(found)
        else:
            faults.extend(found)
    faults += _doubled(rows)
    if not rows and not faults:
        faults.append(Fault(lines[0][0], said("table_without_rows")))
    if faults:
        raise PopulationTableError(sorted(faults, key=lambda fault: fault.line))
    return PopulationTable(tuple(rows))


def place_key(name: str) -> str:
    """One name for a place, however written: `Mestna občina Koper`, `Koper/Capodistria`, `koper`."""
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign)
    )
    plain = plain.split("/")[0].strip()
    for kind in _KINDS:
        plain = plain.removeprefix(kind)
    return "_".join("".join(sign if sign.isalnum() else " " for sign in plain).split())


def columns_told() -> str:
    """The columns to write, as an example names them."""
    return ", ".join(_names())


def _lines(content: bytes) -> list[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PopulationTableError(
            [Fault(content[: error.start].count(b"\n") + 1, said("not_utf8"))]
        ) from error
    heading = text.split("\n", 1)[0]
    between = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    try:
        found = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    except csv.Error as error:
        raise PopulationTableError([Fault(reader.line_num, said("not_csv", why=str(error)))]) from error
    filled = [(line, cells) for line, cells in found if any(cells)]
    if not filled:
        raise PopulationTableError([Fault(1, said("empty_table", columns=columns_told()))])
    return filled


def _columns(lines: Sequence[tuple[int, list[str]]]) -> list[str]:
    """Our names of the columns, in the order of the file; a column of another name is left aside."""
    line, heading = lines[0]
    known = {place_key(name): column for column, told in _names().items() for name in told["names"]}
    columns = [known.get(place_key(cell), f"?{number}") for number, cell in enumerate(heading)]
    lacking = [column for column, told in _names().items() if told["required"] and column not in columns]
    if lacking:
        raise PopulationTableError(
            [Fault(line, said("column_missing", lacking=", ".join(lacking), columns=columns_told()))]
        )
    if twice := sorted({column for column in columns if columns.count(column) > 1}):
        raise PopulationTableError([Fault(line, said("column_twice", columns=", ".join(twice)))])
    return columns


def _row(line: int, cells: Mapping[str, str]) -> Row | list[Fault]:
    faults: list[Fault] = []
    for column in ("municipality", "inhabitants", "source", "date"):
        if not cells.get(column):
            faults.append(Fault(line, said("cell_empty", column=column)))
    inhabitants = _count(line, "inhabitants", cells.get("inhabitants", ""), faults)
    families = _count(line, "families", cells.get("families", ""), faults)
    on = _day(line, cells.get("date", ""), faults)
    if len(cells.get("source", "")) > LONGEST_SOURCE:
        faults.append(Fault(line, said("source_too_long", most=LONGEST_SOURCE)))
    if faults or inhabitants is None or on is None:
        return faults
    if families is not None and families > inhabitants:
        return [Fault(line, said("more_families", families=families, inhabitants=inhabitants))]
    return Row(line, cells["municipality"], inhabitants, families, cells.get("unit", ""), cells["source"], on)


def _count(line: int, column: str, text: str, faults: list[Fault]) -> int | None:
    if not text:
        return None
    digits = re.sub(r"[. \u00a0]", "", text) if IN_THOUSANDS.fullmatch(text) else text
    if not (digits.isascii() and digits.isdigit() and int(digits) <= MOST):
        faults.append(Fault(line, said("not_a_count", column=column, text=text)))
        return None
    return int(digits)


def _day(line: int, text: str, faults: list[Fault]) -> date | None:
    if not text:
        return None
    spoken = SPOKEN_DAY.fullmatch(text)
    try:
        if spoken is not None:
            return date(int(spoken["year"]), int(spoken["month"]), int(spoken["day"]))
        return date.fromisoformat(text)
    except ValueError:
        faults.append(Fault(line, said("not_a_day", text=text)))
        return None


def _doubled(rows: Iterable[Row]) -> list[Fault]:
    first: dict[tuple[str, date], Row] = {}
    faults = []
    for row in rows:
        before = first.setdefault((row.key, row.on), row)
        if before is not row:
            told = said("row_twice", municipality=row.municipality, day=row.on, line=str(before.line))
            faults.append(Fault(row.line, told))
    return faults


@cache
def _names() -> Mapping[str, Any]:
    return yaml.safe_load(_COLUMNS.read_text("utf-8"))  # type: ignore[no-any-return]
