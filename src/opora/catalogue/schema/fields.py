"""A field of a record: its type, what it may hold, and how it is worked out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import Field, model_validator

from opora.catalogue.schema.agreeing import OPENED, Balance, Counted
from opora.catalogue.schema.by_law import LawfulAmount
from opora.catalogue.schema.deadlines import DayOfYear
from opora.catalogue.schema.guardians import KeepsFromGuardianship
from opora.catalogue.schema.pieces import Definition, Key, Named, Source, Words
from opora.catalogue.schema.preceding import Holding
from opora.catalogue.sentence import Sentence

FieldType = Literal[
    "text", "long_text", "yes_no", "choice", "choices", "date", "moment", "time", "count", "money", "percent",
    "minutes", "hours", "days", "party", "parties", "worker", "body", "place", "document", "case",
]  # fmt: skip

TYPES_OF_DERIVED: dict[str, tuple[str, ...]] = {
    "sex_of": ("choice",),
    "born_on_of": ("date",),
    "age_of": ("count",),
    "age_band_of": ("choice",),
    "municipality_of": ("place",),
    "days_between": ("days", "count"),
    "minutes_between": ("minutes",),
    "hours_between": ("hours",),
    "by_law": ("money",),
    "balance": ("money",),
    "count_of": ("count",),
    "days_late": ("days",),
    "number_of": ("count",),
}
"""What may be worked out, and of which type the field is that holds it."""


class Late(Definition):
    """How many days the day in `came` lies behind the first `due` (month and day) after the day in `of`."""

    came: Key
    of: Key
    due: DayOfYear
    where: Holding | None = None


class Derived(Definition):
    """Worked out and typed by nobody: from a person of the case, two times of the record, or the law.

    A person is named by a party field of the same record, or by a role that one person has. An age is that on
    the day the record happened, or on the day of the field `at`; in a record without a day, on the day the
    case was opened. Days may be counted from that day too (`opened`).
    """

    sex_of: Key | None = None
    born_on_of: Key | None = None
    age_of: Key | None = None
    age_band_of: Key | None = None
    municipality_of: Key | None = None
    days_between: tuple[Key, Key] | None = None
    minutes_between: tuple[Key, Key] | None = None
    hours_between: tuple[Key, Key] | None = None
    by_law: LawfulAmount | None = None
    balance: Balance | None = None
    count_of: Counted | None = None
    days_late: Late | None = None
    number_of: Key | None = None
    """A field that names several parties: how many they are."""
    at: Key | None = None

    @model_validator(mode="after")
    def _one_thing_is_worked_out(self) -> Self:
        told = [name for name in TYPES_OF_DERIVED if getattr(self, name) is not None]
        if len(told) != 1:
            raise ValueError(
                Sentence("derived says exactly one of %(kinds)s", kinds=", ".join(TYPES_OF_DERIVED))
            )
        if self.at is not None and told[0] not in ("age_of", "age_band_of"):
            raise ValueError(Sentence("only an age is one at a day; leave out at"))
        return self

    @property
    def kind(self) -> str:
        """What is worked out, such as `age_of`."""
        return next(name for name in TYPES_OF_DERIVED if getattr(self, name) is not None)

    @property
    def person(self) -> Key | None:
        """The party field or role whose person it is worked out from."""
        named = getattr(self, self.kind)
        return named if isinstance(named, str) and self.kind != "number_of" else None

    @property
    def times(self) -> tuple[Key, ...]:
        """The fields of the record that hold the days or moments it is worked out from."""
        named = getattr(self, self.kind)
        return named if isinstance(named, tuple) else ()

    @property
    def times_named(self) -> tuple[Key, ...]:
        """Every field of the record it needs to hold a day."""
        late = (self.days_late.came, self.days_late.of) if self.days_late else ()
        named = [key for key in (*self.times, *late, self.at) if key is not None]
        return tuple(key for key in named if not (key == OPENED and self.kind == "days_between"))


class RecordField(Named):
    """One field. `choice(s)` names a code list; `party` is a person of the case, `case` another case.

    A party that is `guardian_of` another field or role becomes guardian of whoever stands there: not somebody
    whom the law keeps from it (DZ 241). With `guardian_if`, only where that field says yes; `guardian_fit`
    is the choice that may not say yes of such a person in any case.
    """

    type: FieldType
    choices: Key | None = None
    unit: Words | None = None
    required: bool = False
    ahead: bool = False
    """Its day may be still to come: what is planned, agreed or valid from then on. A deed lies behind."""
    behind_where: Holding | None = None
    """Of a day that may lie ahead: it lies behind where another field holds this, such as a meeting held."""
    derived: Derived | None = None
    guardian_of: Key | None = None
    guardian_if: Key | None = None
    guardian_fit: Key | None = None
    keeps_from_guardianship: KeepsFromGuardianship | None = None
    fit_for: Key | None = None
    """Of a worker: a role of the executors, whose qualification and licence they must have on the day."""
    in_role: Key | None = None
    """Of a party: only who has this role in the case, on its list where it has one."""
    of_tasks: tuple[Key, ...] = ()
    """Of a case: the tasks it is of. One that is linked already stands in the empty form."""
    or_this_case: bool = False
    """Of a case: the one that keeps the record may be meant as well, where no other goes on with it."""
    day_of: Key | None = None
    """Of a date: only a day on which the case keeps a record of this kind."""
    not_before: Key | None = None
    """Of a day: not before the first record of this kind that the case keeps, where it keeps one.

    `opened` is the day on which the case was opened.
    """
    only_where: Holding | None = None
    """Filled in only where another field of the record holds this."""
    ends_as: Mapping[Key, Key] = Field(default_factory=dict)
    """Of a choice: the outcome of the case that a word tells, word by word."""
    source: Source | None = None

    @model_validator(mode="after")
    def _only_fitting_fields_tell_of_guardians(self) -> Self:
        if self.guardian_of is not None and self.type != "party":
            raise ValueError(Sentence("a guardian is a party; say type: party, or leave out guardian_of"))
        if self.fit_for is not None and self.type != "worker":
            raise ValueError(Sentence("only a worker is fit for a role of the executors; leave out fit_for"))
        if self.of_tasks and self.type != "case":
            raise ValueError(Sentence("only a case is of a task; say type: case, or leave out of_tasks"))
        if self.or_this_case and self.type != "case":
            raise ValueError(
                Sentence("only a case may be this one; say type: case, or leave out or_this_case")
            )
        if self.in_role is not None and self.type not in ("party", "parties"):
            raise ValueError(Sentence("only a party stands in a role; leave out in_role"))
        if self.guardian_if is not None and self.guardian_of is None:
            raise ValueError(Sentence("guardian_if stands beside guardian_of; say both, or leave it out"))
        if self.guardian_fit is not None and self.guardian_of is None:
            raise ValueError(Sentence("guardian_fit stands beside guardian_of; say both, or leave it out"))
        keeps = self.keeps_from_guardianship
        if keeps is not None and not (self.choices or (self.type == "yes_no" and keeps.ground)):
            raise ValueError(
                Sentence("what keeps from guardianship is a choice, or a yes or no with its ground")
            )
        return self

    @model_validator(mode="after")
    def _only_a_day_lies_ahead(self) -> Self:
        if self.not_before is not None and self.type not in ("date", "moment"):
            raise ValueError(Sentence("only a date or a moment is not before a record; leave out not_before"))
        if self.ahead and self.type not in ("date", "moment"):
            raise ValueError(Sentence("only a date or a moment may lie ahead; leave out ahead"))
        if self.behind_where is not None and not self.ahead:
            raise ValueError(Sentence("a day lies behind unless it may lie ahead; leave out behind_where"))
        return self

    @model_validator(mode="after")
    def _what_is_worked_out_is_not_asked(self) -> Self:
        if self.derived is None:
            return self
        if self.required:
            raise ValueError(
                Sentence("it is worked out (derived), so nobody can be asked for it; leave out required")
            )
        if self.type not in (types := TYPES_OF_DERIVED[self.derived.kind]):
            raise ValueError(
                Sentence(
                    "%(kind)s is held by a field of type %(types)s",
                    kind=self.derived.kind,
                    types=" / ".join(types),
                )
            )
        if self.derived.sex_of and self.choices != "sex":
            raise ValueError(Sentence("a sex is a word of the code list sex; say choices: sex"))
        return self

    @model_validator(mode="after")
    def _a_choice_names_its_code_list(self) -> Self:
        if (self.type in ("choice", "choices")) != (self.choices is not None):
            raise ValueError(
                Sentence("a code list (choices) stands with type choice or choices, and only there")
            )
        return self
