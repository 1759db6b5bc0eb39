"""Names that one piece of a definition gives another: where they lead, and what is said where they do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from opora.catalogue.schema.fields import RecordField
from opora.catalogue.schema.task import Task
from opora.catalogue.sentence import Sentence

Place = tuple[str | int, ...]
Fault = tuple[Place, Sentence]
DAYS = ("date", "moment")
PIECES: Mapping[str, str] = {
    "step": "steps",
    "record": "records",
    "document": "documents",
    "stage": "stages",
    "outcome": "outcomes",
    "role": "roles",
}
"""What a name may begin with, and the part of a definition that holds it."""


def field_at(task: Task, path: str) -> RecordField | None:
    """The field that a path such as `record.order.until` names; none where it leads nowhere."""
    _, _, inner = path.partition(".")
    record_key, _, field_key = inner.partition(".")
    record = next((each for each in task.records if each.key == record_key), None)
    return record.field(field_key) if record else None


def keys_of(task: Task, kind: str) -> frozenset[str]:
    """The keys of all pieces of a kind, such as `role`."""
    return frozenset(piece.key for piece in getattr(task, PIECES[kind]))


def not_a_day(task: Task, path: str, place: Place) -> Iterator[Fault]:
    """What is wrong with a path that has to lead to a day or a moment."""
    field = field_at(task, path)
    if field is None:
        yield place, no_such_field(path)
    elif field.type not in DAYS:
        yield (
            place,
            Sentence("%(named)s is of type %(type)s; name a date or a moment", named=path, type=field.type),
        )


def not_defined(named: object) -> Sentence:
    return Sentence("'%(named)s' is not defined here", named=named)


def no_role(named: object) -> Sentence:
    return Sentence("'%(named)s' is no role here", named=named)


def not_outgoing(named: object) -> Sentence:
    return Sentence("'%(named)s' is no outgoing document here", named=named)


def no_field_of_it(named: object) -> Sentence:
    return Sentence("'%(named)s' is no field of this record", named=named)


def no_record_has(named: object) -> Sentence:
    return Sentence("no record here has the field '%(named)s'; name it as <record>.<field>", named=named)


def no_such_field(named: object) -> Sentence:
    return Sentence("there is no '%(named)s' here; name a field as record.<record>.<field>", named=named)


def never_is(named: object, type_: str, held: object) -> Sentence:
    return Sentence(
        "%(named)s is of type %(type)s, which is never '%(held)s'",
        named=named,
        type=type_,
        held=written(held),
    )


def written(held: object) -> object:
    """A yes or no as it is written in a definition."""
    return {True: "true", False: "false"}[held] if isinstance(held, bool) else held
