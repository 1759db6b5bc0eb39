"""What every definition is written with: names in three languages, legal bases, where a piece comes from."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from opora.catalogue.sentence import Sentence

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
FieldPath = Annotated[str, StringConstraints(pattern=r"^record\.[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
"""A field of a record of the same task: `record.order.until`."""
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Source = Annotated[str, StringConstraints(pattern=r"^\S.*\d.*$")]
"""Source document and lines, such as `004b:3533-3535` or `001:98-103`."""
ClassificationSign = Annotated[str, StringConstraints(pattern=r"^\d{2,5}$")]
Origin = Literal["printed", "described", "ours"]
"""Printed in a source word for word or number for number; described there; or added by us."""


class Definition(BaseModel):
    """A piece of the catalogue: nothing unknown in it, numbers of the law quoted, never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Said(Definition):
    """What a definition tells its readers, beside what is printed; a local version may leave Italian out.

    A text alone, as definitions held it before, is English.
    """

    sl: Words | None = None
    it: Words | None = None
    en: Words | None = None

    @model_validator(mode="after")
    def _it_says_something(self) -> Self:
        if self.sl is None and self.en is None:
            raise ValueError(Sentence("say it in sl, in en, or in both"))
        return self

    def in_language(self, language: str) -> str:
        """In this language, else in the nearest we have: Slovenian for Italian, English for Slovenian."""
        own = {"sl": self.sl, "it": self.it}.get(language[:2], self.en)
        return own or (self.en if language[:2] not in ("sl", "it") else self.sl) or self.sl or self.en or ""


def _text_alone_is_english(told: object) -> object:
    return {"en": told} if isinstance(told, str) else told


Told = Annotated[Said, BeforeValidator(_text_alone_is_english)]


class Named(Definition):
    """Something with a stable key and a name in the three languages."""

    key: Key
    sl: Words
    it: Words
    en: Words

    def name(self, language: str) -> str:
        """The name in a language, English where we have no other."""
        return {"sl": self.sl, "it": self.it}.get(language[:2], self.en)


class Sourced(Named):
    """A named piece that says where it comes from; only what is ours may stand without a source."""

    origin: Origin
    source: Source | None = None

    @model_validator(mode="after")
    def _a_source_is_named_unless_it_is_ours(self) -> Self:
        if self.origin != "ours" and self.source is None:
            raise ValueError(
                Sentence("origin: %(origin)s needs a source with its lines (source)", origin=self.origin)
            )
        return self


class LegalBasis(Definition):
    """An act, and the article where a source confirms it."""

    act: Words
    article: Words | None = None
    source: Source | None = None


class Classification(Definition):
    """The sign of the classification plan (klasifikacijski znak) under which cases are numbered.

    `assumed` marks a sign that no published plan gave us; the note says what to do about it.
    """

    sign: ClassificationSign
    assumed: bool
    note: Words | None = None

    @model_validator(mode="after")
    def _an_assumption_is_explained(self) -> Self:
        if self.assumed and not self.note:
            raise ValueError(
                Sentence("an assumed sign needs a note that says why, and who can confirm it (note)")
            )
        return self


class Length(Definition):
    """A span of time in one unit."""

    unit: Literal["hours", "days", "working_days", "weeks", "months", "years"]
    count: int = Field(gt=0)


class Correction(Definition):
    """A printed error read otherwise: what is printed stays, and who reads it how is told beside it."""

    at: Words
    printed: Told
    read_as: Told
    why: Told
    by: Words
    on: date
    source: Source
