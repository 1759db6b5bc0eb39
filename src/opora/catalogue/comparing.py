"""Two days of the catalogue beside each other: what was announced between them, and what came to hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from opora.catalogue.announced import AnnouncedChange, announced_changes
from opora.catalogue.loading import Catalogue
from opora.catalogue.schema import Task


@dataclass(frozen=True)
class Announcement:
    """A version or a removal published between the days; its effect may be on another, unknown day."""

    key: str
    task: Task
    what: Literal["published", "removal_published"]
    on: date
    effective: date | None


@dataclass(frozen=True)
class FieldChange:
    """One place of a definition that reads otherwise; none on the side where it is not there."""

    place: str
    before: Any
    after: Any


@dataclass(frozen=True)
class TaskChange:
    """A task that holds on one of the days only, or reads otherwise on the later."""

    key: str
    task: Task
    what: Literal["added", "removed", "changed"]
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class Comparison:
    changes: tuple[AnnouncedChange, ...]
    announced: tuple[Announcement, ...]
    effective: tuple[TaskChange, ...]


def compare(catalogue: Catalogue, earlier: date, later: date) -> Comparison:
    """What lies between two days, by publication and by effect; the days may be given in any order."""
    earlier, later = sorted((earlier, later))
    announced = sorted(_announced(catalogue, earlier, later), key=lambda each: (each.on, each.key))
    changes = tuple(change for change in announced_changes() if earlier < change.published <= later)
    return Comparison(changes, tuple(announced), tuple(_changed(catalogue, earlier, later)))


def field_changes(before: Task, after: Task) -> tuple[FieldChange, ...]:
    """Place by place; pieces with a key are matched by it, wherever they stand."""
    return tuple(_differences("", _dumped(before), _dumped(after)))


def _announced(catalogue: Catalogue, earlier: date, later: date) -> Iterator[Announcement]:
    for key, versions in catalogue.tasks.items():
        for before, version in zip((None, *versions), versions, strict=False):
            is_same = before is not None and before.published == version.published
            if version.published is not None and not is_same and earlier < version.published <= later:
                yield Announcement(key, version, "published", version.published, version.valid_from)
            if version.removed_on is not None and earlier < version.removed_on <= later:
                yield Announcement(key, version, "removal_published", version.removed_on, version.valid_until)


def _changed(catalogue: Catalogue, earlier: date, later: date) -> Iterator[TaskChange]:
    for key, versions in catalogue.tasks.items():
        before = next((version for version in versions if version.is_valid(earlier)), None)
        after = next((version for version in versions if version.is_valid(later)), None)
        if before is None and after is not None:
            yield TaskChange(key, after, "added")
        elif before is not None and after is None:
            yield TaskChange(key, before, "removed")
        elif before is not None and after is not None and before != after:
            yield TaskChange(key, after, "changed", field_changes(before, after))


def _dumped(task: Task) -> dict[str, Any]:
    return task.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _differences(place: str, before: Any, after: Any) -> Iterator[FieldChange]:
    before, after = _by_key(before), _by_key(after)
    if before == after:
        return
    if not (isinstance(before, dict) and isinstance(after, dict)):
        yield FieldChange(place, before, after)
        return
    for key in (*before, *(key for key in after if key not in before)):
        inner = f"{place}.{key}" if place else str(key)
        yield from _differences(inner, before.get(key), after.get(key))


def _by_key(value: Any) -> Any:
    """A list of pieces as a mapping of them; anything else as it is."""
    if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
        for name in ("key", "role"):
            if all(name in each for each in value):
                return {each[name]: {k: v for k, v in each.items() if k != name} for each in value}
    return value
