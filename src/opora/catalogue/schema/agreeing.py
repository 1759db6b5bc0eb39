"""Fields that have to agree: with each other, with a record of another kind, or with how the case ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Self

from pydantic import Field, model_validator

from opora.catalogue.schema.pieces import Definition, Key, Length, Source
from opora.catalogue.schema.preceding import Holding, misfits_of_holdings, never_before

if TYPE_CHECKING:
    from opora.catalogue.schema.records import Record, RecordField
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

    Above it the record is kept only with the reason in the field `exception`; without one it is refused.
    """

    field: Key
    at_most: int | None = Field(default=None, gt=0)
    since: Key | None = None
    lasts: Length | None = None
    exception: Key | None = None
    source: Source | None = None

    @model_validator(mode="after")
    def _it_limits_one_thing(self) -> Self:
        if (self.at_most is None) == (self.lasts is None) or (self.lasts is None) != (self.since is None):
            raise ValueError(f"a limit of {self.field} says either at_most, or since and lasts")
        if self.lasts is not None and self.lasts.unit not in ("months", "years"):
            raise ValueError(f"a limit of {self.field} lasts months or years")
        return self


class Counted(Definition):
    """How many records of another kind the case keeps of the month in `month_of`, those that hold `where`."""

    record: Key
    month_of: Key
    where: Holding | None = None


Exclusive = tuple[Holding, Holding]
"""Two things that no record holds both."""


def misfits(task: Task, record: Record) -> Iterator[str]:
    """What is wrong with the names that the fields of a record give each other."""
    types = {field.key: field.type for field in record.fields}
    yield from _of_groups(task, record, types)
    for limit in record.limits:
        yield from _of_limit(record, limit, types)
    for field in record.fields:
        yield from _of_field(task, record, field, types)


def _of_groups(task: Task, record: Record, types: Mapping[str, str]) -> Iterator[str]:
    for pair in record.differ:
        if any(types.get(key) != "party" for key in pair):
            yield f"{record.key}: {' and '.join(pair)} cannot differ; name two party fields of the record"
    for pair in record.in_order:
        if any(types.get(key) not in DAYS for key in pair):
            yield f"{record.key}: {' and '.join(pair)} have no order; name two days of the record"
    for group in record.one_of:
        fields = [record.field(key) for key in group]
        if len(set(group)) < 2 or any(each is None or each.required or each.derived for each in fields):
            yield f"{record.key}: one_of names {', '.join(group)}; name fields that nobody has to fill in"
    for wrong in never_before(task, record.only_after, record):
        yield f"{record.key} {wrong}"
    for wrong in misfits_of_holdings(record, tuple(each for pair in record.exclude for each in pair)):
        yield f"{record.key} {wrong}"


def _of_limit(record: Record, limit: Limit, types: Mapping[str, str]) -> Iterator[str]:
    asked = DAYS if limit.lasts is not None else FIGURES
    if types.get(limit.field) not in asked or (limit.since and types.get(limit.since) not in DAYS):
        yield f"{record.key} limits {limit.field!r}, which holds nothing of that kind"
    if limit.exception is not None and types.get(limit.exception) not in ("text", "long_text"):
        yield f"{record.key} asks {limit.exception!r} for a reason, which is no text of the record"


def _of_field(task: Task, record: Record, field: RecordField, types: Mapping[str, str]) -> Iterator[str]:
    named = f"{record.key}.{field.key}"
    yield from _beside_other_records(task, record, field, types)
    if field.day_of is not None:
        other = next((each for each in task.records if each.key == field.day_of), None)
        if field.type != "date" or other is None or other.happens_on is None:
            yield f"{named} is no day of {field.day_of!r}; name a record here that has a day"
    if field.only_where is not None and record.field(field.only_where.field) is None:
        yield f"{named} asks {field.only_where.field!r}, no field of the record"
    balance = field.derived.balance if field.derived else None
    for key in (*balance.plus, *balance.minus) if balance else ():
        if types.get(key) != "money":
            yield f"{named} is reckoned from {key!r}, which is no amount of the record"
    if field.ends_as and field.type != "choice":
        yield f"{named} tells how a case ends, so it is one word of a list (choice)"
    if missing := sorted(set(field.ends_as.values()) - {each.key for each in task.outcomes}):
        yield f"{named} ends a case as {', '.join(missing)}, which is no outcome here"


def _beside_other_records(
    task: Task, record: Record, field: RecordField, types: Mapping[str, str]
) -> Iterator[str]:
    named = f"{record.key}.{field.key}"
    before = next((each for each in task.records if each.key == field.not_before), None)
    if field.not_before not in (None, OPENED) and (before is None or before.happens_on is None):
        yield f"{named} is not before {field.not_before!r}; name a record here that has a day"
    counted = field.derived.count_of if field.derived else None
    if counted is not None:
        other = next((each for each in task.records if each.key == counted.record), None)
        if other is None or other.happens_on is None or types.get(counted.month_of) != "date":
            yield f"{named} counts {counted.record!r}; name a record here with a day, and a date of its own"
        elif counted.where is not None:
            yield from (f"{named} {wrong}" for wrong in misfits_of_holdings(other, (counted.where,)))
