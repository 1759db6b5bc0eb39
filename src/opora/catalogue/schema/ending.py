"""The end of an open version, said without touching it."""

from __future__ import annotations

from datetime import date

from opora.catalogue.schema.pieces import Definition, Words


class Ending(Definition):
    """A document of the local layer: on this day the version no longer holds, and why."""

    ends_on: date
    why: Words
