"""Falls and rises of one household: how much, of which right, and at which bound of the law."""

from collections.abc import Iterator
from dataclasses import dataclass

from .bounds import Bound, bounds_between
from .sweeping import Point, Sweep


@dataclass(frozen=True)
class Change:
    """A right on either side of a pay, in cents a month."""

    right: str
    before: int
    after: int


@dataclass(frozen=True)
class Cliff:
    """A pay from which on less is left of income and rights together than a cent below it."""

    pay: int
    lost: int
    changes: tuple[Change, ...]
    bounds: tuple[Bound, ...]


@dataclass(frozen=True)
class Rise:
    """Two pays between which the rights together rise, although more is earned."""

    low: int
    high: int
    gained: int
    changes: tuple[Change, ...]
    bounds: tuple[Bound, ...]


def cliffs_of(sweep: Sweep) -> Iterator[Cliff]:
    """In the order of pay. A fall on a stretch without any bound has none to name."""
    for low, high in (*sweep.turns(), *sweep.stretches()):
        lost = low.together - high.together
        if lost > 0:
            changes = _changes(low, high)
            yield Cliff(high.pay, lost, changes, _bounds(sweep, low, high, changes))


def rises_of(sweep: Sweep) -> Iterator[Rise]:
    for low, high in (*sweep.turns(), *sweep.stretches()):
        gained = high.rights - low.rights
        if gained > 0:
            changes = _changes(low, high)
            yield Rise(low.pay, high.pay, gained, changes, _bounds(sweep, low, high, changes))


def _changes(low: Point, high: Point) -> tuple[Change, ...]:
    return tuple(
        Change(right, before, high.amounts[right])
        for right, before in low.amounts.items()
        if high.amounts[right] != before
    )


def _bounds(sweep: Sweep, low: Point, high: Point, changes: tuple[Change, ...]) -> tuple[Bound, ...]:
    """Those that name a figure of the law, where any of them does: the rest follows from them."""
    found = bounds_between(sweep, low.pay, high.pay, [change.right for change in changes])
    return tuple(bound for bound in found if bound.parameters) or found
