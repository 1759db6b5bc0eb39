"""The demo generates a population for a month when it is first asked for, and only then."""

from datetime import date

import pytest

from opora.config import command_simulation
from opora.law.country import PopulationFolder
from opora.reports.simulation.holder import month_of_population

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


@pytest.fixture(autouse=True)
def a_home_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv("OPORA_HOME", str(tmp_path))
    monkeypatch.setattr(command_simulation, "PERSONS", 30)


def test_a_month_is_generated_once_and_stays_for_the_next_start():
    folder = command_simulation.generated(MAY)
    written = (folder / "persons.parquet").stat().st_mtime_ns
    assert month_of_population(folder) == MAY
    assert command_simulation.generated(MAY) == folder
    assert (folder / "persons.parquet").stat().st_mtime_ns == written


def test_what_was_made_for_an_earlier_law_goes_and_other_months_stay(tmp_path):
    may = command_simulation.generated(MAY)
    old = tmp_path / "populations" / "2026-05-0123456789ab"
    old.mkdir()
    (old / "persons.parquet").write_bytes(b"")
    june = command_simulation.generated(JUNE)
    assert not old.exists()
    assert PopulationFolder(may).parts == PopulationFolder(june).parts == 1
