"""The shape of a task's definition. The order of the fields is the order of the keys in every file."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class Definition(BaseModel):
    """A piece of the catalogue: nothing unknown in it, numbers of the law quoted, never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Named(Definition):
    """Something with a stable key and a name in the three languages."""

    key: Key
    sl: Words
    it: Words
    en: Words

    def name(self, language: str) -> str:
        """The name in a language, English where we have no other."""
        return {"sl": self.sl, "it": self.it}.get(language[:2], self.en)


class LegalBasis(Definition):
    """An act, and the article where a source confirms it."""

    act: Words
    article: Words | None = None


class Classification(Definition):
    """The sign of the classification plan (klasifikacijski znak) under which cases are numbered.

    `assumed` marks a sign that no published plan gave us; the note says what to do about it.
    """

    sign: Annotated[str, StringConstraints(pattern=r"^\d{2,5}$")]
    assumed: bool
    note: Words | None = None

    @model_validator(mode="after")
    def _an_assumption_is_explained(self) -> Self:
        if self.assumed and not self.note:
            raise ValueError("an assumed sign needs a note that says why, and who can confirm it")
        return self


class Form(Definition):
    code: Words
    sl: Words


class TaskDeadline(Named):
    """A time limit of the task; `term` is the key of its length in `law.procedure`.

    `days` is the length proposed to the officer, where the act leaves it to them.
    """

    term: Key
    days: int | None = Field(default=None, gt=0)
    starts: Literal["filed", "completed", "called_to_supplement", "served"]
    binds: Literal["centre", "party"]


class TaskDocument(Named):
    """A kind of document the task knows, coming in or going out."""

    direction: Literal["incoming", "outgoing"]


class Step(Definition):
    """One step with its norm minutes; `optional` says when it may be left out."""

    key: Key
    sl: Words
    minutes: int = Field(gt=0)
    optional: Words | None = None


class Task(Definition):
    """One dated version of a task: what it rests on, who does it, and what a case of it needs."""

    number: Words | None
    sl: Words
    it: Words | None = None
    en: Words
    published: date | None
    valid_from: date | None
    valid_until: date | None = None
    legal_basis: tuple[LegalBasis, ...] = Field(min_length=1)
    done_by: tuple[Key, ...] = Field(min_length=1)
    unit_by: Literal["residence_of_applicant", "any_unit"] | None = None
    classification: Classification | None = None
    seal: Key | None = None
    rights: tuple[Key, ...] = ()
    forms: tuple[Form, ...] = ()
    channels: tuple[Literal["in_person", "post", "electronic", "oral"], ...] = ()
    parties: tuple[Literal["applicant", "member", "representative", "other"], ...] = ()
    deadlines: tuple[TaskDeadline, ...] = ()
    documents: tuple[TaskDocument, ...] = ()
    states: tuple[Literal["open", "awaiting_party", "decided", "closed"], ...] = ()
    norm_minutes: int | None = None
    steps: tuple[Step, ...] = ()

    @model_validator(mode="after")
    def _the_norm_is_the_sum_of_the_obligatory_steps(self) -> Self:
        obligatory = sum(step.minutes for step in self.steps if not step.optional)
        if self.norm_minutes is not None and self.norm_minutes != obligatory:
            raise ValueError(
                f"norm_minutes is {self.norm_minutes}, but the obligatory steps take {obligatory}; "
                "correct the one that differs from the printed catalogue"
            )
        return self

    @model_validator(mode="after")
    def _the_dates_are_in_order(self) -> Self:
        if self.valid_from and self.valid_until and self.valid_until <= self.valid_from:
            raise ValueError("valid_until must be later than valid_from")
        return self

    @property
    def opens_cases(self) -> bool:
        """Whether a case can be opened for it: without a sign it would have no number."""
        return self.classification is not None

    def is_valid(self, on: date) -> bool:
        """Whether this version holds on a day; an unknown first day counts as always."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on < self.valid_until
        )

    def name(self, language: str) -> str:
        """The task's name in a language, English where we have no other."""
        return {"sl": self.sl, "it": self.it}.get(language[:2]) or self.en

    def deadline(self, key: str) -> TaskDeadline | None:
        return next((deadline for deadline in self.deadlines if deadline.key == key), None)


class SealKind(Named):
    """A kind of case that only the assigned worker and those let in may see."""
