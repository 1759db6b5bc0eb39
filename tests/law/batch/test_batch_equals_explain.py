"""A country is determined as each of its households would be."""

from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.law.batch.households import all_dates, lacking, random_case
from tests.law.batch.random_law import random_law, with_unknown_cells

from opora.law.batch import MonthResult, population_of_cases, prepare_month
from opora.law.batch.kernel import source_of
from opora.law.engine.case import Case
from opora.law.engine.dates import Dates
from opora.law.engine.evaluation import Evaluation
from opora.law.engine.graph import Graph
from opora.law.engine.program import choose_versions, link

MAY_2026 = Dates(date(2026, 5, 1), date(2026, 4, 14), date(2026, 5, 4))
SEEDS = st.integers(0, 2**32)
SHARES = st.sampled_from((0.02, 0.1, 0.4))
UNHURRIED = settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))
"""Of the law of today: each example is 25 households, and every right of each is compared."""


def batch(
    graph: Graph, cases: list[Case], dates: Dates, *, with_machine_code: bool = False, **more: Any
) -> MonthResult:
    population = population_of_cases(cases, graph.facts)
    return prepare_month(
        graph, population, dates, tuple(graph.rights), with_machine_code=with_machine_code, **more
    ).run()


def explained(graph: Graph, cases: list[Case], dates: Dates) -> list[dict[str, tuple[int, int]]]:
    """Of each household and right: whether it is given, and the amount where it is."""
    rights = graph.rights.values()
    figures = tuple(figure for right in rights for figure in (right.entitled, right.amount or right.entitled))
    program = link(graph, choose_versions(graph, dates), figures)
    evaluations = [Evaluation(program, case, dates) for case in cases]
    return [
        {
            right.key: (
                entitled := each.figure(right.entitled),
                each.figure(right.amount or right.entitled) if entitled else 0,
            )
            for right in rights
        }
        for each in evaluations
    ]


def check(found: MonthResult, expected: list[dict[str, tuple[int, int]]], *, all_known: bool) -> None:
    """What is determined is right; where all is known, all is determined."""
    for key, columns in found.rights.items():
        for number, of_household in enumerate(expected):
            if columns.has_result[number]:
                assert (columns.entitled[number], columns.amount[number]) == of_household[key], (number, key)
            else:
                assert not all_known, (number, key)
                assert columns.entitled[number] == columns.amount[number] == 0


def claiming(graph: Graph, random: Random, dates: Dates, number: int) -> list[Case]:
    cases = [random_case(random, graph.facts, dates) for _ in range(number)]
    for case in cases:
        case.claimed = frozenset(graph.rights)
    return cases


@UNHURRIED
@given(dates=all_dates(), seed=SEEDS)
def test_batch_gives_every_household_the_result_of_explain_to_the_cent(law, dates, seed):
    cases = claiming(law, Random(seed), dates, 25)
    check(batch(law, cases, dates), explained(law, cases, dates), all_known=True)


@UNHURRIED
@given(dates=all_dates(), seed=SEEDS, share=SHARES)
def test_a_household_that_lacks_facts_gets_the_result_of_its_full_facts_or_none(law, dates, seed, share):
    random = Random(seed)
    cases = claiming(law, random, dates, 25)
    gaps = [lacking(random, case, share) for case in cases]
    check(batch(law, gaps, dates), explained(law, cases, dates), all_known=False)


@UNHURRIED
@given(dates=all_dates(), seed=SEEDS, share=SHARES)
def test_where_the_law_has_unknown_figures_a_household_gets_the_right_result_or_none(law, dates, seed, share):
    random = Random(seed)
    cases = claiming(law, random, dates, 25)
    in_part = with_unknown_cells(random, law, share)
    check(batch(in_part, cases, dates), explained(law, cases, dates), all_known=False)


@settings(UNHURRIED, max_examples=40)
@given(dates=all_dates(), seed=SEEDS)
def test_every_operation_in_every_combination_gives_the_same(dates, seed):
    random = Random(seed)
    graph = random_law(random)
    cases = claiming(graph, random, dates, 12)
    check(batch(graph, cases, dates), explained(graph, cases, dates), all_known=True)


@settings(UNHURRIED, max_examples=80)
@given(dates=all_dates(), seed=SEEDS, facts=SHARES, cells=SHARES)
def test_doubt_reaches_whatever_rests_on_something_unknown(dates, seed, facts, cells):
    random = Random(seed)
    graph = random_law(random)
    cases = claiming(graph, random, dates, 12)
    gaps = [lacking(random, case, facts) for case in cases]
    found = batch(with_unknown_cells(random, graph, cells), gaps, dates)
    check(found, explained(graph, cases, dates), all_known=False)


@pytest.fixture(scope="session")
def machine_code(request, tmp_path_factory):
    """Where compiled kernels are kept from one test run to the next: compiling the law takes 16 s."""
    kept = getattr(request.config, "cache", None)
    return Path(kept.mkdir("kernels")) if kept else tmp_path_factory.mktemp("kernels")


def check_compiled(graph: Graph, gaps: list[Case], dates: Dates, **more: Any) -> MonthResult:
    as_text = batch(graph, gaps, dates)
    compiled = batch(graph, gaps, dates, with_machine_code=True, **more)
    for key, columns in as_text.rights.items():
        assert (columns.doubts == compiled.rights[key].doubts).all()
        assert (columns.entitled == compiled.rights[key].entitled).all()
        assert (columns.amount == compiled.rights[key].amount).all()
    return as_text


@pytest.mark.slow
def test_compiled_code_gives_the_same_as_its_text(law, machine_code):
    pytest.importorskip("llvmlite")
    random = Random(2026)
    cases = claiming(law, random, MAY_2026, 300)
    gaps = [case if random.random() < 0.5 else lacking(random, case, 0.02) for case in cases]
    as_text = check_compiled(law, gaps, MAY_2026, cache_folder=machine_code)
    assert 0 < as_text.rights["child_benefit"].without_result < len(cases)


def test_a_reform_of_amounts_writes_no_new_text(law):
    reformed = with_unknown_cells(Random(1), law, 0.1)
    assert reformed.parameters != law.parameters
    versions = choose_versions(law, MAY_2026)
    same, other = (source_of(graph, versions, tuple(law.rights), careful=True) for graph in (law, reformed))
    assert same is other
