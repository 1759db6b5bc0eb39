"""Symbolic values: what a rule computes with while it is loaded.

An expression only records; nothing is known yet. Whatever Python would have to decide at once (`if`, `and`,
`max`) is refused with the word to use instead.
"""

from math import lcm
from typing import NoReturn

from .drawing import Drawing
from .errors import RuleError, nearest
from .graph import Node
from .types import PURE

NoOrOne = int
"""The only numbers a rule may contain are 0 and 1; all others are parameters."""


class Expression:
    """A value of one person or of the case, with unit, denominator and proven range."""

    __slots__ = ("choices", "drawing", "node_id")

    def __init__(self, drawing: Drawing, node_id: int, choices: tuple[str, ...] = ()) -> None:
        self.drawing = drawing
        self.node_id = node_id
        self.choices = choices

    @property
    def node(self) -> Node:
        return self.drawing.graph.nodes[self.node_id]

    # --- sums and products ---------------------------------------------------------------------------

    def __add__(self, other: "Expression | NoOrOne") -> "Expression":
        return combine("add", self, other, verb="add")

    __radd__ = __add__

    def __sub__(self, other: "Expression | NoOrOne") -> "Expression":
        return combine("subtract", self, other, verb="subtract")

    def __rsub__(self, other: "Expression | NoOrOne") -> "Expression":
        return combine("subtract", lift(self, other), self, verb="subtract")

    def __mul__(self, other: "Expression | NoOrOne") -> "Expression":
        other = lift(self, other)
        left, right = self.node, other.node
        if PURE not in (left.unit, right.unit):
            refuse(self, f"{left.unit} × {right.unit} has no meaning; one of the two must be a plain number.")
        return Expression(
            self.drawing,
            self.drawing.elementwise(
                "multiply",
                self.node_id,
                other.node_id,
                unit=left.unit or right.unit,
                denominator=left.denominator * right.denominator,
            ),
        )

    __rmul__ = __mul__

    def __truediv__(self, other: "Expression") -> "Quotient":
        return Quotient(self, lift(self, other))

    # --- comparisons ---------------------------------------------------------------------------------

    def __lt__(self, other: "Expression | Quotient | NoOrOne") -> "Expression":
        if isinstance(other, Quotient):
            return other > self
        return compare("less", self, other)

    def __le__(self, other: "Expression | Quotient | NoOrOne") -> "Expression":
        if isinstance(other, Quotient):
            return other >= self
        return compare("less_or_equal", self, other)

    def __gt__(self, other: "Expression | Quotient | NoOrOne") -> "Expression":
        if isinstance(other, Quotient):
            return other < self
        return compare("less", lift(self, other), self)

    def __ge__(self, other: "Expression | Quotient | NoOrOne") -> "Expression":
        if isinstance(other, Quotient):
            return other <= self
        return compare("less_or_equal", lift(self, other), self)

    def __eq__(self, other: object) -> "Expression":  # type: ignore[override]
        if isinstance(other, str):
            return compare("equal", self, chosen(self, other))
        if not isinstance(other, Expression | int):
            refuse(self, f"{other!r} cannot be compared with a value of a rule.")
        return compare("equal", self, other)

    def __ne__(self, other: object) -> "Expression":  # type: ignore[override]
        return ~(self == other)

    __hash__ = None  # type: ignore[assignment]

    def is_one_of(self, *words: str) -> "Expression":
        """Whether a choice is one of several."""
        claims = [self == word for word in words]
        return join("or", *claims)

    # --- claims --------------------------------------------------------------------------------------

    def __and__(self, other: "Expression") -> "Expression":
        return join("and", self, other)

    def __or__(self, other: "Expression") -> "Expression":
        return join("or", self, other)

    def __invert__(self) -> "Expression":
        must_be_claim(self)
        return Expression(
            self.drawing, self.drawing.elementwise("not", self.node_id, unit="yes_no", denominator=1)
        )

    # --- what Python would have to decide at once ------------------------------------------------------

    def __bool__(self) -> NoReturn:
        refuse(
            self,
            "a rule is read before any fact is known, so Python cannot decide on it here. Instead of 'if' "
            "write when(condition, this, that); instead of 'and', 'or', 'not' write &, |, ~ (with brackets); "
            "instead of 'min' and 'max' write smallest(...) and largest(...), or at_most and at_least; "
            "instead of a chained comparison write (a <= b) & (b <= c).",
        )

    def __float__(self) -> NoReturn:
        refuse(self, "amounts are whole numbers of cents; write round_cent(...) and never float(...).")

    def __int__(self) -> NoReturn:
        refuse(self, "write round_down(...) or round_cent(...) instead of int(...).")

    __index__ = __int__

    def __round__(self, digits: int = 0) -> NoReturn:
        refuse(self, "write round_cent(...), which names the direction and the ground of the rounding.")

    def __iter__(self) -> NoReturn:
        refuse(self, "write family.sum(...), family.any(...) or family.count(...) instead of a loop.")

    def __floordiv__(self, other: object) -> NoReturn:
        refuse(self, "write round_down(a / b) instead of a // b.")


class Quotient:
    """A quotient of two values. It is no whole number, so it can only be compared or rounded."""

    __slots__ = ("denominator", "numerator")

    def __init__(self, numerator: Expression, denominator: Expression) -> None:
        if denominator.node.low <= 0:
            refuse(
                numerator,
                "the divisor may be 0 or less. Write at_least(1, divisor).",
            )
        if denominator.node.unit not in (PURE, numerator.node.unit):
            refuse(numerator, f"{numerator.node.unit} / {denominator.node.unit} has no meaning.")
        self.numerator = numerator
        self.denominator = denominator

    @property
    def unit(self) -> str:
        return "" if self.numerator.node.unit == self.denominator.node.unit else self.numerator.node.unit

    def __lt__(self, other: Expression) -> Expression:
        return self.numerator < self._times(other)

    def __le__(self, other: Expression) -> Expression:
        return self.numerator <= self._times(other)

    def __gt__(self, other: Expression) -> Expression:
        return self._times(other) < self.numerator

    def __ge__(self, other: Expression) -> Expression:
        return self._times(other) <= self.numerator

    def _times(self, other: Expression) -> Expression:
        return self.denominator * lift(self.numerator, other)

    def _refused(self, *_: object) -> NoReturn:
        refuse(self.numerator, "a quotient can only be compared or rounded; write round_cent(a / b) first.")

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = _refused
    __bool__ = __float__ = __int__ = _refused


def constant(drawing: Drawing, value: int, *, unit: str = PURE) -> Expression:
    return Expression(
        drawing,
        drawing.leaf("constant", over="case", unit=unit, denominator=1, low=value, high=value, value=value),
    )


def lift(like: Expression, value: object) -> Expression:
    """0 and 1 as values of the same unit; every other number is refused."""
    if isinstance(value, Expression):
        return value
    if isinstance(value, Quotient):
        refuse(like, "a quotient can only be compared or rounded; write round_cent(a / b) first.")
    if value is True or value is False:
        return constant(like.drawing, int(value), unit="yes_no")
    if not isinstance(value, int | float | str):
        refuse(like, f"{value!r} is no value yet; name a window, such as .mean(three_months_before_filing).")
    if value not in (0, 1) or not isinstance(value, int):
        refuse(
            like,
            f"{value!r}: numbers other than 0 and 1 are parameters; write p.<name> and add its source.",
        )
    unit = like.node.unit if value == 0 and like.node.unit != "yes_no" else PURE
    return constant(like.drawing, value, unit=unit)


def chosen(like: Expression, word: str) -> Expression:
    if word not in like.choices:
        refuse(like, f"{word!r} is not one of its choices.{nearest(word, list(like.choices))}")
    return constant(like.drawing, like.choices.index(word), unit=like.node.unit)


def combine(op: str, *values: "Expression | NoOrOne", verb: str) -> Expression:
    """An operation on values of one unit, brought to one denominator."""
    first = next(value for value in values if isinstance(value, Expression))
    terms = [lift(first, value) for value in values]
    units = {term.node.unit for term in terms}
    if "date" in units:
        return _with_dates(op, terms, verb)
    if len(units) > 1:
        refuse(first, f"cannot {verb} {' and '.join(sorted(u or 'a plain number' for u in units))}.")
    return _aligned(op, terms, unit=terms[0].node.unit)


def _with_dates(op: str, terms: list[Expression], verb: str) -> Expression:
    """A day less a day is a number of days; a day and days are a day."""
    units = [term.node.unit for term in terms]
    if op == "subtract" and units == ["date", "date"]:
        return _aligned(op, terms, unit="days")
    if op in ("add", "subtract") and sorted(units) == ["date", "days"]:
        return _aligned(op, terms, unit="date")
    if set(units) != {"date"} or op not in ("smallest", "largest"):
        found = " and ".join(unit or "a plain number" for unit in units)
        refuse(terms[0], f"cannot {verb} {found}; add days to a date, or months with months_later.")
    return _aligned(op, terms, unit="date")


def _aligned(op: str, terms: list[Expression], *, unit: str) -> Expression:
    drawing = terms[0].drawing
    terms, denominator = align(terms)
    ids = [term.node_id for term in terms]
    return Expression(drawing, drawing.elementwise(op, *ids, unit=unit, denominator=denominator))


def align(terms: list[Expression]) -> tuple[list[Expression], int]:
    denominator = lcm(*(term.node.denominator for term in terms))
    return [scaled(term, denominator) for term in terms], denominator


def scaled(term: Expression, denominator: int) -> Expression:
    """The same value over a larger denominator."""
    by = denominator // term.node.denominator
    if by == 1:
        return term
    drawing = term.drawing
    return Expression(
        drawing,
        drawing.elementwise("scale", term.node_id, unit=term.node.unit, denominator=denominator, by=by),
    )


def compare(op: str, left: "Expression | NoOrOne", right: "Expression | NoOrOne") -> Expression:
    first = left if isinstance(left, Expression) else right
    assert isinstance(first, Expression)
    terms = [lift(first, left), lift(first, right)]
    units = [term.node.unit for term in terms]
    if units[0] != units[1]:
        refuse(first, f"cannot compare {units[0] or 'a plain number'} with {units[1] or 'a plain number'}.")
    (left, right), _ = align(terms)
    drawing = first.drawing
    return Expression(
        drawing, drawing.elementwise(op, left.node_id, right.node_id, unit="yes_no", denominator=1)
    )


def join(op: str, *claims: Expression) -> Expression:
    for claim in claims:
        must_be_claim(claim)
    drawing = claims[0].drawing
    parts = [part for claim in claims for part in _parts(op, claim)]
    return Expression(drawing, drawing.elementwise(op, *parts, unit="yes_no", denominator=1))


def _parts(op: str, claim: Expression) -> tuple[int, ...]:
    """`a & b & c` is one node with three arguments."""
    return claim.node.args if claim.node.op == op else (claim.node_id,)


def must_be_claim(value: object) -> None:
    if not isinstance(value, Expression):
        raise RuleError(f"{value!r} is no condition of the rule; use &, | and ~ between conditions only.")
    if value.node.unit != "yes_no":
        refuse(value, f"&, | and ~ join conditions, but this is {value.node.unit or 'a plain number'}.")


def refuse(value: Expression, why: str) -> NoReturn:
    raise RuleError(f"{value.drawing.rule}: {why}")
