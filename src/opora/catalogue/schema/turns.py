"""For which of its turns a record settles a deadline that comes again: the report for October, for 2026."""

from __future__ import annotations

from opora.catalogue.schema.pieces import Definition, FieldPath
from opora.catalogue.schema.preceding import Holding


class Period(Definition):
    """The day in a record that lies in the period it is for; only where it holds all of `holds`."""

    field: FieldPath
    holds: tuple[Holding, ...] = ()

    @property
    def record(self) -> str:
        """The key of the record."""
        return self.field.split(".")[1]

    @property
    def day(self) -> str:
        """The key of the field in it."""
        return self.field.split(".")[2]
