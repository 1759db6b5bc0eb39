"""What a case keeps beside its parties: records with typed fields, from which everything is counted."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from opora.catalogue.schema.agreeing import Exclusive, Limit
from opora.catalogue.schema.conditions import Conditions
from opora.catalogue.schema.fields import RecordField
from opora.catalogue.schema.pieces import Definition, Key, Sourced
from opora.catalogue.schema.preceding import Before
from opora.catalogue.schema.prolonging import Prolongs
from opora.catalogue.schema.silences import Silence
from opora.catalogue.schema.written import WritingAct, fields_at_odds
from opora.catalogue.sentence import Sentence

SPANS = {
    "from": ("until", "to"),
    "starts_on": ("ends_on", "ended_on"),
    "started_on": ("ended_on", "ends_on"),
    "begins_on": ("ends_on", "ended_on"),
}
"""How the keys of a beginning end, and those of the end that goes with it."""


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
