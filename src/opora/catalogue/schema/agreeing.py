"""Fields that have to agree: with each other, with a record of another kind, or with how the case ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Self

from pydantic import Field, model_validator

from opora.catalogue.schema.pieces import Definition, FieldPath, Key, Length, Source
from opora.catalogue.schema.preceding import Holding, misfits_of_holdings, never_before
from opora.catalogue.schema.silences import misfits_of_silences
from opora.catalogue.sentence import Sentence

if TYPE_CHECKING:
    from opora.catalogue.schema.fields import RecordField
    from opora.catalogue.schema.records import Record
    from opora.catalogue.schema.task import Task


OPENED = "opened"
DAYS = ("date", "moment")
FIGURES = ("count", "minutes", "hours", "days", "percent")


class Balance(Definition):
    """What is reckoned from amounts of the record: those in `plus`, less those in `minus`.

    Known only where all of them are. With `should_be_nought` the writer is told where it is not.
    """

    plus: tuple[Key, ...]
    minus: tuple[Key, ...] = ()
    should_be_nought: bool = False


class Limit(Definition):
    """What a field may reach: a figure `at_most`, or a day not later than `lasts` after that in `since`.

    `since_of` names a day in another record of the case, such as that of the order a decision extends; the
    limit is silent while there is none. With `where` it holds only for records that hold that.
    Above it the record is kept only with the reason in the field `exception`; without one it is refused.
    """

    field: Key
    at_most: int | None = Field(default=None, gt=0)
    since: Key | None = None
    since_of: FieldPath | None = None
    where: Holding | None = None
    lasts: Length | None = None
    exception: Key | None = None
    source: Source | None = None

    @model_validator(mode="after")
    def _it_limits_one_thing(self) -> Self:
        starts = (self.since is not None) + (self.since_of is not None)
        if (self.at_most is None) == (self.lasts is None) or starts != (self.lasts is not None):
            raise ValueError(
                Sentence("a limit of %(field)s says either at_most, or since and lasts", field=self.field)
            )
        if self.lasts is not None and self.lasts.unit not in ("days", "months", "years"):
            raise ValueError(Sentence("a limit of %(field)s lasts days, months or years", field=self.field))
        return self


class Counted(Definition):
    """How many records of another kind the case keeps of the month in `month_of`, those that hold `where`."""

    record: Key
    month_of: Key
    where: Holding | None = None


Exclusive = tuple[Holding, Holding]
"""Two things that no record holds both."""


def misfits(task: Task, record: Record) -> Iterator[Sentence]:
    """What is wrong with the names that the fields of a record give each other."""
    types = {field.key: field.type for field in record.fields}
    yield from misfits_of_silences(task, record)
    yield from _of_groups(task, record, types)
    for limit in record.limits:
        yield from _of_limit(task, record, limit, types)
    for field in record.fields:
        yield from _of_field(task, record, field, types)


def _of_groups(task: Task, record: Record, types: Mapping[str, str]) -> Iterator[Sentence]:
    for pair in record.differ:
        if any(types.get(key) != "party" for key in pair):
            yield Sentence("differ: %(pair)s; name two party fields of the record", pair=", ".join(pair))
    for pair in record.in_order:
        if any(types.get(key) not in DAYS for key in pair):
            yield Sentence("in_order: %(pair)s; name two days of the record", pair=", ".join(pair))
    for group in record.one_of:
        fields = [record.field(key) for key in group]
        if len(set(group)) < 2 or any(each is None or each.required or each.derived for each in fields):
            yield Sentence(
                "one_of: %(group)s; name at least two fields that nobody has to fill in",
                group=", ".join(group),
            )
    yield from never_before(task, record.only_after, record)
    yield from misfits_of_holdings(record, tuple(each for pair in record.exclude for each in pair))


def _of_limit(task: Task, record: Record, limit: Limit, types: Mapping[str, str]) -> Iterator[Sentence]:
    asked = DAYS if limit.lasts is not None else FIGURES
    if types.get(limit.field) not in asked or (limit.since and types.get(limit.since) not in DAYS):
        yield Sentence("limits: '%(named)s' holds nothing of that kind", named=limit.field)
    if limit.since_of is not None:
        _, other, day = limit.since_of.split(".")
        held = next((each.field(day) for each in task.records if each.key == other), None)
        if held is None or held.type not in DAYS:
            yield Sentence("limits: '%(named)s' holds nothing of that kind", named=limit.since_of)
    if limit.where is not None:
        yield from misfits_of_holdings(record, (limit.where,))
    if limit.exception is not None and types.get(limit.exception) not in ("text", "long_text"):
        yield Sentence(
            "limits: exception names '%(named)s', which is no text of the record", named=limit.exception
        )


def _of_field(task: Task, record: Record, field: RecordField, types: Mapping[str, str]) -> Iterator[Sentence]:
    yield from _beside_other_records(task, field, types)
    if field.day_of is not None:
        other = next((each for each in task.records if each.key == field.day_of), None)
        if field.type != "date" or other is None or other.happens_on is None:
            yield Sentence(
                "%(field)s: day_of names '%(named)s'; name a record here that has a day "
                "(happens_on), in a field of type date",
                field=field.key,
                named=field.day_of,
            )
    if field.behind_where is not None:
        yield from misfits_of_holdings(record, (field.behind_where,))
    if field.only_where is not None and record.field(field.only_where.field) is None:
        yield Sentence(
            "%(field)s: only_where asks '%(named)s', no field of the record",
            field=field.key,
            named=field.only_where.field,
        )
    balance = field.derived.balance if field.derived else None
    for key in (*balance.plus, *balance.minus) if balance else ():
        if types.get(key) != "money":
            yield Sentence(
                "%(field)s: balance is reckoned from '%(named)s', which is no field of type money here",
                field=field.key,
                named=key,
            )
    if field.ends_as and field.type != "choice":
        yield Sentence(
            "%(field)s: what tells how a case ends (ends_as) is one word of a list; say type: choice",
            field=field.key,
        )
    if missing := sorted(set(field.ends_as.values()) - {each.key for each in task.outcomes}):
        yield Sentence(
            "%(field)s: ends_as names %(missing)s, which is no outcome here",
            field=field.key,
            missing=", ".join(missing),
        )


def _beside_other_records(task: Task, field: RecordField, types: Mapping[str, str]) -> Iterator[Sentence]:
    before = next((each for each in task.records if each.key == field.not_before), None)
    if field.not_before not in (None, OPENED) and (before is None or before.happens_on is None):
        yield Sentence(
            "%(field)s: not_before names '%(named)s'; name a record here that has a day (happens_on)",
            field=field.key,
            named=field.not_before,
        )
    counted = field.derived.count_of if field.derived else None
    if counted is not None:
        other = next((each for each in task.records if each.key == counted.record), None)
        if other is None or other.happens_on is None or types.get(counted.month_of) != "date":
            yield Sentence(
                "%(field)s: count_of names '%(named)s'; name a record here that has a day "
                "(happens_on), and in month_of a date of its own",
                field=field.key,
                named=counted.record,
            )
        elif counted.where is not None:
            yield from misfits_of_holdings(other, (counted.where,))
