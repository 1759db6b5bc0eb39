"""Announced changes of the catalogue: a dated set of tasks added and removed, by whom and why."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from opora.catalogue.reading import read_definitions
from opora.catalogue.schema.pieces import Definition, Key, LegalBasis, Sourced, Words

FILE = Path(__file__).parent / "changes.yaml"


class AnnouncedChange(Sourced):
    """One announcement; in effect on another day than published, or on one that nobody printed."""

    published: date
    effective: date | None
    adopted_by: Words
    basis: LegalBasis
    why: Words
    adds: tuple[Key, ...] = ()
    removes: tuple[Key, ...] = ()


class _Changes(Definition):
    changes: tuple[AnnouncedChange, ...]


@cache
def announced_changes(path: Path = FILE) -> tuple[AnnouncedChange, ...]:
    """All of them, in the order of publication."""
    [found] = read_definitions(_Changes, path)
    return tuple(sorted(found.changes, key=lambda change: change.published))
