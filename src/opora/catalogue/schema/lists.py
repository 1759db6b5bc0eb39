"""Code lists: the words that a field, a qualification, a unit of counting may take."""

from __future__ import annotations

import itertools
from typing import Self

from pydantic import Field, model_validator

from opora.catalogue.schema.pieces import Definition, Key, Length, Named, Origin, Source, Words
from opora.catalogue.sentence import Sentence


class Entry(Named):
    """One word of a list; without an origin of its own it has that of the list."""

    origin: Origin | None = None
    source: Source | None = None
    note: Words | None = None
    from_age: int | None = Field(default=None, ge=0)
    """The first whole year of age of a band."""
    to_age: int | None = Field(default=None, ge=0)
    """The last whole year of age in it; none where the band has no upper end."""
    leads_to: tuple[Key, ...] = ()
    """Tasks that are opened as well where a case holds this word, such as violence told in a first talk."""
    from_length: Length | None = None
    """The shortest span of time of a band, its first and last day counted; it reaches to the next band."""


class CodeList(Definition):
    """`what` says in English what the words are of. Entries are never removed: old records stay readable."""

    what: Words
    origin: Origin
    source: Source | None = None
    entries: tuple[Entry, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_word_once(self) -> Self:
        keys = [entry.key for entry in self.entries]
        if len(set(keys)) < len(keys):
            raise ValueError(
                Sentence(
                    "%(pieces)s: %(twice)s stands twice; give each a key of its own",
                    pieces="entries",
                    twice=", ".join(sorted({key for key in keys if keys.count(key) > 1})),
                )
            )
        if self.origin != "ours" and self.source is None:
            raise ValueError(
                Sentence("origin: %(origin)s needs a source with its lines (source)", origin=self.origin)
            )
        return self

    @model_validator(mode="after")
    def _no_age_is_in_two_bands(self) -> Self:
        if stray := [
            entry.key for entry in self.entries if entry.to_age is not None and entry.from_age is None
        ]:
            raise ValueError(
                Sentence(
                    "entries: %(entries)s has to_age without from_age; say both", entries=", ".join(stray)
                )
            )
        bands = sorted(self.bands, key=lambda band: band.from_age or 0)
        for band in bands:
            if band.to_age is not None and band.from_age is not None and band.to_age < band.from_age:
                raise ValueError(Sentence("entries: %(entry)s ends before it begins", entry=band.key))
        for younger, older in itertools.pairwise(bands):
            if younger.to_age is None or younger.to_age >= (older.from_age or 0):
                raise ValueError(
                    Sentence(
                        "entries: the ages of %(younger)s and %(older)s overlap",
                        younger=younger.key,
                        older=older.key,
                    )
                )
        return self

    @property
    def bands(self) -> tuple[Entry, ...]:
        """The entries that are bands of age; none where the list is of something else."""
        return tuple(entry for entry in self.entries if entry.from_age is not None)

    def band_of(self, age: int) -> Entry | None:
        """The band of an age in whole years; none where no band holds it."""
        for band in self.bands:
            if (band.from_age or 0) <= age and (band.to_age is None or age <= band.to_age):
                return band
        return None

    @property
    def lengths(self) -> tuple[Entry, ...]:
        """The entries that are bands of time, the shortest first as they stand; none where it holds none."""
        return tuple(entry for entry in self.entries if entry.from_length is not None)

    def keys(self) -> frozenset[Key]:
        return frozenset(entry.key for entry in self.entries)

    def __contains__(self, key: object) -> bool:
        return any(entry.key == key for entry in self.entries)
