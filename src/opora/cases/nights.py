"""Nights and days of each person who stays, by month, out of arrival and departure; nobody types them.

Counted as the indicators of the task count them: the day of departure is a day of the stay and no night.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from opora.cases.checked_values import day_in
from opora.cases.models import Case, CaseRecord
from opora.catalogue import Task
from opora.catalogue.schema import Record


@dataclass
class Sum:
    """Nights and days of a month, or of all of them."""

    nights: int = 0
    days: int = 0


@dataclass
class Guest:
    """One person who stays, with what falls into each month; `name` is empty where nobody is named."""

    name: str
    months: dict[date, Sum] = field(default_factory=lambda: defaultdict(Sum))

    @property
    def by_month(self) -> list[tuple[date, Sum]]:
        return sorted(self.months.items())

    @property
    def whole(self) -> Sum:
        every = self.months.values()
        return Sum(sum(each.nights for each in every), sum(each.days for each in every))

    @property
    def nights_a_month(self) -> Decimal:
        return Decimal(self.whole.nights) / len(self.months)

    @property
    def days_a_month(self) -> Decimal:
        return Decimal(self.whole.days) / len(self.months)


def record_of_nights(task: Task) -> Record | None:
    """The record whose days and nights the task counts from its first day to its last."""
    own = [each for each in task.indicators if each.kept_in is None]
    counted = {each.of for each in own if each.counts in ("days", "nights")}
    return next((each for each in task.records if each.key in counted and each.ends_on), None)


def guests_of(case: Case, record: Record, *, on: date) -> list[Guest]:
    """Everybody who stays or stayed, in the order of arrival; whoever is still there up to a day."""
    named = next((each.key for each in record.fields if each.type == "party"), "")
    parties = case.parties.select_related("person") if named else []
    names = {party.pk: str(party) for party in parties}
    found: dict[object, Guest] = {}
    for kept in case.records.filter(key=record.key, struck_at=None).order_by("happened_on", "pk"):
        who = kept.content.get(named)
        guest = found.setdefault(who, Guest(names.get(who, "")))
        for month, falls in _months(kept, record, case, on):
            guest.months[month].nights += falls.nights
            guest.months[month].days += falls.days
    return [guest for guest in found.values() if guest.months]


def _months(kept: CaseRecord, record: Record, case: Case, on: date) -> Iterator[tuple[date, Sum]]:
    """What falls into each month, from the first day to the last one that has come."""
    first = kept.happened_on
    told = kept.content.get(record.ends_on or "")
    ended = day_in(told) if told else case.closed_on
    last = min(ended or on, on)
    month = first.replace(day=1) if first else on
    while first is not None and month <= last:
        after = (month + timedelta(days=31)).replace(day=1)
        begins, ends = max(first, month), min(last, after - timedelta(days=1))
        last_night = min(ends, ended - timedelta(days=1)) if ended else ends
        yield month, Sum(max(0, (last_night - begins).days + 1), (ends - begins).days + 1)
        month = after
