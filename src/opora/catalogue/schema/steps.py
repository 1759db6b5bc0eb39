"""The steps of a task, with minutes as printed and never worked out by us."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import Field, model_validator

from opora.catalogue.schema.pieces import Definition, FieldPath, Key, Length, Sourced, Told, Words
from opora.catalogue.schema.preceding import Before, Holding
from opora.catalogue.sentence import Sentence


class Quantity(Definition):
    """A printed product, such as 3 × 300 minutes."""

    count: int = Field(gt=0)
    minutes: int = Field(gt=0)


class Step(Sourced):
    """One row of the table of steps. Rows of one number may share one cell of minutes (`minutes_in`)."""

    number: Words | None = None
    sub: Words | None = None
    apart: Told | None = None
    """What tells it apart from another step of the same printed title: said after the title, in brackets."""
    kind: Literal["obligatory", "optional"]
    minutes: int | None = Field(default=None, gt=0)
    minutes_in: Key | None = None
    quantity: Quantity | None = None
    in_norm: bool = True
    """False where the printed norm leaves it out although it is obligatory (a commission)."""
    ground: Told | None = None
    """When an optional step is done; required of a printed condition."""
    every: Length | None = None
    event: Told | None = None
    """What calls for it again or at all: `per appeal`, `when the provider withdraws`."""
    only_after: tuple[Before, ...] = ()
    """Records that have to be kept before it."""
    deadline: Key | None = None
    by: Key | None = None
    """The role among the executors that does it, where not all do."""
    document: Key | None = None
    """The paper that is made of it: making one does the step."""
    record: Key | None = None
    """The record that is kept of it: with it the step is done, unless whoever keeps it says otherwise."""
    done_where: tuple[Holding, ...] = ()
    """What its record must hold for it to be done: with a no the record is kept and the step waits.

    A field that nobody answered speaks for nothing.
    """
    called_for_by: tuple[FieldPath, ...] = ()
    """Fields of records whose yes calls for it at once: it is planned for that day; the case is urgent."""
    note: Told | None = None

    @model_validator(mode="after")
    def _minutes_stand_in_one_place(self) -> Self:
        told = [self.minutes is not None, self.minutes_in is not None, self.quantity is not None]
        if sum(told) > 1:
            raise ValueError(Sentence("minutes, minutes_in and quantity exclude each other; keep one"))
        return self

    @model_validator(mode="after")
    def _its_record_is_named(self) -> Self:
        if self.done_where and self.record is None:
            raise ValueError(Sentence("done_where asks fields of its record; name the record (record)"))
        return self

    def name(self, language: str) -> str:
        """The title, and what tells it apart where the task has another step of that title."""
        title = super().name(language)
        return f"{title} ({self.apart.in_language(language)})" if self.apart else title

    def is_shown_by(self, content: Mapping[str, object]) -> bool:
        """Whether a record of this content shows that it was done."""
        answered = [each for each in self.done_where if content.get(each.field) not in (None, "")]
        return all(each.is_so(content) for each in answered)

    @property
    def printed_minutes(self) -> int:
        """Its own minutes; none for a row that shares another's cell or has no time printed."""
        if self.quantity is not None:
            return self.quantity.count * self.quantity.minutes
        return self.minutes or 0
