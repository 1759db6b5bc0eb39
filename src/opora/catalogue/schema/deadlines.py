"""Time limits of a task: from which event, how long, whom they bind, and where that is printed."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from opora.catalogue.schema.pieces import (
    Definition,
    FieldPath,
    Key,
    LegalBasis,
    Length,
    Named,
    Origin,
    Source,
)
from opora.catalogue.schema.preceding import Before
from opora.catalogue.schema.turns import Period
from opora.catalogue.sentence import Sentence

Starts = Annotated[
    str,
    StringConstraints(
        pattern=r"^(filed|completed|called_to_supplement|served|opened|assigned|decided|closed|asked|agreed|"
        r"each_year|each_month|(step|document|stage)\.[a-z0-9_]+|record\.[a-z0-9_]+(\.[a-z0-9_]+)?)$"
    ),
]
"""An event of every case, or a step, record (with its field), document or stage of this one."""
DayOfYear = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class Age(Definition):
    """The birthday on which the person in a role becomes that old."""

    role: Key
    years: int = Field(gt=0)


class When(Definition):
    """Only where a field of a record says so: a yes or no, or a word of its code list."""

    field: FieldPath
    is_: bool | Key = Field(alias="is")


class TaskDeadline(Named):
    """A time limit of the task.

    Its last day is told in one way: a term of `law.procedure`, a `length` printed in a source, a day of each
    year or month, a day that a field holds (`falls_on`), or a birthday (`at_age`); `every` lets it come
    again. `days` is the length proposed to the officer, where the act leaves it to them.
    """

    term: Key | None = None
    length: Length | None = None
    on_day: DayOfYear | None = None
    on_day_of_month: int | None = Field(default=None, ge=1, le=31)
    """The last day of a shorter month, where it has no such day."""
    falls_on: FieldPath | None = None
    at_age: Age | None = None
    at_hour: Clock | None = None
    """The hour of its last day, where it ends before midnight."""
    before: bool = False
    """Its length is counted back: so long before the day it is counted from."""
    days: int | None = Field(default=None, gt=0)
    every: Length | None = None
    starts: Starts | None = None
    """None where it falls on a day of its own."""
    when: When | None = None
    from_last_done: bool = False
    """Each turn is counted from the day the one before was done, not from the first day."""
    period: Period | None = None
    """The field of a record that names its month or year. A turn is met only by a record for its period.

    Without one, what is done counts for the turn in whose time it was done, or for the last one missed.
    """
    ends_with: FieldPath | None = None
    """A day of the record it is counted from. Once entered, there is nothing left for it to watch over.

    Of one that comes again it is a day of any record: nothing falls due after it. Of a state that `lasts`
    too: the stay that was prolonged ends with the day on which the guest left.
    """
    ended_by: Key | None = None
    """The outgoing document whose dispatch meets it: made and left on the desk it is not sent.

    Where no such document was made, its step meets it as it is.
    """
    over_after: Before | None = None
    """A record with which it is over all the same: who came to the talk needs no invitation to it."""
    replaced_by: tuple[Before, ...] = ()
    """Records that put another end in the place of this one: a later decision on the same measure.

    What was told before is no end any more; it stays in history, with the record that replaced it.
    """
    reminder: Key | None = None
    """The document by which whoever it binds is reminded of it."""
    binds: Literal["centre", "party", "other_body"]
    at_latest: bool = True
    """False for a least time, such as a waiting period."""
    lasts: bool = False
    """How long a state may last (a stay, a measure, a deferral): it ends on its day, worked or not."""
    basis: LegalBasis | None = None
    origin: Origin = "described"
    source: Source | None = None

    @model_validator(mode="after")
    def _its_length_is_told_once(self) -> Self:
        ways = ("term", "length", "on_day", "on_day_of_month", "falls_on", "at_age")
        told = sum(getattr(self, way) is not None for way in ways)
        if told > 1 or not (told or self.every):
            raise ValueError(
                Sentence("say one of %(ways)s, or how often it comes (every)", ways=", ".join(ways))
            )
        return self

    @model_validator(mode="after")
    def _it_starts_unless_its_day_is_known(self) -> Self:
        has_its_day = self.falls_on is not None or self.at_age is not None
        if has_its_day and (self.starts is not None or self.every is not None):
            raise ValueError(
                Sentence("falls_on and at_age name a day of their own; leave out starts and every")
            )
        if not has_its_day and self.starts is None:
            raise ValueError(Sentence("say what it starts with (starts)"))
        return self

    @model_validator(mode="after")
    def _it_ends_with_its_own_record(self) -> Self:
        if self.ends_with is not None and not self.comes_again and not self.lasts:
            record = self.ends_with.split(".")[:2]
            if (self.starts or self.falls_on or "").split(".")[:2] != record:
                raise ValueError(
                    Sentence(
                        "ends_with names a field of the record it is counted from; only a deadline that "
                        "comes again, or a state that lasts, may end with another record"
                    )
                )
        return self

    @model_validator(mode="after")
    def _a_dispatch_ends_it_once(self) -> Self:
        if self.ended_by is not None and self.comes_again:
            raise ValueError(Sentence("a deadline that comes again is met by its steps; leave out ended_by"))
        if self.over_after is not None and self.comes_again:
            raise ValueError(
                Sentence("a deadline that comes again is not over with one record; leave out over_after")
            )
        if self.replaced_by and self.comes_again:
            raise ValueError(
                Sentence(
                    "a deadline that comes again is replaced by its next turn alone; leave out replaced_by"
                )
            )
        return self

    @model_validator(mode="after")
    def _only_turns_have_periods(self) -> Self:
        if self.period is not None and (not self.comes_again or self.from_last_done):
            raise ValueError(
                Sentence(
                    "period tells one turn from another; leave it out where nothing comes again, or where "
                    "each turn is counted from the last one done (from_last_done)"
                )
            )
        return self

    @model_validator(mode="after")
    def _its_turns_follow_what_was_done(self) -> Self:
        if self.from_last_done and (self.every is None or self.length is not None or self.on_day is not None):
            raise ValueError(
                Sentence(
                    "from_last_done counts each turn by every alone; say every, and leave out length "
                    "and on_day"
                )
            )
        return self

    @model_validator(mode="after")
    def _the_event_fits_the_length(self) -> Self:
        if (self.on_day is not None) and self.starts != "each_year":
            raise ValueError(Sentence("on_day comes each year; say starts: each_year"))
        if (self.on_day_of_month is not None) != (self.starts == "each_month"):
            raise ValueError(
                Sentence("on_day_of_month and starts: each_month belong together; say both or neither")
            )
        if self.before and (self.length is None or not (self.starts or "").startswith("record.")):
            raise ValueError(Sentence("before needs a length, and a field of a record to count back from"))
        return self

    @property
    def comes_again(self) -> bool:
        """Whether one is owed after another, with time."""
        return self.every is not None or self.starts in ("each_year", "each_month")
