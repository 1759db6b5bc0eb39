"""The days on which an office works: what ends a time limit (ZUP 101(2))."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from .work_free_days import work_free_days

SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A day on which no term ends, and why: `saturday`, `sunday`, `work_free_day` or `office_closed`."""

    day: date
    reason: str
    name: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OfficeCalendar:
    """When one office works: its closed weekdays (Monday is 0), and single days it closes, with the reason.

    Sundays and work-free days stop every office; an office that works on Saturdays takes Saturday out.
    """

    closed_weekdays: frozenset[int] = frozenset({SATURDAY, SUNDAY})
    closed_on: Mapping[date, str] = field(default_factory=dict)

    def why_closed(self, day: date) -> ClosedDay | None:
        """Why the office does not work on a day; None where it does."""
        free = work_free_days(day.year).get(day)
        if free is not None:
            return ClosedDay(day, "work_free_day", {"sl": free.sl, "it": free.it, "en": free.en})
        if day.weekday() == SUNDAY:
            return ClosedDay(day, "sunday")
        if day in self.closed_on:
            return ClosedDay(day, "office_closed", {"sl": self.closed_on[day]})
        if day.weekday() in self.closed_weekdays:
            return ClosedDay(day, "saturday" if day.weekday() == SATURDAY else "office_closed")
        return None

    def works_on(self, day: date) -> bool:
        return self.why_closed(day) is None

    def next_working_day(self, day: date) -> date:
        """The day itself, or the first working day after it."""
        while not self.works_on(day):
            day += timedelta(days=1)
        return day


STANDARD_OFFICE = OfficeCalendar()
"""Monday to Friday except work-free days."""
