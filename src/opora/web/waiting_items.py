"""What waits for a worker: one thing to do, and how such things are ordered on the page of the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from opora.cases.models import Case

LONGEST = 15
LONGEST_MESSAGE = 200
URGENCY = ("overdue", "today", "soon", "ahead")


@dataclass(frozen=True)
class Item:
    """One thing to do: how urgent, what kind, about which case, and where it is done.

    `day_is` says what the day is; without it the day only orders. `also` is what else waits in the case.
    """

    state: str
    kind: str
    number: str
    words: str
    address: str
    day: date | None = None
    day_is: str = ""
    case: Case | None = None
    also: tuple[Item, ...] = ()

    @property
    def heading(self) -> str:
        """The number, and of the case its persons and matter, as far as they were fetched."""
        names = ", ".join(party.person.full_name for party in getattr(self.case, "main_persons", ()))
        matter = self.case.matter if self.case else ""
        return " · ".join(part for part in (self.number, names, matter) if part)


def most_urgent_first(items: Iterable[Item]) -> list[Item]:
    """By urgency, then the longest waiting."""
    return sorted(items, key=lambda item: (URGENCY.index(item.state), item.day or date.max))


def one_row_a_case(items: Iterable[Item]) -> list[Item]:
    """The most urgent of each case, with all else that waits in it; what is of no case stands by itself."""
    rows: dict[object, list[Item]] = {}
    for item in most_urgent_first(items):
        rows.setdefault(item.case.pk if item.case else item, []).append(item)
    return [replace(first, also=tuple(others)) for first, *others in rows.values()]


def local_day(at: datetime | None) -> date | None:
    """The day of a moment where the centre is; none of none."""
    return timezone.localdate(at) if at else None


def shortened(message: str) -> str:
    """A message as a line of the page bears it."""
    words = " ".join(message.split())
    return words if len(words) <= LONGEST_MESSAGE else words[: LONGEST_MESSAGE - 1].rstrip() + "…"
