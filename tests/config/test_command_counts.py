"""`opora counts` prints what is counted of a task, by unit and together, and writes it as a file."""

import csv
import io
import json
from datetime import date

import pytest
from tests.counting.history import a_case
from tests.organisation.factories import UnitFactory

from opora.config import command_counts

pytestmark = pytest.mark.django_db
YEAR = ("--from", "2026-01-01", "--to", "2026-12-31", "--language", "en")


@pytest.fixture
def counts(opora, monkeypatch):
    monkeypatch.setattr(command_counts, "start_django", lambda: None)
    return lambda *arguments: opora("counts", *arguments, *YEAR)


@pytest.fixture
def unit():
    found = UnitFactory(code="koper")
    for day in (date(2025, 5, 4), date(2026, 5, 4), date(2026, 6, 4)):
        a_case("imprisonment_help", found, day)
    return found


def test_a_task_is_printed_by_unit_together_and_with_the_year_before(counts, unit):
    code, printed, _complaint = counts("imprisonment_help", "--centre", unit.centre.code)
    rows = list(csv.DictReader(io.StringIO(printed), delimiter="\t"))
    new = next(row for row in rows if row["indicator"] == "new procedures")
    assert (code, new["koper"], new["together"], new["before"]) == (0, "2", "2", "1")


def test_the_same_as_json_and_csv(counts, unit, tmp_path):
    _code, printed, _complaint = counts("imprisonment_help", "--unit", "koper", "--json")
    told = json.loads(printed)["tasks"]["imprisonment_help"]
    assert next(line for line in told if line["indicator"] == "new")["together"] == "2"
    file = tmp_path / "counts.csv"
    assert counts("imprisonment_help", "--unit", "koper", "--csv", str(file))[0] == 0
    assert "new procedures;cases;;;2;2;1;" in file.read_text("utf-8-sig")


def test_for_publication_small_numbers_are_hidden(counts, unit):
    _code, printed, _complaint = counts("imprisonment_help", "--unit", "koper", "--publish", "--json")
    told = json.loads(printed)["tasks"]["imprisonment_help"]
    assert next(line for line in told if line["indicator"] == "new")["together"] == "z"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("imprisonment_hepl", "--unit", "koper"), "Did you mean imprisonment_help"),
        (("imprisonment_help", "--unit", "nowhere"), "no unit 'nowhere'"),
    ],
)
def test_a_wrong_name_is_told_with_what_may_be_meant(counts, unit, asked, told):
    code, _printed, complaint = counts(*asked)
    assert code == 2
    assert told in complaint
