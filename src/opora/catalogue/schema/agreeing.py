"""Fields that have to agree: with each other, with a record of another kind, or with how the case ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from opora.catalogue.schema.pieces import Definition, Key
from opora.catalogue.schema.preceding import never_before

if TYPE_CHECKING:
    from opora.catalogue.schema.records import Record, RecordField
    from opora.catalogue.schema.task import Task


class Balance(Definition):
    """What is reckoned from amounts of the record: those in `plus`, less those in `minus`.

    Known only where all of them are. With `should_be_nought` the writer is told where it is not.
    """

    plus: tuple[Key, ...]
    minus: tuple[Key, ...] = ()
    should_be_nought: bool = False


def misfits(task: Task, record: Record) -> Iterator[str]:
    """What is wrong with the names that the fields of a record give each other."""
    types = {field.key: field.type for field in record.fields}
    for pair in record.differ:
        if any(types.get(key) != "party" for key in pair):
            yield f"{record.key}: {' and '.join(pair)} cannot differ; name two party fields of the record"
    for group in record.one_of:
        fields = [record.field(key) for key in group]
        if len(set(group)) < 2 or any(each is None or each.required or each.derived for each in fields):
            yield f"{record.key}: one_of names {', '.join(group)}; name fields that nobody has to fill in"
    for wrong in never_before(task, record.only_after, record):
        yield f"{record.key} {wrong}"
    for field in record.fields:
        yield from _of_field(task, record, field, types)


def _of_field(task: Task, record: Record, field: RecordField, types: Mapping[str, str]) -> Iterator[str]:
    named = f"{record.key}.{field.key}"
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
