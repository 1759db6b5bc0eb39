"""What a household gets at every pay, computed at few of them: between two bounds an amount runs straight."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from opora.law.engine.evaluation import Evaluation
from opora.law.engine.frame import Frame
from opora.law.engine.graph import Right
from opora.law.engine.program import Program
from opora.law.engine.span import Span
from opora.law.rulebook import Rulebook

from .households import Household

STEP = 50_00
"""Cents between the pays looked at first. A bound passed twice within them would not be seen."""
MONTHS = {"monthly": 1, "yearly": 12}
"""Over how many months an amount is spread. What is given once is no income of a month."""
_OUTCOMES = frozenset({"less", "less_or_equal", "equal", "rank_among"})


class NotKnown(LookupError):
    """A household of the file for which the law as loaded has no certain amount."""


@dataclass(frozen=True)
class Point:
    """One pay in cents, what each right comes to in a month, and every value behind it."""

    pay: int
    amounts: Mapping[str, int]
    values: list[Any] = field(repr=False)
    outcomes: tuple[Any, ...] = field(repr=False)
    """Which comparisons hold, and which cells of tables are read."""

    @property
    def rights(self) -> int:
        return sum(self.amounts.values())

    @property
    def together(self) -> int:
        return self.pay + self.rights


class Sweep:
    """The pays of one household at which anything is decided otherwise than a cent before."""

    def __init__(self, law: Rulebook, household: Household, rights: tuple[str, ...] | None = None) -> None:
        """Of some of its rights, or of all: each counts as claimed, whichever are looked at."""
        self.household = household
        graph = law.graph
        chosen = [graph.rights[key] for key in rights or household.rights]
        self.rights = tuple(right for right in chosen if right.amount and right.given in MONTHS)
        figures = (figure for right in chosen for figure in (right.entitled, right.amount) if figure)
        self.program: Program = law.program(household.dates, tuple(figures))
        instructions = self.program.instructions
        tables = {arg for node in instructions if node.op == "table" for arg in node.args}
        compared = {place for place, node in enumerate(instructions) if node.op in _OUTCOMES}
        self._deciding = sorted(compared | tables)
        self._known: dict[int, Point] = {}

    def at(self, pay: int) -> Point:
        if pay not in self._known:
            self._known[pay] = self._point(pay)
        return self._known[pay]

    def frame(self, pay: int) -> Frame:
        household = self.household
        return Frame(self.program, household.with_pay(pay), household.dates, self.at(pay).values)

    def turns(self) -> Iterator[tuple[Point, Point]]:
        """Each pay with the one a cent above it, where something is decided otherwise; in order."""
        pays = [*range(0, self.household.highest_pay, STEP), self.household.highest_pay]
        for low, high in pairwise(pays):
            yield from self._between(self.at(low), self.at(high))

    def stretches(self) -> Iterator[tuple[Point, Point]]:
        """The first and the last pay of each stretch in which everything is decided alike."""
        first = self.at(0)
        for below, above in self.turns():
            yield first, below
            first = above
        yield first, self.at(self.household.highest_pay)

    def _between(self, low: Point, high: Point) -> Iterator[tuple[Point, Point]]:
        if low.outcomes == high.outcomes:
            return
        if high.pay - low.pay == 1:
            yield low, high
            return
        middle = self.at((low.pay + high.pay) // 2)
        yield from self._between(low, middle)
        yield from self._between(middle, high)

    def _point(self, pay: int) -> Point:
        evaluation = Evaluation(self.program, self.household.with_pay(pay), self.household.dates)
        values = evaluation.values
        return Point(
            pay=pay,
            amounts={right.key: self._amount(evaluation, right) for right in self.rights},
            values=values,
            outcomes=tuple(_kept(values[place]) for place in self._deciding),
        )

    def _amount(self, evaluation: Evaluation, right: Right) -> int:
        """Cents a month; a yearly amount is spread over its months, in whole cents."""
        if not evaluation.figure(right.entitled):
            return 0
        amount = evaluation.figure(str(right.amount))
        if isinstance(amount, Span):
            raise NotKnown(
                f"{self.household.key}: {right.key} rests on a figure of the law that nobody has found. "
                "Give the reference household other facts, or leave the right out of those it claims."
            )
        return int(amount) // MONTHS[right.given]


def _kept(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
