"""A need as a table for spreadsheets."""

import csv
import io
from datetime import date
from fractions import Fraction

from openpyxl import load_workbook
from tests.norms.areas import centre, unit

from opora.norms import Area, need
from opora.norms.areas import Known
from opora.norms.export import COLUMNS, rows, to_csv, to_xlsx
from opora.norms.wording import named

DAY = date(2026, 3, 2)


def found():
    return need(centre(unit("koper", 55_854, 14_900), unit("izola", 16_486, 4_500)), on=DAY)


def test_every_figure_of_the_area_and_its_parts_has_a_row():
    table = rows(found(), "sl")
    assert len(table) == 3 * len(found().lines)
    columns = ("kind", "area", "service", "post", "basis", "exact", "rounded")
    assert [table[0][column] for column in columns] == [
        "center", "Južna", "Prva socialna pomoč", "strokovni delavci", "po prebivalstvu", "3617/1250", 3,
    ]  # fmt: skip


def test_csv_writes_decimals_as_its_language_does():
    for language, told in (("sl", "2,894"), ("it", "2,894"), ("en", "2.894")):
        head, first, *_more = csv.reader(
            io.StringIO(to_csv(found(), language).decode("utf-8-sig")), delimiter=";"
        )
        assert len(head) == len(COLUMNS)
        assert first[COLUMNS.index("nearly")] == told


def test_a_workbook_says_by_which_rulebook_and_for_which_day():
    workbook = load_workbook(io.BytesIO(to_xlsx(found(), "sl", on=DAY)))
    assert workbook.sheetnames == ["Potrebe", "Podlaga"]
    grounds = {row[0].value: row[1].value for row in workbook["Podlaga"].rows}
    assert grounds["Pravilnik"].endswith("(Uradni list RS, št. 15/2024)")
    assert grounds["Na dan"] == "2026-03-02"


def test_a_name_out_of_an_imported_table_is_no_formula_of_the_spreadsheet():
    people = Known(Fraction(1), named("=cmd|' /C calc'!A0"))
    area = Area("x", "=1+1", "unit", people, people)
    [row, *_more] = csv.DictReader(
        io.StringIO(to_csv(need(area, on=DAY), "en").decode("utf-8-sig")), delimiter=";"
    )
    assert row["area"] == "'=1+1"
    sheet = load_workbook(io.BytesIO(to_xlsx(need(area, on=DAY), "en", on=DAY))).worksheets[0]
    assert sheet["B2"].data_type == "s"
    assert sheet["B2"].value == "'=1+1"
