"""Each right of the whole law, on the same 500 random households: batch, order of members, unknown facts.

What is compared is the outcome of the rules: whether a right is given, and its amount, to the cent.
"""

from dataclasses import replace
from random import Random

import pytest
from tests.law.batch.households import lacking, shuffled
from tests.law.batch.sample import DATES, HOUSEHOLDS, Results, Sample, known_law, results_of, samples

from opora.law import rulebook
from opora.law.batch import population_of_cases, prepare_month
from opora.law.country.together import grouped
from opora.law.engine.case import Case
from opora.law.engine.evaluation import Evaluation
from opora.law.engine.program import choose_versions
from opora.law.engine.span import ends

SHARES_UNKNOWN = (0.02, 0.1, 0.4)

each_sample = pytest.mark.parametrize("number", range(DATES))
some_samples = pytest.mark.parametrize("number", range(0, DATES, 3))
"""What `make test` has no time for on all dates."""
RIGHTS = rulebook().graph.rights
each_right = pytest.mark.parametrize("right", RIGHTS)


def in_batch(
    sample: Sample, cases: list[Case], *, all_known: bool, rights: tuple[str, ...] = tuple(RIGHTS)
) -> list[Results]:
    """What a country gets; a right without a result is left out, which nothing may be where all is known."""
    graph, dates = known_law(), sample.dates
    population = population_of_cases(cases, graph.facts)
    found: list[Results] = [{} for _ in cases]
    for group in grouped(graph, choose_versions(graph, dates), rights):
        month = prepare_month(graph, population, dates, group, with_machine_code=False).run()
        for right, columns in month.rights.items():
            assert not all_known or not columns.without_result, right
            for number, results in enumerate(found):
                if columns.has_result[number]:
                    results[right] = int(columns.entitled[number]), int(columns.amount[number])
    return found


def test_every_right_is_looked_at_in_500_households():
    assert sum(len(sample.cases) for sample in samples()) >= 500
    assert all(len(results) == len(known_law().rights) for sample in samples() for results in sample.results)
    assert DATES * HOUSEHOLDS >= 500


@each_right
def test_a_right_is_given_to_some_of_them_and_refused_to_others(right):
    assert set().union(*(sample.answers(right) for sample in samples())) == {0, 1}


@pytest.mark.parametrize("right", [key for key, right in RIGHTS.items() if right.amount])
def test_a_right_with_an_amount_comes_to_one_in_some_of_them(right):
    assert any(results[right][1] > 0 for sample in samples() for results in sample.results)


@each_sample
def test_a_country_gets_of_each_right_what_every_household_would(number):
    sample = samples()[number]
    assert in_batch(sample, sample.cases, all_known=True) == sample.results


@pytest.mark.parametrize("number", range(0, DATES, 4))
def test_a_country_that_claims_some_rights_gets_of_them_what_every_household_would(number):
    """An earlier right counts in a later one only where it is claimed, or leaves it out altogether."""
    sample, random = samples()[number], Random(number)
    claimed = tuple(random.sample(list(RIGHTS), len(RIGHTS) // 2))
    cases = [replace(case, claimed=frozenset(claimed)) for case in sample.cases[:20]]
    expected = [results_of(sample.evaluated(case)) for case in cases]
    found = in_batch(sample, cases, all_known=True, rights=claimed)
    assert found == [{right: results[right] for right in found[0]} for results in expected]
    assert set(found[0]) == set(claimed)


@some_samples
def test_in_which_order_members_are_named_changes_nobodys_rights(number):
    sample, random = samples()[number], Random(number)
    for case, results in zip(sample.cases, sample.results, strict=True):
        assert results_of(sample.evaluated(shuffled(random, case))) == results


@each_sample
def test_an_unknown_fact_never_makes_a_result_certain_that_is_another(number):
    sample, random = samples()[number], Random(number)
    for case, results in zip(sample.cases, sample.results, strict=True):
        evaluation = sample.evaluated(lacking(random, case, random.choice(SHARES_UNKNOWN)))
        for right, known in results.items():
            check_holds(evaluation, right, *known)


def check_holds(evaluation: Evaluation, right: str, entitled: int, amount: int) -> None:
    """What is certain is so with all facts known; what is not leaves room for what is."""
    figures = known_law().rights[right]
    low, high = ends(evaluation.figure(figures.entitled))
    assert low <= entitled <= high, right
    if figures.amount and entitled:
        low, high = ends(evaluation.figure(figures.amount))
        assert low <= amount <= high, right


@some_samples
def test_a_household_that_lacks_facts_gets_in_a_country_what_is_right_or_nothing(number):
    sample, random = samples()[number], Random(number)
    gaps = [lacking(random, case, random.choice(SHARES_UNKNOWN)) for case in sample.cases]
    found = in_batch(sample, gaps, all_known=False)
    for results, known in zip(found, sample.results, strict=True):
        assert results == {right: known[right] for right in results}
    assert 0 < sum(map(len, found)) < sum(map(len, sample.results))
