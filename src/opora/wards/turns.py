"""On which day what comes again falls due, and in which months; pure.

A month is named by its first day. Months are counted from the month of the first day on which something
holds; a day the month does not have is its last one. It is due on its day if it holds on that day, both ends
included: what ends before its day is due no more, and the rest of such a month comes as a bill of its own.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

ONCE = "once"
MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}
"""From one turn to the next, by the word of the code list `ward_due_rhythms`."""
LAST_OF_ANY_MONTH = 31


@dataclass(frozen=True, slots=True)
class Standing:
    """What falls due: how often, on which day of the month, from the first day to the last."""

    rhythm: str
    first: date
    last: date | None = None
    day: int | None = None

    def due_day(self, month: date) -> date:
        """Its day in a month, whether it is due there or not."""
        wanted = self.day if self.day and self.day <= LAST_OF_ANY_MONTH else self.first.day
        return month.replace(day=min(wanted, monthrange(month.year, month.month)[1]))

    def holds(self, on: date) -> bool:
        return self.first <= on and (self.last is None or on <= self.last)


def due_in(standing: Standing, month: date) -> date | None:
    """The day in a month on which it falls due; none where it does not."""
    month = month.replace(day=1)
    if standing.rhythm == ONCE:
        due = _only_day(standing)
        return due if due is not None and due.replace(day=1) == month else None
    if _months_between(standing.first, month) % MONTHS[standing.rhythm]:
        return None
    due = standing.due_day(month)
    return due if standing.holds(due) else None


def due_up_to(standing: Standing, month: date) -> date | None:
    """The same, but what is due once stays due in every month after it: until it is done."""
    if standing.rhythm != ONCE:
        return due_in(standing, month)
    due = _only_day(standing)
    return due if due is not None and due.replace(day=1) <= month.replace(day=1) else None


def month_after(month: date) -> date:
    return month.replace(day=1, year=month.year + month.month // 12, month=month.month % 12 + 1)


def month_before(month: date) -> date:
    first = month.replace(day=1)
    return first.replace(year=first.year - (first.month == 1), month=(first.month - 2) % 12 + 1)


def _only_day(standing: Standing) -> date | None:
    """The first day that is its day of the month; none where it ends before."""
    due = standing.due_day(standing.first.replace(day=1))
    if due < standing.first:
        due = standing.due_day(month_after(standing.first))
    return due if standing.holds(due) else None


def _months_between(first: date, month: date) -> int:
    return (month.year - first.year) * 12 + month.month - first.month
