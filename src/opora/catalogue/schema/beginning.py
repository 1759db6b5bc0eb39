"""The first day of a version that was printed without one, entered without touching it."""

from __future__ import annotations

from datetime import date

from opora.catalogue.schema.pieces import Definition, Source, Words


class Beginning(Definition):
    """A document of the local layer: the day the version comes into force, where that is said, and why."""

    begins_on: date
    source: Source | None = None
    why: Words
