"""Two versions of a definition, place by place, as a page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from opora.catalogue import Task
from opora.catalogue.comparing import field_changes

LONGEST_VALUE = 160


@dataclass(frozen=True)
class Difference:
    """One place of a definition beside how it reads in the other version."""

    place: str
    before: str
    after: str


def differences(before: Task, after: Task) -> list[Difference]:
    """Every place that reads otherwise."""
    return [
        Difference(change.place, _shortened(change.before), _shortened(change.after))
        for change in field_changes(before, after)
    ]


def _shortened(value: Any) -> str:
    text = "–" if value is None else str(value)
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
