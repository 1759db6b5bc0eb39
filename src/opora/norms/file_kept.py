"""What a case keeps, as far as the check of its file asks: rows with their days, and what matters of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal


@dataclass(frozen=True)
class Row:
    """A row that may prove a part of the file; `id` leads to it. Of a person the day is that of the case."""

    kind: Literal["record", "paper", "onward", "person"]
    key: str
    id: str
    day: date
    content: Mapping[str, object] = field(default_factory=dict)
    """Of a record: the fields that are asked; of a person: what is known of them."""

    def holds(self, name: str) -> bool:
        return bool(self.content.get(name))


@dataclass(frozen=True)
class StepRow:
    """A step that was done, or left out with its reason."""

    key: str
    day: date
    left_out: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Kept:
    """The rows of a case."""

    opened_on: date
    opened_how: str = ""
    closed_on: date | None = None
    outcome: str = ""
    rows: tuple[Row, ...] = ()
    steps: tuple[StepRow, ...] = ()

    def records(self, key: str | None) -> list[Row]:
        """The records of a kind, by day."""
        return self._of("record", key)

    def papers(self, key: str | None) -> list[Row]:
        return self._of("paper", key)

    def onward(self, key: str | None) -> list[Row]:
        """Referrals or consents."""
        return self._of("onward", key)

    def persons(self, role: str | None) -> list[Row]:
        return self._of("person", role)

    def _of(self, kind: str, key: str | None) -> list[Row]:
        return list(self._by_key.get((kind, key), ()))

    @cached_property
    def _by_key(self) -> dict[tuple[str, str | None], list[Row]]:
        found: dict[tuple[str, str | None], list[Row]] = {}
        for row in sorted(self.rows, key=lambda each: each.day):
            found.setdefault((row.kind, row.key), []).append(row)
        return found
