"""A parameter as the rulebook keeps it: whole numbers over a fixed denominator, with their sources.

The shipped parameters are read from `law/parameters`; what is stored here is enough to replay a decision when
those files have changed or gone.
"""

from bisect import bisect_right
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict

from .errors import NotCovered
from .labels import Labels


class Stored(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class StoredCell(Stored):
    """One figure; `value` is none where the law has one but nobody has found it."""

    value: int | None
    kind: Literal["known", "derived", "assumed", "unknown"]
    confidence: Literal["high", "medium", "low"]
    source: str
    gazette: str | None = None
    why: str | None = None
    """How it was derived, or why it is assumed or doubtful."""
    doubt: Labels | None = None
    """The same for an officer, in the languages of the screens; none in rulebooks stored before there was."""

    @property
    def is_doubtful(self) -> bool:
        return self.kind != "known" or self.confidence == "low"


class StoredEntry(Stored):
    """The cells that stand from a day until the day before `until`, in the order of the places."""

    start: date
    until: date | None
    cells: tuple[StoredCell, ...]


class StoredParameter(Stored):
    key: str
    label: Labels
    unit: str
    denominator: int
    low: int
    high: int
    article: str
    article_confirmed: bool
    selected_by: str
    places: tuple[tuple[str, ...], ...]
    axes: tuple[tuple[str, ...], ...]
    words: tuple[str, ...] = ()
    """For a parameter of key words: the words, of which a value is the place."""
    entries: tuple[StoredEntry, ...]

    @cached_property
    def _positions(self) -> dict[date, int]:
        return {}

    @cached_property
    def _starts(self) -> list[date]:
        return [entry.start for entry in self.entries]

    @cached_property
    def doubtful(self) -> list[frozenset[int]]:
        """For each entry, the places of the cells that somebody must confirm."""
        return [
            frozenset(place for place, cell in enumerate(entry.cells) if cell.is_doubtful)
            for entry in self.entries
        ]

    @cached_property
    def may_be_doubtful(self) -> bool:
        """Whether any value must be confirmed, or is missing on some day."""
        return any(self.doubtful) or any(entry.until for entry in self.entries[-1:])

    def place(self, at: tuple[str, ...]) -> int:
        return self.places.index(at)

    def position_on(self, day: date) -> int:
        """Which entry stands on a day; -1 where none does. Found once for each day."""
        position = self._positions.get(day)
        if position is None:
            position = self._positions[day] = self._position_on(day)
        return position

    def _position_on(self, day: date) -> int:
        position = bisect_right(self._starts, day) - 1
        if position < 0:
            return -1
        until = self.entries[position].until
        return position if until is None or day < until else -1

    def on(self, day: date) -> StoredEntry:
        position = self.position_on(day)
        if position < 0:
            raise NotCovered(
                f"{self.key} has no value on {day.isoformat()}. Add an entry with its source to the "
                "parameters, or ask for a month that the law as loaded reaches."
            )
        return self.entries[position]
