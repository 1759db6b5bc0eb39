"""A country is no less certain than the explanation of each household, whatever is unknown."""

from datetime import date
from random import Random

import pytest
from tests.law.batch.households import lacking, random_case, random_dates
from tests.law.batch.random_law import random_law, with_unknown_cells

from opora.law import rulebook
from opora.law.batch import population_of_cases, prepare_month
from opora.law.engine.case import Case
from opora.law.engine.dates import Dates
from opora.law.engine.evaluation import Evaluation
from opora.law.engine.graph import Graph
from opora.law.engine.program import choose_versions, link
from opora.law.engine.span import Span

SHARES_UNKNOWN = (0, 0.02, 0.1, 0.4)
HOUSEHOLDS = 12


def compare(graph: Graph, cases: list[Case], dates: Dates, *, with_machine_code: bool) -> int:
    """How many rights nobody can know; every other has the result that is explained."""
    found = prepare_month(
        graph,
        population_of_cases(cases, graph.facts),
        dates,
        tuple(graph.rights),
        with_machine_code=with_machine_code,
    ).run()
    rights = graph.rights.values()
    figures = tuple(figure for right in rights for figure in (right.entitled, right.amount) if figure)
    program = link(graph, choose_versions(graph, dates), figures)
    left_open = 0
    for number, case in enumerate(cases):
        case.claimed = frozenset(graph.rights)
        explained = Evaluation(program, case, dates)
        for right in rights:
            entitled = explained.figure(right.entitled)
            amount = explained.figure(right.amount) if right.amount and entitled else entitled
            columns = found.rights[right.key]
            if isinstance(entitled, Span) or isinstance(amount, Span):
                left_open += 1
                continue
            assert columns.has_result[number], (number, right.key)
            assert (columns.entitled[number], columns.amount[number]) == (entitled, amount), (
                number,
                right.key,
            )
    return left_open


@pytest.mark.parametrize("with_machine_code", [False, True])
@pytest.mark.parametrize("seed", range(8))
def test_of_a_random_law_a_country_knows_whatever_can_be_explained(seed, with_machine_code):
    random = Random(seed)
    graph, dates = random_law(random), random_dates(random, since=date(2018, 9, 1))
    cases = [random_case(random, graph.facts, dates) for _ in range(HOUSEHOLDS)]
    gaps = [lacking(random, case, random.choice(SHARES_UNKNOWN)) for case in cases]
    compare(
        with_unknown_cells(random, graph, random.choice(SHARES_UNKNOWN)),
        gaps,
        dates,
        with_machine_code=with_machine_code,
    )


def test_of_the_law_as_it_stands_a_country_knows_whatever_can_be_explained():
    """What stands behind closed gates is unknown, some facts of most households, and some of the law."""
    graph, random = rulebook().graph, Random(31)
    dates = random_dates(random, since=date(2019, 9, 1))
    cases = [random_case(random, graph.facts, dates) for _ in range(HOUSEHOLDS)]
    gaps = [lacking(random, case, random.choice(SHARES_UNKNOWN)) for case in cases]
    assert compare(graph, gaps, dates, with_machine_code=False) > 0
