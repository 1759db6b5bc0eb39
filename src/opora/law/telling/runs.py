"""Months of a determination in which a reader gets the same: periods that differ in reasons only are one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from .known_values import Json


@dataclass(frozen=True)
class Run:
    """Neighbouring periods of the same result; `period` is the first of them."""

    start: date
    until: date | None
    entitled: bool | None
    amount: str | None
    period: Json


def runs_of(periods: Iterable[Json]) -> list[Run]:
    """The periods in order, joined where result and amount are the same."""
    runs: list[Run] = []
    for period in periods:
        until = None if period["to"] is None else date.fromisoformat(period["to"])
        amount = period["amount"] if period["entitled"] else None
        if runs and (runs[-1].entitled, runs[-1].amount) == (period["entitled"], amount):
            runs[-1] = replace(runs[-1], until=until)
        else:
            start = date.fromisoformat(period["from"])
            runs.append(Run(start, until, period["entitled"], amount, period))
    return runs
