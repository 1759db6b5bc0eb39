"""What somebody must meet to be included in a programme, and where the reason of an exception stands."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from opora.catalogue.schema.pieces import Definition, Key, Source
from opora.catalogue.schema.prolonging import Held
from opora.catalogue.sentence import Sentence


class Consent(Definition):
    """A record of the case by which somebody agrees; not where the day in `until` has come."""

    record: Key
    until: Key | None = None


class Conditions(Definition):
    """Looked at when the record is kept, where it holds what `when` says: who asks for a place has none yet.

    `of` is the role of whoever is included: resident in the area of the unit (`in_area`), so many years old.
    `told` are fields of the record itself, such as who referred them. `exception` is the field of the reason
    for which somebody is included all the same.
    """

    of: Key
    exception: Key
    when: Held | None = None
    in_area: bool = False
    from_age: int | None = Field(default=None, gt=0)
    to_age: int | None = Field(default=None, gt=0)
    consent: Consent | None = None
    told: tuple[Held, ...] = ()
    source: Source

    @model_validator(mode="after")
    def _it_asks_for_something(self) -> Self:
        if not (self.in_area or self.from_age or self.to_age or self.consent or self.told):
            raise ValueError(Sentence("say what is asked for: in_area, from_age, to_age, consent or told"))
        if self.from_age and self.to_age and self.to_age < self.from_age:
            raise ValueError(Sentence("to_age lies before from_age; correct one of the two"))
        return self
