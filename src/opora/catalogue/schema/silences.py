"""What a record may not pass over: a difference in the accounts that another record of the case shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from opora.catalogue.schema.pieces import Definition, Key
from opora.catalogue.schema.preceding import Holding, misfits_of_holdings
from opora.catalogue.sentence import Sentence

if TYPE_CHECKING:
    from opora.catalogue.schema.records import Record
    from opora.catalogue.schema.task import Task


class Silence(Definition):
    """Where the last `record` holds a `difference` that should be nought, this one does not hold `where`.

    It may all the same with the reason in the text `unless`.
    """

    record: Key
    difference: Key
    where: Holding
    unless: Key


def misfits_of_silences(task: Task, record: Record) -> Iterator[Sentence]:
    """What is wrong with the names in them."""
    for each in record.not_silent_on:
        other = next((kept for kept in task.records if kept.key == each.record), None)
        field = other.field(each.difference) if other else None
        balance = field.derived.balance if field and field.derived else None
        if balance is None or not balance.should_be_nought:
            named = f"{each.record}.{each.difference}"
            yield Sentence("'%(named)s' is no balance here that should be nought", named=named)
        reason = record.field(each.unless)
        if reason is None or reason.type not in ("text", "long_text"):
            yield Sentence("unless: '%(named)s' is no text field of the record", named=each.unless)
        yield from misfits_of_holdings(record, (each.where,))
