"""What the file of a service must hold, as data: each part names what proves it in the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from opora.catalogue.schema import Task
from opora.catalogue.schema.pieces import Definition, Key, Named, Origin, Source, Told, Words
from opora.catalogue.schema.task import OpenedBy

Known = Literal["born", "sex"]
Onward = Literal["referral", "consent"]


class Telling(Definition):
    """Records of a kind; where a field is named, those that hold one of these values in it."""

    record: Key
    field: Key | None = None
    is_any: tuple[Key | bool, ...] = ()

    def is_so(self, content: Mapping[str, object]) -> bool:
        return self.field is None or content.get(self.field) in self.is_any

    @model_validator(mode="after")
    def _a_field_is_asked_for_values(self) -> Self:
        if (self.field is None) != (not self.is_any):
            raise ValueError("field and is_any belong together")
        return self


class Calling(Definition):
    """What calls for a part that not every file needs: a record, how the service began, or how it ended."""

    told: Telling | None = None
    opened: tuple[OpenedBy, ...] = ()
    outcome: tuple[Key, ...] = ()

    @model_validator(mode="after")
    def _it_says_one_thing(self) -> Self:
        if sum([self.told is not None, bool(self.opened), bool(self.outcome)]) != 1:
            raise ValueError("when names told, opened or outcome, one at a time")
        return self


class Span(Definition):
    """What lasts and comes again, such as a cycle: the record that begins it, the field that ends it."""

    record: Key
    ends_on: Key


class FilePart(Definition):
    """One thing that the file must hold.

    It is proved by a `record`, by the paper `document` or by what a case keeps `onward`; by a person in a
    `role` of whom something is `known`; or, for `each` record of a kind, by fields of it that are `filled`.
    Where `closes` names what lasts, there is one for each that is over. When it is due follows from the steps
    that make it in the catalogue: once the course has come there. `at` names such a step where the catalogue
    names none.
    A part that is only made `by_need`, or that `when` calls for, is owed once something calls for it.
    """

    key: Key
    sl: Words | None = None
    it: Words | None = None
    en: Words | None = None
    """Its name, where it is another than that of the record, paper or role in the catalogue."""
    record: Key | None = None
    document: Key | None = None
    onward: Onward | None = None
    role: Key | None = None
    known: tuple[Known, ...] = ()
    filled: tuple[Key, ...] = ()
    each: Telling | None = None
    closes: Span | None = None
    at: Key | None = None
    by_need: bool = False
    when: tuple[Calling, ...] = ()
    article: Words | None = None
    origin: Origin = "printed"
    source: Source
    note: Told | None = None

    @model_validator(mode="after")
    def _something_proves_it(self) -> Self:
        if not (self.record or self.document or self.role or self.filled):
            raise ValueError(f"{self.key}: name the record, document, role or fields that prove it")
        if self.filled and self.each is None:
            raise ValueError(f"{self.key}: fields are filled in each record of a kind; name it in each")
        return self

    @model_validator(mode="after")
    def _a_name_of_its_own_stands_in_three_languages(self) -> Self:
        if len({each is None for each in (self.sl, self.it, self.en)}) > 1:
            raise ValueError(f"{self.key}: give its name in sl, it and en, or leave it to the catalogue")
        return self

    def name(self, task: Task, language: str) -> str:
        """Its own name, else that of the piece of the catalogue that proves it."""
        if self.sl and self.it and self.en:
            return {"sl": self.sl, "it": self.it}.get(language[:2], self.en)
        pieces = [*_keyed(task.records, self.record), *_keyed(task.documents, self.document)]
        return next((each.name(language) for each in [*pieces, *_keyed(task.roles, self.role)]), self.key)

    def is_known_to(self, task: Task) -> bool:
        """Whether this version of the task has anything that could prove it."""
        kind = self.each.record if self.each else self.record
        found = [*_keyed(task.records, kind), *_keyed(task.roles, self.role)]
        return bool(found) or (kind is None and bool(_keyed(task.documents, self.document)))


class KeptElsewhere(Definition):
    """Documentation of the service that lies in a register of the centre and in no file."""

    key: Key
    sl: Words
    it: Words
    en: Words
    register_: Key = Field(alias="register")
    article: Words
    source: Source

    def name(self, language: str) -> str:
        return {"sl": self.sl, "it": self.it}.get(language[:2], self.en)


class ServiceFile(Definition):
    """One dated version of what the files of a service hold."""

    task: Key
    published: date | None
    valid_from: date | None
    valid_until: date | None = None
    unfinished: tuple[Key, ...] = ()
    """Outcomes with which the service was not carried through: then only what was begun is owed."""
    parts: tuple[FilePart, ...] = Field(min_length=1)
    elsewhere: tuple[KeptElsewhere, ...] = ()
    note: Told | None = None

    @model_validator(mode="after")
    def _each_key_once(self) -> Self:
        keys = [part.key for part in self.parts]
        if len(set(keys)) < len(keys):
            raise ValueError("parts: a key stands twice; give each a key of its own")
        return self

    def is_valid(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on < self.valid_until
        )

    @property
    def asked(self) -> frozenset[str]:
        """The fields of records whose value matters, and nothing else of a record does."""
        tellings = [part.each for part in self.parts] + [
            calling.told for part in self.parts for calling in part.when
        ]
        spans = {part.closes.ends_on for part in self.parts if part.closes}
        return frozenset({each.field for each in tellings if each and each.field} | spans)

    @property
    def filled(self) -> frozenset[str]:
        """The fields of records of which only matters whether something stands in them."""
        return frozenset(field for part in self.parts for field in part.filled)


def _keyed(pieces: Iterable[Named], key: str | None) -> list[Named]:
    return [each for each in pieces if each.key == key]
