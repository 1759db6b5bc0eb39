"""Households steered until a right is given to them: chance alone meets ten conditions at once too seldom."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from tests.law.batch.households import give, random_case

from opora.law.engine.case import Case
from opora.law.engine.dates import Dates
from opora.law.engine.evaluation import Evaluation
from opora.law.engine.frame import Frame
from opora.law.engine.graph import Graph, Right
from opora.law.engine.program import Program, Spot, choose_versions, link

BY_PERIOD = ("by_day", "by_month", "by_year")
HOUSEHOLDS_TRIED = 16
SIZES = (2, 4, 6, 9)
FACTS_TRIED = 80
"""Of one household, before another one is tried: some can never be given a right, whatever their facts."""


@dataclass(frozen=True)
class Turned:
    """One household twice: with the last fact that still stood in the way, and without it."""

    refused: Case
    given: Case


def turned(
    random: Random, graph: Graph, right: Right, dates: Dates, claimed: frozenset[str]
) -> Turned | None:
    """A household that is refused a right and, with one fact otherwise, gets it; none if none is found."""
    program = link(graph, choose_versions(graph, dates), (right.entitled, *right.conditions))
    read = frozenset(fact.key for _place, fact, *_when in program.facts_read)
    for _ in range(HOUSEHOLDS_TRIED):
        case = random_case(random, graph.facts, dates, behind_gates=True, size=random.choice(SIZES))
        case.claimed = claimed
        found = _turned(random, Seen.of(program, _only(read, case), dates, right), right)
        if found is not None:
            return Turned(_as_in(found.refused, case), _as_in(found.given, case))
    return None


def _only(keys: frozenset[str], case: Case) -> Case:
    """The household with the facts of one right: of two thousand it has, each try would sort them all."""
    kept = {
        name: {spot: value for spot, value in getattr(case, name).items() if spot[0] in keys}
        for name in BY_PERIOD
    }
    return replace(case, **kept)


def _as_in(turned: Case, case: Case) -> Case:
    """The household with all its facts again, those that were turned as they are now."""
    return replace(case, **{name: getattr(case, name) | getattr(turned, name) for name in BY_PERIOD})


@dataclass(frozen=True)
class Seen:
    """A household, and the conditions that it does not meet."""

    frame: Frame
    entitled: bool
    failing: tuple[Spot, ...]

    @classmethod
    def of(cls, program: Program, case: Case, dates: Dates, right: Right) -> "Seen":
        frame = Frame(program, case, dates, Evaluation(program, case, dates).values)
        spots = [(program.figures[key], None) for key in (*right.conditions, right.entitled)]
        return cls(
            frame, frame.value(spots[-1]) == 1, tuple(spot for spot in spots if frame.value(spot) == 0)
        )


def _turned(random: Random, seen: Seen, right: Right) -> Turned | None:
    """Changes one fact after another; a change that makes more conditions fail is taken back."""
    for _ in range(FACTS_TRIED):
        if seen.entitled:
            return None
        facts = list(_facts_under(seen.frame, random.choice(seen.failing))) or _any_facts(seen.frame)
        frame = seen.frame
        other = _with_another_value(random, frame, random.choice(facts))
        then = Seen.of(frame.program, other, frame.dates, right)
        if then.entitled:
            return Turned(refused=frame.case, given=other)
        if len(then.failing) <= len(seen.failing):
            seen = then
    return None


def _facts_under(frame: Frame, root: Spot) -> Iterator[Spot]:
    """The facts that a claim rests on as things stand."""
    found, waiting = {root}, [root]
    while waiting:
        spot = waiting.pop()
        if frame.program.instructions[spot[0]].op == "fact":
            yield spot
        under = [each for each in frame.rests_on(spot) if each not in found]
        found.update(under)
        waiting += under


def _any_facts(frame: Frame) -> list[Spot]:
    """Every fact that is read: how many members there are rests on none of those who are no member."""
    persons = range(len(frame.case.persons))
    read = [(place, frame.program.instructions[place].over) for place, *_ in frame.program.facts_read]
    return [(place, person) for place, over in read for person in (persons if over == "person" else (None,))]


def _with_another_value(random: Random, frame: Frame, spot: Spot) -> Case:
    case, graph = frame.case, frame.program.graph
    kept: dict[str, Any] = {name: dict(getattr(case, name)) for name in BY_PERIOD}
    other = replace(case, **kept)
    fact = graph.facts[frame.program.instructions[spot[0]].given["fact"]]
    give(random, other, fact, -1 if spot[1] is None else spot[1], frame.dates)
    return other
