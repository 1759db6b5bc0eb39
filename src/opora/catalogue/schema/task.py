"""One dated version of a task, service or register of the catalogue."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from opora.catalogue.schema.case_lists import CaseList
from opora.catalogue.schema.deadlines import TaskDeadline
from opora.catalogue.schema.indicators import Indicator
from opora.catalogue.schema.pieces import (
    Classification,
    Correction,
    Definition,
    Key,
    LegalBasis,
    Named,
    Source,
    Sourced,
    Told,
    Words,
)
from opora.catalogue.schema.records import Record
from opora.catalogue.schema.steps import Step
from opora.catalogue.sentence import Sentence

OpenedBy = Literal[
    "own_request", "representative", "ex_officio", "court", "police", "prosecutor", "school", "health",
    "other_centre", "other_body", "notice_of_anybody", "on_call_service", "ministry",
]  # fmt: skip
Milestone = Annotated[
    str,
    StringConstraints(
        pattern=r"^((record|step|document)\.[a-z0-9_]+|record\.[a-z0-9_]+\.[a-z0-9_]+(=[a-z0-9_]+)?)$"
    ),
]
"""A record, step or document that is there; or a field of a record that holds something, or this word."""
FieldPath = Annotated[str, StringConstraints(pattern=r"^record\.[a-z0-9_]+\.[a-z0-9_]+$")]
"""A record that was kept, a step that was done, a paper that was made."""
RegisterRecord = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+\.[a-z0-9_]+$")]
"""A kind of record of a register, such as `disability_experts.expert`."""


class Parent(Definition):
    """The title of the group of tasks that a number belongs to, as printed."""

    sl: Words
    it: Words
    en: Words

    def name(self, language: str) -> str:
        return {"sl": self.sl, "it": self.it}.get(language[:2], self.en)


class Form(Definition):
    """A printed form of the task in one version: its code and title, and the guidance that goes with it."""

    code: Words
    sl: Words
    version: Words | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    guidance: Words | None = None
    """The title of the printed guidance for filling it in."""
    source: Source | None = None

    def ends_before(self, later: Form) -> bool:
        if self.valid_until is None or later.valid_from is None:
            return False
        return self.valid_until <= later.valid_from

    def is_valid(self, on: date) -> bool:
        """Whether it is the form to use on a day; a day that nobody printed does not stand in the way."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on < self.valid_until
        )


class Executor(Definition):
    """Who does the task in a role: what they must be, how many, and the years of experience as printed."""

    role: Key
    qualification: Key
    number: int = Field(default=1, gt=0)
    years: int | None = Field(default=None, gt=0)
    years_in: Words | None = None
    licence: Key | None = None
    basis: LegalBasis | None = None
    source: Source | None = None


class Norm(Definition):
    """The printed norm, a constant beside the sum of the steps. `explanation` says why the two differ.

    It belongs to one `difference` in minutes, the norm less the steps: of another one it explains nothing.
    """

    minutes: int | None = Field(default=None, gt=0)
    team_minutes: int | None = Field(default=None, gt=0)
    of: Words | None = None
    explanation: Told | None = None
    difference: int | None = None
    source: Source


class Role(Sourced):
    """A part that a person or body has in a case. `apart` keeps its data from the parties of other roles.

    Who is `sheltered` lives where nobody may find them: their address is protected as soon as they take part.
    Who is `guardian_of` those in another role is nobody whom the law keeps from it (DZ 241), so nobody
    whose interests are `in_conflict_with` theirs. A role `listed_in` a register, such as
    `disability_experts.expert`, is for persons who stand there on the day; `of_any_centre`, whichever centre
    keeps it. Where `ends_on` names days of records, the part ends by itself on the first of them entered.
    A role `excludes` others of the case: nobody stands in both, as ward and as their possible guardian.
    """

    many: bool = False
    required: bool = False
    is_body: bool = False
    apart: bool = False
    sheltered: bool = False
    guardian_of: Key | None = None
    in_conflict_with: Key | None = None
    excludes: tuple[Key, ...] = ()
    ends_on: tuple[FieldPath, ...] = ()
    listed_in: RegisterRecord | None = None
    of_any_centre: bool = False


class Stated(Definition):
    """What an act says besides what is written: who has a role, or what was recorded of the case.

    Of several fields the first one that is filled in counts. A role may be empty; a field may not.
    """

    role: Key | None = None
    fields: tuple[FieldPath, ...] = ()

    @model_validator(mode="after")
    def _it_is_a_role_or_fields(self) -> Self:
        if (self.role is None) == (not self.fields):
            raise ValueError(Sentence("states either a role or fields of records; name one of the two"))
        return self


class ToEach(Definition):
    """Whoever stands in these roles gets it for themselves: with one of two parents invited, nobody is done.

    Its step, its stage and the time limit it ends wait until it went to all of them; but not to those whom a
    record with its day names in the field `but`, such as who has consented before anybody invited them.
    """

    roles: tuple[Key, ...] = Field(min_length=1)
    but: FieldPath | None = None


class TaskDocument(Sourced):
    """A kind of document the task knows, coming in or going out.

    An act that grants says what it `states` and goes out together with the paper that it `encloses`.
    """

    direction: Literal["incoming", "outgoing"]
    kind: Literal[
        "minutes", "call", "opinion", "plan", "agreement", "record", "referral", "notice", "decision",
        "order", "report", "form", "evidence", "request", "other",
    ]  # fmt: skip
    signed_by: tuple[Key, ...] = ()
    states: tuple[Stated, ...] = ()
    encloses: Key | None = None
    parties: tuple[Key, ...] = ()
    """The roles of those who alone are parties of an act; where none is told, whoever takes part may be."""
    to: tuple[Key, ...] = ()
    """The roles of those to whom alone it goes; an agreement goes to those who sign it."""
    to_each: ToEach | None = None
    about: tuple[Key, ...] = ()
    """The roles of those an agreement is about who do not agree to it themselves, such as a child."""

    @property
    def is_act(self) -> bool:
        """Whether it is issued as an act, with a second person and a remedy, and not made as a paper."""
        return self.direction == "outgoing" and self.kind in ("decision", "order")


class Stage(Sourced):
    """How far a case of this task has come; `is` says what that means for every case."""

    is_: Literal["open", "awaiting_party", "decided", "closed"] = Field(alias="is")
    reached_by: tuple[Milestone, ...] = ()
    """What brings a case here by itself from an earlier stage. None ends a case: closing asks for more."""

    @model_validator(mode="after")
    def _no_case_ends_by_itself(self) -> Self:
        if self.is_ == "closed" and self.reached_by:
            raise ValueError(Sentence("a case is closed by somebody; leave out reached_by"))
        return self


class Outcome(Sourced):
    """How a case of this task may end."""


class Confidentiality(Definition):
    """Who may see it beyond need to know. `consent` says that nothing leaves without the person's consent."""

    seal: Key | None = None
    consent: bool = False
    sealed_notes: bool = False
    """Notes, minutes and the papers filled from the case are read only by those who handle it, as its sealed
    kinds of record are. Others see that they exist, when and by whom they were written."""
    source: Source | None = None


class Task(Definition):
    """One dated version: what it rests on, who does it, and what a case of it needs, keeps and counts."""

    number: Words | None
    letter: Words | None = None
    parent: Parent | None = None
    sl: Words
    it: Words
    en: Words
    kind: Literal["public_mandate", "statutory_task", "service", "register"]
    field: Key
    """The field of work, a key of `fields.yaml`."""
    purpose: Told
    """One or two sentences of ours."""
    beneficiaries: Told
    published: date | None
    valid_from: date | None
    valid_until: date | None = None
    removed_on: date | None = None
    """The day a change of the catalogue removed it was published, where no last day was printed."""
    legal_basis: tuple[LegalBasis, ...] = Field(min_length=1)
    executors: tuple[Executor, ...] = Field(min_length=1)
    opened_by: tuple[OpenedBy, ...] = Field(min_length=1)
    unit_by: Literal["residence_of_applicant", "any_unit", "residence_of_child", "whole_centre"] | None = None
    urgent: Source | None = None
    """What says that its cases are urgent from their opening; without it whoever opens one says so."""
    classification: Classification | None = None
    confidentiality: Confidentiality | None = None
    norm: Norm | None = None
    rights: tuple[Key, ...] = ()
    """Rights of the law room that are decided in it."""
    follows: tuple[Key, ...] = ()
    """Tasks that a case of this one may grow out of, or lead to, by their keys."""
    forms: tuple[Form, ...] = ()
    channels: tuple[Literal["in_person", "post", "electronic", "oral", "phone"], ...] = ()
    roles: tuple[Role, ...] = ()
    steps: tuple[Step, ...] = ()
    records: tuple[Record, ...] = ()
    stages: tuple[Stage, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    deadlines: tuple[TaskDeadline, ...] = ()
    documents: tuple[TaskDocument, ...] = ()
    counted_as: tuple[Key, ...] = ()
    """Counting units, keys of `code_lists/counting_units.yaml`."""
    indicators: tuple[Indicator, ...] = ()
    case_lists: tuple[CaseList, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @model_validator(mode="after")
    def _keys_stand_once(self) -> Self:
        for name in (
            "roles",
            "steps",
            "records",
            "stages",
            "outcomes",
            "deadlines",
            "documents",
            "indicators",
            "case_lists",
        ):
            keys = [piece.key for piece in getattr(self, name)]
            if twice := sorted({key for key in keys if keys.count(key) > 1}):
                raise ValueError(
                    Sentence(
                        "%(pieces)s: %(twice)s stands twice; give each a key of its own",
                        pieces=name,
                        twice=", ".join(twice),
                    )
                )
        return self

    @model_validator(mode="after")
    def _a_form_has_one_version_a_day(self) -> Self:
        versions = sorted(self.forms, key=lambda form: (form.code, form.valid_from or date.min))
        for earlier, later in itertools.pairwise(versions):
            if earlier.code == later.code and not earlier.ends_before(later):
                raise ValueError(
                    Sentence(
                        "forms: two versions of %(form)s hold at once; end the earlier one", form=later.code
                    )
                )
        return self

    @model_validator(mode="after")
    def _the_dates_are_in_order(self) -> Self:
        if self.valid_from and self.valid_until and self.valid_until <= self.valid_from:
            raise ValueError(Sentence("valid_until must be later than valid_from"))
        return self

    @property
    def seal(self) -> str | None:
        return self.confidentiality.seal if self.confidentiality else None

    @property
    def opens_cases(self) -> bool:
        """Whether a case can be opened for it: without a sign it would have no number."""
        return self.classification is not None and self.removed_on is None

    def is_valid(self, on: date) -> bool:
        """Whether this version holds on a day; an unknown first day counts as always."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on < self.valid_until
        )

    def is_unpublished(self, on: date) -> bool:
        """Whether a day lies before its publication, where nobody knows more of when it came into force."""
        return self.valid_from is None and self.published is not None and on < self.published

    def forms_on(self, day: date) -> tuple[Form, ...]:
        """The forms to hand out on a day, each in the version that then holds."""
        return tuple(form for form in self.forms if form.is_valid(day))

    def name(self, language: str) -> str:
        """The task's name in a language, English where we have no other."""
        return {"sl": self.sl, "it": self.it}.get(language[:2]) or self.en

    def deadline(self, key: str) -> TaskDeadline | None:
        return next((deadline for deadline in self.deadlines if deadline.key == key), None)


class SealKind(Named):
    """A kind of case that only the assigned worker and those let in may see."""
