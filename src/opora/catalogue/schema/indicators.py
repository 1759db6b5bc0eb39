"""What is counted of the records of a task, and by what it is split."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from opora.catalogue.schema.pieces import Definition, Key, Sourced, Words
from opora.catalogue.sentence import Sentence

SPLITS = ("unit", "month", "sex", "age_band", "municipality", "outcome", "length")


class Only(Definition):
    """Only where a field holds this, as `{field: guardianship.lives, is: at_home}`; null: not told."""

    field: Words
    is_: bool | Key | None = Field(alias="is")


class Indicator(Sourced):
    """What is counted of a task's cases. It never holds a number: a report computes it from the records."""

    counts: Literal[
        "cases", "persons", "families", "children", "records", "steps", "decisions", "documents", "services",
        "minutes", "days", "nights", "money", "share", "average",
    ]  # fmt: skip
    kept_in: Key | None = None
    """The task in whose cases it was entered, where that is another one: entered once, counted in both."""
    of: Words | None = None
    """A record, step, document, stage, outcome or role by its key, or a field as `record.field`."""
    when: Literal["opened", "closed", "running", "happened", "carried_over", "at_end"] = "happened"
    """`running` on any day of the period, `carried_over` into it from before, `at_end` on its last day."""
    by: tuple[Words, ...] = ()
    """What it is split by: one of `SPLITS`, or a field `record.field`."""
    where: tuple[Only, ...] = ()
    """Of a share: what is part of it; otherwise what is counted at all."""
    who: Key | None = None
    """Whose persons are counted, a role or a party field of the record; otherwise the first there is."""
    per: Literal["case", "worker", "month"] | None = None
    """Of an average of records: in a case, as if nothing was said, or for the worker to whom it is assigned.
    A share per case is that of the cases running in the period which have such a record of that time. Days
    and nights per month are those of the period, divided by its months."""
    lengths: Key | None = None
    """The code list of the bands of a split by `length`."""

    @model_validator(mode="after")
    def _a_split_by_length_names_its_bands(self) -> Self:
        if ("length" in self.by) != (self.lengths is not None):
            raise ValueError(Sentence("lengths names the bands of a split by length, and stands only there"))
        return self

    @model_validator(mode="after")
    def _only_days_and_nights_are_told_per_month(self) -> Self:
        if self.per == "month" and (self.counts not in ("days", "nights") or "month" in self.by):
            raise ValueError(Sentence("per month are days and nights, and not split by month as well"))
        return self
