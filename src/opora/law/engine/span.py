"""A whole number that is not known yet: all that is known is the span it lies in.

A value in the engine is either a plain `int` (known) or a `Span`. A yes/no is 0 or 1, and an unknown one is
`Span(0, 1)`. Operators of `Span` give the span of every possible answer, so the same formula serves three
readers: the exact result (plain numbers), what is certain although facts are missing (`explain`, `ask`), and
at load time the proof that no result can leave 64 bits.
"""

from collections.abc import Callable
from typing import TypeAlias, final

LARGEST = 2**63 - 1


@final
class Span:
    """Every whole number from `low` to `high`; never of one number only (that is an `int`)."""

    __slots__ = ("high", "low")

    def __init__(self, low: int, high: int) -> None:
        self.low = low
        self.high = high

    def __repr__(self) -> str:
        return f"Span({self.low}, {self.high})"

    def __hash__(self) -> int:
        return hash((self.low, self.high))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Span) and self.low == other.low and self.high == other.high

    def __add__(self, other: "Value") -> "Value":
        low, high = ends(other)
        return Span(self.low + low, self.high + high)

    __radd__ = __add__

    def __neg__(self) -> "Value":
        return Span(-self.high, -self.low)

    def __sub__(self, other: "Value") -> "Value":
        low, high = ends(other)
        return Span(self.low - high, self.high - low)

    def __rsub__(self, other: "Value") -> "Value":
        low, high = ends(other)
        return Span(low - self.high, high - self.low)

    def __mul__(self, other: "Value") -> "Value":
        low, high = ends(other)
        corners = (self.low * low, self.low * high, self.high * low, self.high * high)
        return span(min(corners), max(corners))

    __rmul__ = __mul__

    # The comparisons answer 0, 1 or "not certain"; `int < Span` arrives here mirrored.
    def __lt__(self, other: "Value") -> "Value":
        low, high = ends(other)
        return _certain(self.high < low, self.low >= high)

    def __le__(self, other: "Value") -> "Value":
        low, high = ends(other)
        return _certain(self.high <= low, self.low > high)

    def __gt__(self, other: "Value") -> "Value":
        low, high = ends(other)
        return _certain(self.low > high, self.high <= low)

    def __ge__(self, other: "Value") -> "Value":
        low, high = ends(other)
        return _certain(self.low >= high, self.high < low)

    # On yes/no values only.
    def __and__(self, other: "Value") -> "Value":
        return self if other else 0

    __rand__ = __and__

    def __or__(self, other: "Value") -> "Value":
        return self if isinstance(other, Span) else 1 if other else self

    __ror__ = __or__


Value: TypeAlias = int | Span


def span(low: int, high: int) -> Value:
    return low if low == high else Span(low, high)


def ends(value: Value) -> tuple[int, int]:
    return (value.low, value.high) if isinstance(value, Span) else (value, value)


def is_known(value: Value) -> bool:
    return not isinstance(value, Span)


def hull(first: Value, *others: Value) -> Value:
    """The smallest span that holds all of them."""
    low, high = ends(first)
    for other in others:
        other_low, other_high = ends(other)
        low, high = min(low, other_low), max(high, other_high)
    return span(low, high)


def equal(left: Value, right: Value) -> Value:
    if not isinstance(left, Span) and not isinstance(right, Span):
        return 1 if left == right else 0
    low, high = ends(left)
    other_low, other_high = ends(right)
    return _certain(low == high == other_low == other_high, high < other_low or other_high < low)


def rising(function: Callable[[int], int], value: Value) -> Value:
    """Apply a function that never falls: its span is that of the two ends."""
    if isinstance(value, Span):
        return span(function(value.low), function(value.high))
    return function(value)


def _certain(true: bool, false: bool) -> Value:
    return 1 if true else 0 if false else Span(0, 1)
