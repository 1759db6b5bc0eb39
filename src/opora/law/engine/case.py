"""One household as the engine sees it: persons by place, their relations, and facts as whole numbers."""

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from .dates import Dates
from .facts import Fact
from .span import Value

NOTHING: dict[int, Any] = {}

DWELLING = -1
"""The place under which the facts of the dwelling are kept."""

DayValue = int | list[tuple[int, int]]
"""A fact of the day: one value that always holds, or (day number, value) in order of time."""


@dataclass
class Case:
    """Facts are kept by (fact, person's place), the dwelling at place -1; what is absent is unknown."""

    persons: list[str]
    applicant: int
    in_dwelling: list[int]
    relatives: dict[str, list[list[int]]]
    claimed: frozenset[str]
    by_day: dict[tuple[str, int], DayValue] = field(default_factory=dict)
    by_month: dict[tuple[str, int], dict[int, int]] = field(default_factory=dict)
    by_year: dict[tuple[str, int], dict[int, int]] = field(default_factory=dict)

    @cached_property
    def has_dated_facts(self) -> bool:
        """Whether any fact of the day changes in the course of time."""
        return any(isinstance(value, list) for value in self.by_day.values())

    def read(self, fact: Fact, anchor: str, offset: int, dates: Dates) -> Value | list[Value]:
        """The fact for every person (or of the dwelling); an unknown one is its declared range."""
        if fact.period == "day" and not self.has_dated_facts:
            known = self._of_days.get(fact.key, NOTHING)
        else:
            known = self._known(fact, anchor, offset, dates)
        if fact.of == "dwelling":
            of_dwelling: Value = known.get(DWELLING, fact.unknown)
            return of_dwelling
        if not known:
            return [fact.unknown] * len(self.persons)
        unknown = fact.unknown
        return [known.get(place, unknown) for place in range(len(self.persons))]

    def _known(self, fact: Fact, anchor: str, offset: int, dates: Dates) -> dict[int, Any]:
        if fact.period == "day":
            return _on(self._of_days.get(fact.key, {}), dates.number(anchor))
        if fact.period == "month":
            return _of(self._of_months.get(fact.key, {}), dates.month_index(anchor, offset))
        return _of(self._of_years.get(fact.key, {}), dates.year(anchor, offset))

    # Read once, when the case is complete: for each fact, who has a value.
    @cached_property
    def _of_days(self) -> dict[str, dict[int, Any]]:
        return _by_fact(self.by_day)

    @cached_property
    def _of_months(self) -> dict[str, dict[int, dict[int, int]]]:
        return _by_fact(self.by_month)

    @cached_property
    def _of_years(self) -> dict[str, dict[int, dict[int, int]]]:
        return _by_fact(self.by_year)


Kept = TypeVar("Kept")


def _by_fact(kept: dict[tuple[str, int], Kept]) -> dict[str, dict[int, Kept]]:
    grouped: dict[str, dict[int, Kept]] = {}
    for (key, place), value in kept.items():
        grouped.setdefault(key, {})[place] = value
    return grouped


def _of(kept: dict[int, dict[int, int]], period: int) -> dict[int, int]:
    return {place: values[period] for place, values in kept.items() if period in values}


def _on(kept: dict[int, DayValue], day: int) -> dict[int, int]:
    found = {}
    for place, value in kept.items():
        if isinstance(value, int):
            found[place] = value
        elif value[0][0] <= day:
            found[place] = value[bisect_right(value, day, key=lambda entry: entry[0]) - 1][1]
    return found
