"""A generated population follows from its seed, and assumes nothing that does not stand in its file."""

from datetime import date

import pyarrow.parquet as pq
import pytest
import yaml

from opora.demo.synth import AssumptionError, SynthError, read_assumptions, write_population
from opora.demo.synth.assumptions import SECTIONS
from opora.demo.synth.parts import Plan, draw_part
from opora.law import rulebook

FILES = {"persons", "dwellings", "relations", "incomes", "employment", "school", "rent", "disability"}


@pytest.fixture(scope="module")
def facts():
    return rulebook().graph.facts


@pytest.fixture(scope="module")
def population(tmp_path_factory):
    return write_population(tmp_path_factory.mktemp("synth") / "one", persons=400, seed=3)


def tables(folder):
    return {file.stem: pq.read_table(file) for file in folder.glob("*.parquet")}


def test_the_same_seed_writes_the_same_population(population, tmp_path):
    again = write_population(tmp_path / "again", persons=400, seed=3)
    assert tables(again) == tables(population)
    other = write_population(tmp_path / "other", persons=400, seed=4)
    assert tables(other)["persons"] != tables(population)["persons"]


def test_it_has_a_file_for_each_field_of_life_and_as_many_persons_as_asked(population):
    assert {file.stem for file in population.glob("*.parquet")} == FILES
    assert len(tables(population)["persons"]) == 400


def test_every_fact_of_the_law_is_drawn_within_its_range(population, facts):
    drawn = {
        name: table.column(name).to_numpy()
        for table in tables(population).values()
        for name in table.column_names
        if name.partition("@")[0] in facts
    }
    read = {node.given["fact"] for node in rulebook().graph.nodes if node.op == "fact"}
    assert {name.partition("@")[0] for name in drawn} >= read
    for name, values in drawn.items():
        low, high = facts[name.partition("@")[0]].range
        assert low <= values.min()
        assert values.max() <= high


def test_what_a_closed_gate_hides_has_its_neutral_value(population, facts):
    incomes = tables(population)["incomes"]
    earning = incomes.column("has_income").to_numpy()
    wages = incomes.column("wage@2026-03").to_numpy()
    assert (wages[earning == 0] == 0).all()
    assert wages.max() > 0


def test_a_part_does_not_depend_on_the_parts_before_it(facts):
    graph = rulebook().graph
    plan = Plan(graph, read_assumptions(facts), date(2026, 5, 1), seed=3)
    second = draw_part(plan, 1, 120, first_household=50)
    assert second == draw_part(plan, 1, 120, first_household=50)
    assert second["persons"] != draw_part(plan, 0, 120, first_household=50)["persons"]


def test_a_folder_that_is_not_empty_is_left_alone(population):
    with pytest.raises(SynthError, match="not empty"):
        write_population(population, persons=10, seed=1)


def test_a_population_of_nobody_is_refused(tmp_path):
    with pytest.raises(SynthError, match="number from 1"):
        write_population(tmp_path / "nobody", persons=0, seed=1)


def test_every_assumption_names_its_source(facts):
    assumptions = read_assumptions(facts)
    assert all(draw.source for _, draw in assumptions.draws.values())
    assert all(
        shares and sum(shares.values()) == pytest.approx(1) for shares in assumptions.statuses.by_age.values()
    )


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({"wages": {"source": "assumed"}}, r"incomes.wages: no fact is called 'wages'. Did you mean 'wage'"),
        ({"wage": {"source": "assumed", "of": "employd"}}, "Did you mean 'employed'"),
        ({"wage": {"around": 1}}, r"incomes.wage.source"),
    ],
)
def test_an_assumption_that_fits_no_fact_is_refused(tmp_path, facts, entry, told):
    from importlib import resources

    shipped = yaml.load(
        (resources.files("opora.demo.synth") / "assumptions.yaml").read_text(), yaml.CSafeLoader
    )
    shipped["incomes"] = entry
    path = tmp_path / "mine.yaml"
    path.write_text(yaml.safe_dump(shipped))
    with pytest.raises(AssumptionError, match=told):
        read_assumptions(facts, path)


def test_the_sections_are_the_files_of_facts():
    assert set(SECTIONS) | {"dwellings", "relations"} == FILES
