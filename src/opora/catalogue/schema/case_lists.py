"""Lists of the cases of a task that a unit keeps in sight: who is in them, in what order, what they show."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from opora.catalogue.schema.deadlines import Age
from opora.catalogue.schema.pieces import Definition, Key, Named, Sourced
from opora.catalogue.sentence import Sentence

RecordFieldName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
"""A field of a record, such as `visit.done_on`, or one of its last record where several are kept."""


class Sign(Definition):
    """What can be seen in a case: a record that is there or missing, or the age of a person in a role.

    With `until` only records count whose day of that field is empty or to come; with `field` only those that
    hold the value; with `last` only the last of the kind is looked at.
    """

    record: Key | None = None
    there: bool = True
    until: Key | None = None
    field: Key | None = None
    is_: bool | Key | None = Field(default=None, alias="is")
    last: bool = False
    age: Age | None = None

    @model_validator(mode="after")
    def _it_is_about_one_thing(self) -> Self:
        if (self.record is None) == (self.age is None):
            raise ValueError(Sentence("a sign is about a record (record), or about an age (age); say one"))
        if (self.field is None) != (self.is_ is None):
            raise ValueError(Sentence("field and is belong together; say both or neither"))
        return self


class Mark(Named):
    """What is said of a case in a list where all these signs are seen. The first mark stands first."""

    when: tuple[Sign, ...] = Field(min_length=1)


class CaseList(Sourced):
    """Running cases of the task, all or those with signs: the marked first, then who waits longest."""

    where: tuple[Sign, ...] = ()
    by: Key | None = None
    """The role of a body by which they are grouped."""
    since: RecordFieldName | None = None
    """The day by which the oldest stand first; without it, the day on which the case was opened."""
    marks: tuple[Mark, ...] = ()
    shows: tuple[RecordFieldName, ...] = ()

    @property
    def signs(self) -> tuple[Sign, ...]:
        return (*self.where, *(sign for mark in self.marks for sign in mark.when))

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field it reads, as `record.field`."""
        return (*self.shows, *((self.since,) if self.since else ()))

    @property
    def records(self) -> frozenset[str]:
        """Every kind of record it reads."""
        named = {sign.record for sign in self.signs if sign.record is not None}
        return frozenset(named | {each.partition(".")[0] for each in self.fields})
