"""Whoever runs a population gets for each household what a clerk would get for it alone."""

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from tests.law.country.cases_of_a_folder import cases_of

from opora.law import rulebook
from opora.law.country import (
    CountryError,
    PopulationFolder,
    determine_folder,
    determine_partition,
    rights_named,
)
from opora.law.country.partition import Way, dates_of
from opora.law.engine.evaluation import Evaluation
from opora.law.engine.program import choose_versions, link

MAY_2026 = date(2026, 5, 1)
AS_IT_IS = Way(with_machine_code=False)
TWO = ("child_benefit", "cash_social_assistance")


@pytest.fixture(scope="module")
def law():
    return rulebook().graph


def test_every_right_of_sixty_generated_households_is_to_the_cent_as_explained(sixty_households, law):
    folder = PopulationFolder(sixty_households)
    found = determine_partition(
        folder.read(0, folder.columns), month=MAY_2026, graph=law, way=AS_IT_IS
    ).to_pydict()
    rights = [law.rights[key] for key in rights_named(law, "all")]
    dates = dates_of(MAY_2026)
    figures = tuple(key for right in rights for key in (right.entitled, right.amount) if key)
    program = link(law, choose_versions(law, dates), figures)
    determined = 0
    for number, case in enumerate(cases_of(folder, law, frozenset(law.rights))[:60]):
        one = Evaluation(program, case, dates)
        for right in rights:
            entitled = found[f"{right.key}.entitled"][number]
            if entitled is None:
                continue
            determined += 1
            assert one.figure(right.entitled) == entitled, (number, right.key)
            if entitled and right.amount:
                assert one.figure(right.amount) == found[f"{right.key}.amount"][number], (number, right.key)
    assert determined > 60 * 20


def test_only_an_unknown_figure_of_the_law_leaves_a_generated_household_without_result(sixty_households, law):
    folder = PopulationFolder(sixty_households)
    table = determine_partition(folder.read(0, folder.columns), month=MAY_2026, graph=law, way=AS_IT_IS)
    left_open = {key for key in law.rights if table.column(f"{key}.entitled").null_count}
    assert left_open <= {key for key in law.rights if reads_an_unknown_figure(law, key)}
    assert not left_open & set(TWO)


def test_a_folder_is_streamed_into_one_file_that_tells_its_units(sixty_households, tmp_path):
    out = tmp_path / "rights.parquet"
    seen = []
    result = determine_folder(
        PopulationFolder(sixty_households),
        out,
        month=MAY_2026,
        rights="child_benefit,paternity_leave",
        way=AS_IT_IS,
        progress=lambda done, of: seen.append((done, of)),
    )
    table = pq.read_table(out)
    assert len(table) == result.households
    assert seen == [(1, 1)]
    assert sum(table.column("child_benefit.amount").to_pylist()) == result.totals["child_benefit"].amount
    assert result.totals["child_benefit"].shown.endswith(" EUR")
    assert table.schema.field("paternity_leave.amount").metadata[b"unit"] == b"days"


def test_how_a_folder_is_cut_into_parts_makes_no_difference(sixty_households, tmp_path):
    folder = copied(sixty_households, tmp_path)
    for file in folder.glob("*.parquet"):
        table = pq.read_table(file)
        first = pc.less(table.column("household"), 20)
        with pq.ParquetWriter(file, table.schema) as writer:
            writer.write_table(table.filter(first))
            writer.write_table(table.filter(pc.invert(first)))
    found = []
    for path in (sixty_households, folder):
        out = tmp_path / "rights.parquet"
        determine_folder(PopulationFolder(path), out, month=MAY_2026, rights=TWO, way=AS_IT_IS)
        found.append(pq.read_table(out))
    assert PopulationFolder(folder).parts == 2
    assert found[0] == found[1]


def test_a_missing_column_is_refused_with_the_rights_that_need_it(sixty_households, tmp_path):
    folder = without(sixty_households, tmp_path, "incomes", "wage@2026-03")
    out = tmp_path / "rights.parquet"
    with pytest.raises(CountryError, match=r"wage@2026-03: needed by cash_social_assistance\n"):
        determine_folder(PopulationFolder(folder), out, month=MAY_2026, rights=TWO, way=AS_IT_IS)
    assert not out.exists()


def test_a_missing_column_may_count_as_unknown_of_everybody(sixty_households, tmp_path):
    folder = without(sixty_households, tmp_path, "incomes", "wage@2026-03")
    result = determine_folder(
        PopulationFolder(folder),
        tmp_path / "rights.parquet",
        month=MAY_2026,
        rights=TWO,
        way=AS_IT_IS,
        with_gaps=True,
    )
    assert result.missing == {"wage@2026-03": ("cash_social_assistance",)}
    assert result.totals["cash_social_assistance"].without_result > 0
    assert result.totals["child_benefit"].without_result == 0


def test_an_unknown_right_is_refused_with_the_nearest(law):
    with pytest.raises(CountryError, match="Did you mean 'child_benefit'"):
        rights_named(law, "child_benefits")


def test_a_filing_after_the_month_is_refused():
    with pytest.raises(CountryError, match="Name a day of filing before it"):
        dates_of(MAY_2026, date(2026, 6, 2))


def test_a_folder_without_files_is_refused(tmp_path):
    with pytest.raises(CountryError, match="opora synth"):
        PopulationFolder(tmp_path)


def test_files_cut_into_different_parts_are_refused(sixty_households, tmp_path):
    folder = copied(sixty_households, tmp_path)
    table = pq.read_table(folder / "school.parquet")
    pq.write_table(table, folder / "school.parquet", row_group_size=40)
    with pytest.raises(CountryError, match=r"school\.parquet has 4"):
        PopulationFolder(folder)


def test_files_in_another_order_are_refused(sixty_households, tmp_path, law):
    folder = copied(sixty_households, tmp_path)
    table = pq.read_table(folder / "school.parquet")
    pq.write_table(table.take(pa.array(range(len(table) - 1, -1, -1))), folder / "school.parquet")
    with pytest.raises(CountryError, match=r"other households than"):
        PopulationFolder(folder).read(0, list(law.facts))


def reads_an_unknown_figure(law, key):
    """Whether the law has a figure for this right that nobody has found."""
    right, dates = law.rights[key], dates_of(MAY_2026)
    program = link(law, choose_versions(law, dates), (right.entitled, right.amount or right.entitled))
    entries = (
        law.parameters[node.given["parameter"]].on(dates.day(node.given["selected_by"]))
        for node in program.instructions
        if "parameter" in node.given
    )
    return any(cell.value is None for entry in entries for cell in entry.cells)


def without(population, tmp_path, file, column):
    folder = copied(population, tmp_path)
    table = pq.read_table(folder / f"{file}.parquet")
    pq.write_table(table.drop_columns([column]), folder / f"{file}.parquet")
    return folder


def copied(population, tmp_path):
    folder = tmp_path / "changed"
    folder.mkdir()
    for file in population.glob("*.parquet"):
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


@pytest.mark.parametrize("month", [date(2011, 5, 1), date(2018, 6, 1), date(2031, 5, 1)])
def test_a_month_for_which_the_law_is_not_loaded_is_refused(sixty_households, month):
    folder = PopulationFolder(sixty_households)
    with pytest.raises(CountryError, match="The law is loaded for applications from 2018-06 on"):
        determine_partition(folder.read(0, folder.columns), month=month, rights="child_benefit", way=AS_IT_IS)
