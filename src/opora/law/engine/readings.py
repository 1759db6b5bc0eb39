"""How a rule reads a fact: on a day, over months, of a year; and the relatives of a person."""

from functools import reduce
from operator import add
from typing import NoReturn

from .drawing import Drawing
from .errors import RuleError
from .expressions import Expression, constant, must_be_claim
from .facts import Fact, Gate
from .operations import Level
from .types import CHOICE
from .windows import Anchor, Months, Year
from .words import when


class MonthlyOrYearlyFact:
    """A fact that is not of one day; the rule must say which months or which year it means."""

    def __init__(self, drawing: Drawing, fact: Fact, gate: Fact | None) -> None:
        self.drawing = drawing
        self.fact = fact
        self.gate = gate

    def sum(self, window: Months, *, instead_of_nought: Expression | None = None) -> Expression:
        """The total over the months of the window; a month of nought may be filled with an amount."""
        if self.fact.period != "month":
            self._refused(f"is of a {self.fact.period}; write {self.fact.key}.of(previous_year)")
        months = [read(self.drawing, self.fact, window.anchor, offset) for offset in window.offsets]
        if instead_of_nought is not None:
            filled = [when(month == 0, instead_of_nought, month) for month in months]
            # One by one: batch looks at every combination of the choices that stand in one sum.
            return self._behind_gate(reduce(add, filled))
        total = months[0]
        if len(months) > 1:
            ids = [month.node_id for month in months]
            total = Expression(
                self.drawing,
                self.drawing.elementwise(
                    "add", *ids, unit=total.node.unit, denominator=total.node.denominator
                ),
            )
        return self._behind_gate(total)

    def mean(self, window: Months, *, instead_of_nought: Expression | None = None) -> Expression:
        """The monthly average over the window, exactly: no cent is rounded here."""
        return divided(self.sum(window, instead_of_nought=instead_of_nought), len(window.offsets))

    def of(self, year: Year) -> Expression:
        """The amount of a whole calendar year."""
        if self.fact.period != "year":
            self._refused(
                f"is of a {self.fact.period}; write {self.fact.key}.mean(three_months_before_filing)"
            )
        return self._behind_gate(read(self.drawing, self.fact, year.anchor, year.offset))

    def monthly_mean(self, year: Year) -> Expression:
        """One twelfth of a calendar year, exactly."""
        return divided(self.of(year), 12)

    def __repr__(self) -> str:
        return f"the fact {self.fact.key} of a {self.fact.period}"

    def _behind_gate(self, value: Expression) -> Expression:
        if self.gate is None or self.fact.gate is None:
            return value
        return behind_gate(
            value, self.fact, self.fact.gate, read(self.drawing, self.gate, "day_of_filing", 0)
        )

    def _refused(self, why: str) -> NoReturn:
        raise RuleError(f"{self.drawing.rule}: the fact {self.fact.key} {why}.")

    def __getattr__(self, name: str) -> NoReturn:
        self._refused(f"is of a {self.fact.period}; name a window, such as .mean(three_months_before_filing)")


def read_day_fact(
    drawing: Drawing, fact: Fact, gate: Fact | None, anchor: Anchor = "month_of_right"
) -> Expression:
    """What stands on the first day of the month of the right, or on another of the three dates."""
    value = read(drawing, fact, anchor, 0)
    if gate is None or fact.gate is None:
        return value
    return behind_gate(value, fact, fact.gate, read(drawing, gate, anchor, 0))


def read(drawing: Drawing, fact: Fact, anchor: Anchor, offset: int) -> Expression:
    low, high = fact.range
    over: Level = "person" if fact.of == "person" else "case"
    unit = f"choice:{fact.key}" if fact.kind is CHOICE else fact.kind.unit
    node = drawing.leaf(
        "fact",
        over=over,
        unit=unit,
        denominator=fact.kind.denominator,
        low=low,
        high=high,
        fact=fact.key,
        anchor=anchor,
        offset=offset,
    )
    return Expression(drawing, node, fact.choices)


def behind_gate(value: Expression, fact: Fact, gate: Gate, open_: Expression) -> Expression:
    """Where the gate is closed, the fact counts as its neutral value and is never asked."""
    neutral = fact.whole(gate.otherwise)
    node = value.drawing.leaf(
        "constant",
        over="case",
        unit=value.node.unit,
        denominator=value.node.denominator,
        low=neutral,
        high=neutral,
        value=neutral,
    )
    gated = when(open_, value, Expression(value.drawing, node))
    return Expression(value.drawing, gated.node_id, value.choices)


def divided(value: Expression, by: int) -> Expression:
    node = value.drawing.elementwise(
        "unchanged", value.node_id, unit=value.node.unit, denominator=value.node.denominator * by, by=by
    )
    return Expression(value.drawing, node)


class Relatives:
    """The persons who stand in one relation to each person."""

    def __init__(self, drawing: Drawing, relation: str) -> None:
        self.drawing = drawing
        self.relation = relation

    def any(self, claim: Expression) -> Expression:
        must_be_claim(claim)
        return self._of("any_relative", claim)

    def sum(self, value: Expression) -> Expression:
        return self._of("sum_of_relatives", value)

    def count(self, claim: Expression) -> Expression:
        must_be_claim(claim)
        one, none = constant(self.drawing, 1), constant(self.drawing, 0)
        return self.sum(when(claim, one, none))

    def exist(self) -> Expression:
        return self.any(constant(self.drawing, 1, unit="yes_no"))

    def _of(self, op: str, value: Expression) -> Expression:
        node = self.drawing.person_to_person(op, value.node_id, relation=self.relation)
        return Expression(self.drawing, node, value.choices)
