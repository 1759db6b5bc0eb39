"""One household as the engine sees it: persons by place, their relations, and facts as whole numbers."""

from bisect import bisect_right
from dataclasses import dataclass, field

from .dates import Dates
from .facts import Fact
from .span import Value, span

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

    def read(self, fact: Fact, anchor: str, offset: int, dates: Dates) -> Value | list[Value]:
        """The fact for every person (or of the dwelling); an unknown one is its declared range."""
        if fact.of == "dwelling":
            return self._one(fact, -1, anchor, offset, dates)
        return [self._one(fact, place, anchor, offset, dates) for place in range(len(self.persons))]

    def _one(self, fact: Fact, place: int, anchor: str, offset: int, dates: Dates) -> Value:
        value: int | None
        if fact.period == "day":
            value = self._on(self.by_day.get((fact.key, place)), dates.number(anchor))
        elif fact.period == "month":
            value = self.by_month.get((fact.key, place), {}).get(dates.month_index(anchor, offset))
        else:
            value = self.by_year.get((fact.key, place), {}).get(dates.year(anchor, offset))
        return span(*fact.range) if value is None else value

    @staticmethod
    def _on(kept: DayValue | None, day: int) -> int | None:
        if kept is None or isinstance(kept, int):
            return kept
        position = bisect_right(kept, day, key=lambda entry: entry[0]) - 1
        return kept[position][1] if position >= 0 else None
