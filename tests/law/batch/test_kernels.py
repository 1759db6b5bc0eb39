"""When a kernel is compiled, and what it is compiled from."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from tests.law.batch.households import random_case
from tests.law.batch.random_law import random_law
from tests.law.batch.test_batch_equals_explain import MAY_2026, batch, check, claiming, explained

from opora.law.batch import compilations, determine_month, population_of_cases, prepare_month
from opora.law.batch.kernel import source_of
from opora.law.batch.machine_code import machine_code
from opora.law.engine.dates import Dates
from opora.law.engine.graph import Graph
from opora.law.engine.program import choose_versions

RIGHTS = ("first", "second")


def with_higher_figures(graph: Graph) -> Graph:
    """A reform: the same rules with other figures of the law."""

    def of(parameter):
        entries = tuple(
            entry.model_copy(
                update={"cells": tuple(cell.model_copy(update={"value": 9}) for cell in entry.cells)}
            )
            for entry in parameter.entries
        )
        return type(parameter)(**dict(parameter) | {"entries": entries})

    return replace(graph, parameters={key: of(parameter) for key, parameter in graph.parameters.items()})


def test_another_month_and_a_reform_compile_nothing():
    random = Random(7)
    graph = random_law(random)
    june = Dates(date(2026, 6, 1), date(2026, 5, 9), date(2026, 5, 20))
    determine_month(
        graph, population_of_cases(claiming(graph, random, MAY_2026, 5), graph.facts), MAY_2026, RIGHTS
    )
    before = compilations()
    for law, dates in ((graph, june), (with_higher_figures(graph), MAY_2026)):
        cases = claiming(law, random, dates, 40)
        check(batch(law, cases, dates, with_machine_code=True), explained(law, cases, dates), all_known=True)
    assert compilations() == before


def test_every_month_of_a_rule_version_has_the_same_text(law):
    months = [Dates(date(2024, month, 1), date(2024, month, 1), date(2024, month, 1)) for month in (1, 5, 12)]
    texts = {
        source_of(law, choose_versions(law, dates), tuple(law.rights), careful=careful).text
        for dates in months
        for careful in (False, True)
    }
    assert len(texts) == 2


def test_a_kernel_in_a_cache_folder_is_compiled_once_for_all(tmp_path):
    random = Random(8)
    graph = random_law(random)
    cases = claiming(graph, random, MAY_2026, 20)
    population = population_of_cases(cases, graph.facts)
    found = determine_month(graph, population, MAY_2026, RIGHTS, cache_folder=tmp_path)
    check(found, explained(graph, cases, MAY_2026), all_known=True)
    assert [path.suffix for path in tmp_path.iterdir()] == [".o"]
    kept = next(tmp_path.iterdir())
    written = kept.stat().st_mtime_ns
    machine_code(*_text_and_columns(graph), tmp_path)
    assert (kept.stat().st_mtime_ns, len(list(tmp_path.iterdir()))) == (written, 1)
    assert tmp_path.stat().st_mode & 0o077 in (0, 0o55)


def test_a_damaged_kernel_in_a_cache_folder_is_made_anew(tmp_path):
    graph = random_law(Random(8))
    machine_code(*_text_and_columns(graph), tmp_path)
    [kept] = tmp_path.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-100])
    machine_code(*_text_and_columns(graph), tmp_path)
    assert kept.read_bytes() == whole


def _text_and_columns(graph):
    source = source_of(graph, choose_versions(graph, MAY_2026), RIGHTS, careful=False)
    return source.text, dict(source.columns)


def test_only_households_with_gaps_go_through_the_careful_kernel():
    random = Random(9)
    graph = random_law(random)
    cases = claiming(graph, random, MAY_2026, 6)
    cases[2].by_day.clear()
    prepared = prepare_month(
        graph, population_of_cases(cases, graph.facts), MAY_2026, RIGHTS, with_machine_code=False
    )
    assert [turn.households.tolist() for turn in prepared.turns] == [[0, 1, 3, 4, 5], [2]]


def test_a_right_that_is_not_determined_counts_as_not_claimed(law):
    random = Random(10)
    cases = [random_case(random, law.facts, MAY_2026) for _ in range(60)]
    for case in cases:
        case.claimed = frozenset({"cash_social_assistance"})
    population = population_of_cases(cases, law.facts)
    found = prepare_month(
        law, population, MAY_2026, ("cash_social_assistance",), with_machine_code=False
    ).run()
    check(found, explained(law, cases, MAY_2026), all_known=True)


def test_a_missing_column_is_named_with_the_rights_that_read_it(law):
    cases = claiming(law, Random(11), MAY_2026, 3)
    for case in cases:
        case.by_day = {key: value for key, value in case.by_day.items() if key[0] != "in_kindergarten"}
    found = batch(law, cases, MAY_2026)
    assert found.missing_columns["in_kindergarten"] == ("child_benefit", "cash_social_assistance")


@pytest.mark.parametrize("threads", [1, 3])
def test_the_number_of_threads_changes_nothing(law, threads):
    cases = claiming(law, Random(12), MAY_2026, 20)
    prepared = prepare_month(
        law, population_of_cases(cases, law.facts), MAY_2026, tuple(law.rights), with_machine_code=False
    )
    check(prepared.run(threads=threads), explained(law, cases, MAY_2026), all_known=True)


def test_an_empty_country_has_empty_results(law):
    found = batch(law, [], MAY_2026)
    assert [columns.total_cents for columns in found.rights.values()] == [0, 0]
