"""What has to be there before: records that go ahead of a step or of another record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from opora.catalogue.schema.pieces import Definition, Key
from opora.catalogue.sentence import Sentence

if TYPE_CHECKING:
    from opora.catalogue.schema.records import Record
    from opora.catalogue.schema.task import Task


class Holding(Definition):
    """A field that holds one of these words; without words, anything but a no."""

    field: Key
    is_any: tuple[Key, ...] = ()

    def is_so(self, content: object) -> bool:
        """Whether a record of this content holds it."""
        told = content.get(self.field) if isinstance(content, dict) else None
        return told not in (None, "", False) and (not self.is_any or told in self.is_any)


class Before(Definition):
    """A record that the case keeps already, holding all of `holds`; asked only where one's own is as told."""

    record: Key
    holds: tuple[Holding, ...] = ()
    where: Holding | None = None


def never_before(task: Task, befores: tuple[Before, ...], own: Record | None) -> Iterator[Sentence]:
    """What is wrong with the names in them."""
    for before in befores:
        record = next((each for each in task.records if each.key == before.record), None)
        if record is None:
            yield Sentence(
                "it asks for the record '%(named)s', which is not defined here", named=before.record
            )
            continue
        for holding in before.holds:
            yield from _wrong(record, holding)
        if before.where is not None:
            if own is None:
                yield Sentence("where asks a field of its own, but it is no record; leave it out")
            else:
                yield from _wrong(own, before.where)


def misfits_of_holdings(record: Record, holdings: tuple[Holding, ...]) -> Iterator[Sentence]:
    """What is wrong with what is asked of a record."""
    for holding in holdings:
        yield from _wrong(record, holding)


def _wrong(record: Record, holding: Holding) -> Iterator[Sentence]:
    field = record.field(holding.field)
    named = f"{record.key}.{holding.field}"
    if field is None:
        yield Sentence("it asks the field '%(named)s', which is not defined here", named=named)
    elif holding.is_any and field.type != "choice":
        words = ", ".join(holding.is_any)
        yield Sentence("it asks the field '%(named)s', which never holds %(words)s", named=named, words=words)
