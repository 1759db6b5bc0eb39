"""A period of the statistics, its first and last day both in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Period:
    """From a day to a day. ValueError where it ends before it begins."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period that begins on {self.first} cannot end on {self.last}")

    @classmethod
    def year(cls, year: int) -> Period:
        return cls(date(year, 1, 1), date(year, 12, 31))

    def until(self, today: date) -> date:
        """Its last day, or today where it is not over: nobody has counted the days to come."""
        return max(self.first, min(self.last, today))

    def months(self, today: date) -> int:
        """How many months it has, with those begun alone; of those to come nobody knows anything."""
        last = self.until(today)
        return (last.year - self.first.year) * 12 + last.month - self.first.month + 1

    @property
    def year_before(self) -> Period:
        """The same days of the year before, the 29th of February as the 28th."""
        return Period(_earlier(self.first), _earlier(self.last))

    @property
    def day_before(self) -> date:
        return self.first - timedelta(days=1)


def _earlier(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)
