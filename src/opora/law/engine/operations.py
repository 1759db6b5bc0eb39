"""Every operation of the graph, defined once.

An operation works on values (`int` or `Span`) of one person or of the case. The same definition computes the
exact result, the certain part of an uncertain one, and, fed with declared ranges, the proof at load time.
Only whole-number operations exist: denominators are settled when the graph is built.
"""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial, reduce
from itertools import product
from typing import Any, Literal

from .calendar import completed_years, month_after, start_of_month
from .rounding import round_fraction
from .span import Span, Value, ends, equal, hull, rising, span

Level = Literal["person", "case"]


@dataclass(frozen=True)
class Operation:
    """`sign` is how the formula prints it; `function` takes the arguments and the node's attributes."""

    name: str
    function: Callable[..., Value]
    sign: str


def add(*terms: Value) -> Value:
    return sum(terms)


def scale(value: Value, *, by: int) -> Value:
    return value * by


def unchanged(value: Value, *, by: int) -> Value:
    """The same whole number read over a denominator `by` times as large: an exact division."""
    del by
    return value


def both(*claims: Value) -> Value:
    return reduce(operator.and_, claims)


def either(*claims: Value) -> Value:
    return reduce(operator.or_, claims)


def negate(claim: Value) -> Value:
    return 1 - claim


def when(condition: Value, then: Value, otherwise: Value) -> Value:
    if isinstance(condition, Span):
        return hull(then, otherwise)
    return then if condition else otherwise


def smallest(*values: Value) -> Value:
    if Span not in map(type, values):
        return min(values)  # type: ignore[type-var]
    lows, highs = zip(*map(ends, values), strict=True)
    return span(min(lows), min(highs))


def largest(*values: Value) -> Value:
    if Span not in map(type, values):
        return max(values)  # type: ignore[type-var]
    lows, highs = zip(*map(ends, values), strict=True)
    return span(max(lows), max(highs))


def round_quotient(numerator: Value, denominator: Value, *, direction: str, ground: str) -> Value:
    del ground  # kept in the node for the reader of the formula
    if isinstance(numerator, Span) or isinstance(denominator, Span):
        corners = [round_fraction(n, d, direction) for n, d in product(ends(numerator), ends(denominator))]
        return span(min(corners), max(corners))
    return round_fraction(numerator, denominator, direction)


def years_between(since: Value, until: Value) -> Value:
    if isinstance(since, Span) or isinstance(until, Span):
        since_low, since_high = ends(since)
        until_low, until_high = ends(until)
        return span(_years(since_high, until_low), _years(since_low, until_high))
    return _years(since, until)


_years = lru_cache(maxsize=4096)(completed_years)
"""Several figures ask the age of the same person on the same day."""


def first_day_of_month(day: Value) -> Value:
    return rising(start_of_month, day)


def months_later(day: Value, months: Value) -> Value:
    if isinstance(day, Span) or isinstance(months, Span):
        (day_low, day_high), (low, high) = ends(day), ends(months)
        return span(month_after(day_low, low), month_after(day_high, high))
    return month_after(day, months)


ELEMENTWISE = {
    operation.name: operation
    for operation in (
        Operation("add", add, "+"),
        Operation("subtract", operator.sub, "−"),
        Operation("multiply", operator.mul, "×"),
        Operation("scale", scale, ""),
        Operation("unchanged", unchanged, ""),
        Operation("less", operator.lt, "<"),
        Operation("less_or_equal", operator.le, "≤"),
        Operation("equal", equal, "="),
        Operation("and", both, "∧"),
        Operation("or", either, "∨"),
        Operation("not", negate, "¬"),
        Operation("when", when, "when"),
        Operation("smallest", smallest, "min"),
        Operation("largest", largest, "max"),
        Operation("round_quotient", round_quotient, "round"),
        Operation("years_between", years_between, "years"),
        Operation("first_day_of_month", first_day_of_month, "month"),
        Operation("months_later", months_later, "+"),
    )
}
"""One value from the values at the same place; a value of the case is the same for every person."""


# --- from persons to the case: the first argument marks the members -------------------------------------


def sum_of_members(marks: list[Value], values: list[Value]) -> Value:
    total: Value = 0
    for mark, value in zip(marks, values, strict=True):
        if mark:
            total = total + (mark * value if isinstance(mark, Span) else value)
    return total


def any_member(marks: list[Value], claims: list[Value]) -> Value:
    answer: Value = 0
    for mark, claim in zip(marks, claims, strict=True):
        answer = answer | (mark & claim)
    return answer


def every_member(marks: list[Value], claims: list[Value]) -> Value:
    answer: Value = 1
    for mark, claim in zip(marks, claims, strict=True):
        answer = answer & ((1 - mark) | claim)
    return answer


def smallest_of_members(marks: list[Value], values: list[Value], *, otherwise: int) -> Value:
    """The smallest value among the members, at most `otherwise`, which it is where nobody is marked."""
    return smallest(otherwise, *_of_members(marks, values, otherwise))


def largest_of_members(marks: list[Value], values: list[Value], *, otherwise: int) -> Value:
    return largest(otherwise, *_of_members(marks, values, otherwise))


def _of_members(marks: list[Value], values: list[Value], otherwise: int) -> list[Value]:
    return [when(mark, value, otherwise) for mark, value in zip(marks, values, strict=True)]


AGGREGATES = {
    operation.name: operation
    for operation in (
        Operation("sum_of_members", sum_of_members, "Σ"),
        Operation("any_member", any_member, "any"),
        Operation("every_member", every_member, "all"),
        Operation("smallest_of_members", smallest_of_members, "min"),
        Operation("largest_of_members", largest_of_members, "max"),
    )
}


# --- from persons to persons --------------------------------------------------------------------------


def rank_among(marks: list[Value], keys: list[Value]) -> list[Value]:
    """Place of each person by falling or rising key among the marked: 1 is the smallest key.

    Equal keys are placed in the order in which the persons are listed, so that every place is given once.
    """
    return [_rank(place, marks, keys) for place in range(len(keys))]


def _rank(own: int, marks: list[Value], keys: list[Value]) -> Value:
    rank: Value = 1
    for place, (mark, key) in enumerate(zip(marks, keys, strict=True)):
        if place != own:
            earlier = key <= keys[own] if place < own else key < keys[own]
            rank = rank + (mark & earlier)
    return rank


def any_relative(claims: list[Value], relatives: list[list[int]]) -> list[Value]:
    return [reduce(operator.or_, (claims[other] for other in others), 0) for others in relatives]


def sum_of_relatives(values: list[Value], relatives: list[list[int]]) -> list[Value]:
    return [sum((values[other] for other in others), 0) for others in relatives]


RELATIONS = ("partner", "parents", "children", "carers", "wards")
"""Whom a person is related to: `wards` are those in the person's care, `carers` those who care for it."""


def bound(function: Callable[..., Value], attributes: dict[str, Any]) -> Callable[..., Value]:
    """The operation with its node's attributes filled in."""
    return partial(function, **attributes) if attributes else function
