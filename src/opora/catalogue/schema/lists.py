"""Code lists: the words that a field, a qualification, a unit of counting may take."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from opora.catalogue.schema.pieces import Definition, Key, Named, Origin, Source, Words


class Entry(Named):
    """One word of a list; without an origin of its own it has that of the list."""

    origin: Origin | None = None
    source: Source | None = None
    note: Words | None = None


class CodeList(Definition):
    """`what` says in English what the words are of. Entries are never removed, only ended, so old records stay readable."""

    what: Words
    origin: Origin
    source: Source | None = None
    entries: tuple[Entry, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_word_once(self) -> Self:
        keys = [entry.key for entry in self.entries]
        if len(set(keys)) < len(keys):
            raise ValueError("entries: a key stands twice")
        if self.origin != "ours" and self.source is None:
            raise ValueError(f"origin {self.origin!r} needs a source with its lines")
        return self

    def keys(self) -> frozenset[Key]:
        return frozenset(entry.key for entry in self.entries)
