"""Random households of ten dates, drawn and determined once for all tests that look at every right."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random

from tests.law.batch.granting import turned
from tests.law.batch.households import random_case, random_dates
from tests.law.batch.known_law import with_every_figure_known

from opora.law import rulebook
from opora.law.engine.case import Case
from opora.law.engine.dates import Dates
from opora.law.engine.evaluation import Evaluation
from opora.law.engine.graph import Graph, Right
from opora.law.engine.program import Program, choose_versions, link

DATES = 10
HOUSEHOLDS = 50
"""A date, drawn by chance; those steered towards a right come on top."""

Results = dict[str, tuple[int, int]]
"""For each right whether it is given, and the amount where it is."""


@dataclass(frozen=True)
class Sample:
    """Households that claim every right on the same three dates, with what each of them gets."""

    program: Program
    dates: Dates
    cases: list[Case]
    results: list[Results]

    def add(self, case: Case) -> None:
        self.cases.append(case)
        self.results.append(results_of(self.evaluated(case)))

    def evaluated(self, case: Case) -> Evaluation:
        return Evaluation(self.program, case, self.dates)

    def answers(self, right: str) -> set[int]:
        return {of_household[right][0] for of_household in self.results}


@cache
def known_law() -> Graph:
    """Every right, and no figure unknown: of an unknown one batch gives no result, as `test_doubt` shows."""
    return with_every_figure_known(rulebook().graph)


@cache
def samples() -> tuple[Sample, ...]:
    """Each right is given to some households of them and refused to others, where that can be found."""
    graph, random = known_law(), Random(2018)
    drawn = tuple(_drawn(graph, random, dates) for dates in _spread(random))
    for right in graph.rights.values():
        if set().union(*(sample.answers(right.key) for sample in drawn)) != {0, 1}:
            _steer(graph, Random(right.key), right, drawn)
    return drawn


def results_of(evaluation: Evaluation) -> Results:
    return {right.key: _result(evaluation, right) for right in evaluation.program.graph.rights.values()}


def _result(evaluation: Evaluation, right: Right) -> tuple[int, int]:
    entitled = evaluation.figure(right.entitled)
    return entitled, evaluation.figure(right.amount or right.entitled) if entitled else 0


def _spread(random: Random) -> Iterator[Dates]:
    """Dates spread over the whole time of the law, in its order."""
    days = sorted((random_dates(random, since=date(2018, 9, 1)) for _ in range(DATES * 4)), key=str)
    return iter(days[3::4])


def drawn_by_chance(random: Random, households: int) -> Sample:
    """Households of a date drawn by chance, steered towards no right: for longer runs than a test's."""
    return _drawn(known_law(), random, random_dates(random, since=date(2018, 9, 1)), households)


def _drawn(graph: Graph, random: Random, dates: Dates, households: int = HOUSEHOLDS) -> Sample:
    sample = Sample(link(graph, choose_versions(graph, dates), tuple(_outcomes(graph))), dates, [], [])
    for _ in range(households):
        case = random_case(random, graph.facts, dates, behind_gates=True)
        case.claimed = frozenset(graph.rights)
        sample.add(case)
    return sample


def _outcomes(graph: Graph) -> Iterator[str]:
    for right in graph.rights.values():
        yield right.entitled
        if right.amount:
            yield right.amount


def _steer(graph: Graph, random: Random, right: Right, drawn: tuple[Sample, ...]) -> None:
    """Adds a household that is refused the right, and the same as it gets it, on a date that allows it."""
    for sample in random.sample(drawn, len(drawn)):
        found = turned(random, graph, right, sample.dates, frozenset(graph.rights))
        if found is not None:
            sample.add(found.refused)
            sample.add(found.given)
            return
