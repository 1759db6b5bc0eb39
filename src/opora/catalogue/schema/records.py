"""What a case keeps beside its parties: records with typed fields, from which everything is counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import Field, model_validator

from opora.catalogue.schema.agreeing import OPENED, Balance, Counted, Exclusive, Limit
from opora.catalogue.schema.by_law import LawfulAmount
from opora.catalogue.schema.conditions import Conditions
from opora.catalogue.schema.deadlines import DayOfYear
from opora.catalogue.schema.guardians import KeepsFromGuardianship
from opora.catalogue.schema.pieces import Definition, Key, Named, Source, Sourced, Words
from opora.catalogue.schema.preceding import Before, Holding
from opora.catalogue.schema.prolonging import Prolongs
from opora.catalogue.schema.silences import Silence
from opora.catalogue.schema.written import WritingAct, fields_at_odds
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


SPANS = {
    "from": ("until", "to"),
    "starts_on": ("ends_on", "ended_on"),
    "started_on": ("ended_on", "ends_on"),
    "begins_on": ("ends_on", "ended_on"),
}
"""How the keys of a beginning end, and those of the end that goes with it."""


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


class OnlyFor(Definition):
    """For whom alone an entry of a register holds: the person in `who`, where the yes or no `if` says yes."""

    if_: Key = Field(alias="if")
    who: Key


class Record(Sourced):
    """A kind of record: once a case, or as often as it happens (`many`).

    `happens_on` is the field that puts it into a day, month and year of the statistics; `ends_on` the one
    that ends what lasts, such as a stay or a guardianship: until that day is told it is running. An entry of
    a register, such as a permit, is good for its last day `good_until` as well.
    """

    many: bool
    happens_on: Key | None = None
    ends_on: Key | None = None
    begins_on: Key | None = None
    """Where what `ends_on` tells begins, if not on the day it happens: what is entered after it ended."""
    good_until: Key | None = None
    only_for: OnlyFor | None = None
    differ: tuple[tuple[Key, Key], ...] = ()
    """Pairs of party fields that never name the same person."""
    one_of: tuple[tuple[Key, ...], ...] = ()
    """Groups of fields of which exactly one is filled in, such as the worker or who comes from outside."""
    in_order: tuple[tuple[Key, Key], ...] = ()
    """Pairs of days of which the second never lies before the first, such as appointed and visited."""
    exclude: tuple[Exclusive, ...] = ()
    """What no record holds together, such as a report accepted that has major irregularities."""
    limits: tuple[Limit, ...] = ()
    not_silent_on: tuple[Silence, ...] = ()
    """Differences in the accounts of another record that it may not pass over without a reason."""
    only_after: tuple[Before, ...] = ()
    """Records that have to be kept before it."""
    sealed: bool = False
    """Seen only by those who handle the case, also where the case itself is not sealed."""
    written_by: WritingAct | None = None
    """The act that alone writes it: nobody enters or changes it by hand."""
    prolongs: Prolongs | None = None
    conditions: Conditions | None = None
    offers: Key | None = None
    """The worker field of who offers their time on the day of the record, as leaders of workshops do."""
    fields: tuple[RecordField, ...]

    @model_validator(mode="after")
    def _its_day_is_one_of_its_fields(self) -> Self:
        days = {field.key for field in self.fields if field.type in ("date", "moment")}
        for name in ("happens_on", "ends_on", "good_until"):
            named = getattr(self, name)
            if named is not None and named not in days:
                raise ValueError(
                    Sentence(
                        "%(name)s: '%(named)s' is no date or moment among its fields", name=name, named=named
                    )
                )
        if self.ends_on is not None and self.ends_on == self.happens_on:
            raise ValueError(Sentence("what ends on the day it happens does not last; leave out ends_on"))
        return self

    @model_validator(mode="after")
    def _it_holds_what_its_act_tells(self) -> Self:
        types = {field.key: field.type for field in self.fields}
        if self.written_by and (at_odds := fields_at_odds(self.written_by, types)):
            raise ValueError(
                Sentence(
                    "written_by: %(act)s does not fill in the fields %(fields)s as they stand",
                    act=self.written_by,
                    fields=", ".join(at_odds),
                )
            )
        return self

    @model_validator(mode="after")
    def _it_prolongs_by_fields_of_its_own(self) -> Self:
        if self.prolongs is None:
            return self
        until = self.field(self.prolongs.until)
        if until is None or until.type != "date":
            raise ValueError(
                Sentence(
                    "prolongs: until names '%(named)s', no date among its fields", named=self.prolongs.until
                )
            )
        for held in self.prolongs.only_with:
            types = {True: ("yes_no",), False: ("choice", "choices")}[isinstance(held.is_, bool)]
            field = self.field(held.field)
            if field is None or (held.is_ is not None and field.type not in types):
                raise ValueError(
                    Sentence(
                        "prolongs: only_with asks '%(named)s', which never holds that here", named=held.field
                    )
                )
        return self

    @model_validator(mode="after")
    def _each_field_once(self) -> Self:
        keys = [field.key for field in self.fields]
        if len(set(keys)) < len(keys):
            raise ValueError(
                Sentence(
                    "%(twice)s stands twice; give each field a key of its own",
                    twice=", ".join(sorted({key for key in keys if keys.count(key) > 1})),
                )
            )
        return self

    @model_validator(mode="after")
    def _what_is_worked_out_rests_on_its_fields(self) -> Self:
        types = {field.key: field.type for field in self.fields}
        for field in self.fields:
            if (derived := field.derived) is None:
                continue
            for named in derived.times_named:
                if types.get(named) not in ("date", "moment"):
                    raise ValueError(
                        Sentence(
                            "%(field)s: derived names '%(named)s', no date or moment of this record",
                            field=field.key,
                            named=named,
                        )
                    )
            if derived.number_of is not None and types.get(derived.number_of) != "parties":
                raise ValueError(
                    Sentence(
                        "%(field)s: number_of names '%(named)s', no field of type parties here",
                        field=field.key,
                        named=derived.number_of,
                    )
                )
            if derived.kind != "days_between" and "date" in {types[named] for named in derived.times}:
                raise ValueError(
                    Sentence(
                        "%(field)s: %(kind)s needs two fields of type moment",
                        field=field.key,
                        kind=derived.kind,
                    )
                )
        return self

    @model_validator(mode="after")
    def _it_is_good_for_a_person_of_its_fields(self) -> Self:
        types = {field.key: field.type for field in self.fields}
        only = self.only_for
        if only is not None and (types.get(only.if_), types.get(only.who)) != ("yes_no", "party"):
            raise ValueError(Sentence("only_for names a yes or no and a party of its fields"))
        return self

    @model_validator(mode="after")
    def _an_amount_by_law_rests_on_its_fields(self) -> Self:
        fields = {field.key for field in self.fields}
        for field in self.fields:
            told = field.derived.by_law.told if field.derived and field.derived.by_law else {}
            if missing := sorted(set(told.values()) - fields):
                raise ValueError(
                    Sentence(
                        "%(field)s: told names %(missing)s, no field of this record",
                        field=field.key,
                        missing=", ".join(missing),
                    )
                )
            if told and self.happens_on is None:
                raise ValueError(
                    Sentence("%(field)s: an amount by law is one of a day; name happens_on", field=field.key)
                )
        return self

    def field(self, key: str) -> RecordField | None:
        return next((field for field in self.fields if field.key == key), None)

    @property
    def spans(self) -> tuple[tuple[RecordField, RecordField], ...]:
        """The days and moments that bound a span of time, its beginning and its end.

        They are the pairs `in_order`, `begins_on` or `happens_on` with `ends_on`, and fields of one stem:
        `from` with `until` or `to`, `runs_from` with `runs_until`, `starts_on` with `ends_on`.
        """
        days = {field.key: field for field in self.fields if field.type in ("date", "moment")}
        pairs = [*self.in_order, (self.begins_on or self.happens_on or "", self.ends_on or "")]
        pairs += [
            (key, stem + end)
            for key in days
            for start, ends in SPANS.items()
            if key == start or key.endswith(f"_{start}")
            for stem in (key.removesuffix(start),)
            for end in ends
        ]
        named = dict.fromkeys((start, end) for start, end in pairs if start in days and end in days)
        return tuple((days[start], days[end]) for start, end in named)

    @property
    def may_lie_ahead(self) -> bool:
        """Whether it may be of a day to come, as its definition says of that day."""
        day = self.field(self.happens_on) if self.happens_on else None
        return day is not None and day.ahead


SPLITS = ("unit", "month", "sex", "age_band", "municipality", "outcome", "length")


class Only(Definition):
    """Only where a field holds this, as `{field: guardianship.lives, is: at_home}`; null: not told."""

    field: Words
    is_: bool | Key | None = Field(alias="is")


class Indicator(Sourced):
    """What is counted of a task's cases. It never holds a number: a report computes it from the records."""

    counts: Literal[
        "cases", "persons", "families", "children", "records", "steps", "decisions", "documents", "services",
        "minutes", "days", "nights", "money", "share", "average",
    ]  # fmt: skip
    kept_in: Key | None = None
    """The task in whose cases it was entered, where that is another one: entered once, counted in both."""
    of: Words | None = None
    """A record, step, document, stage, outcome or role by its key, or a field as `record.field`."""
    when: Literal["opened", "closed", "running", "happened", "carried_over", "at_end"] = "happened"
    """`running` on any day of the period, `carried_over` into it from before, `at_end` on its last day."""
    by: tuple[Words, ...] = ()
    """What it is split by: one of `SPLITS`, or a field `record.field`."""
    where: tuple[Only, ...] = ()
    """Of a share: what is part of it; otherwise what is counted at all."""
    who: Key | None = None
    """Whose persons are counted, a role or a party field of the record; otherwise the first there is."""
    per: Literal["case", "worker", "month"] | None = None
    """Of an average of records: in a case, as if nothing was said, or for the worker to whom it is assigned.
    A share per case is that of the cases running in the period which have such a record of that time. Days
    and nights per month are those of the period, divided by its months."""
    lengths: Key | None = None
    """The code list of the bands of a split by `length`."""

    @model_validator(mode="after")
    def _a_split_by_length_names_its_bands(self) -> Self:
        if ("length" in self.by) != (self.lengths is not None):
            raise ValueError(Sentence("lengths names the bands of a split by length, and stands only there"))
        return self

    @model_validator(mode="after")
    def _only_days_and_nights_are_told_per_month(self) -> Self:
        if self.per == "month" and (self.counts not in ("days", "nights") or "month" in self.by):
            raise ValueError(Sentence("per month are days and nights, and not split by month as well"))
        return self
