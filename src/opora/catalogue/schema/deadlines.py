"""Time limits of a task: from which event, how long, whom they bind, and where that is printed."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from opora.catalogue.schema.pieces import Key, LegalBasis, Length, Named, Origin, Source

Starts = Annotated[
    str,
    StringConstraints(
        pattern=r"^(filed|completed|called_to_supplement|served|opened|assigned|decided|closed|asked|agreed|"
        r"each_year|(step|record|document|stage)\.[a-z0-9_.]+)$"
    ),
]
"""An event of every case, or a step, record (with its field), document or stage of this one."""
DayOfYear = Annotated[str, StringConstraints(pattern=r"^\d\d-\d\d$")]


class TaskDeadline(Named):
    """A time limit of the task.

    Its length is a term of `law.procedure`, a `length` printed in a source, or a day of each year; `every` lets
    it come again. `days` is the length proposed to the officer, where the act leaves it to them.
    """

    term: Key | None = None
    length: Length | None = None
    on_day: DayOfYear | None = None
    days: int | None = Field(default=None, gt=0)
    every: Length | None = None
    starts: Starts
    binds: Literal["centre", "party", "other_body"]
    at_latest: bool = True
    """False for a least time, such as a waiting period."""
    basis: LegalBasis | None = None
    origin: Origin = "described"
    source: Source | None = None

    @model_validator(mode="after")
    def _its_length_is_told_once(self) -> Self:
        told = [self.term is not None, self.length is not None, self.on_day is not None]
        if sum(told) > 1 or not (any(told) or self.every):
            raise ValueError(f"{self.key}: say one of term, length and on_day, or how often it comes (every)")
        return self
