"""Whether a record prolongs a state, such as a stay past its 21st day: only with all that this needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.catalogue import Task
from opora.catalogue.schema import Record, RecordField
from opora.catalogue.schema.prolonging import Held


def prolonged_until(record: Record, content: Mapping[str, Any]) -> date | None:
    """The last day that such a record gives the state; none while something it needs is wanting."""
    if record.prolongs is None or lacking(record, content):
        return None
    told = content.get(record.prolongs.until)
    return date.fromisoformat(told) if isinstance(told, str) else told


def limits_of_stays(task: Task) -> frozenset[str]:
    """The deadlines that end a stay unless it is prolonged; no other deed meets them."""
    return frozenset(
        name for each in task.records if each.prolongs is not None for name in each.prolongs.deadlines
    )


def lacking(record: Record, content: Mapping[str, Any]) -> list[RecordField]:
    """What it needs and does not hold, as fields in their order."""
    wanted = record.prolongs.only_with if record.prolongs else ()
    fields = [record.field(held.field) for held in wanted if not holds(held, content.get(held.field))]
    return [field for field in fields if field is not None]


def fault_of_prolonging(record: Record, content: Mapping[str, Any]) -> dict[str, str]:
    """A new end is not entered before everything it rests on, with the sentence beside it."""
    if record.prolongs is None or record.prolongs.until not in content:
        return {}
    missing = lacking(record, content)
    if not missing:
        return {}
    return {
        record.prolongs.until: _(
            "A new end needs more: %(fields)s. Enter that first, or leave this day empty; "
            "the proposal itself can be kept without it."
        )
        % {"fields": names_of(missing)}
    }


def names_of(fields: Sequence[RecordField]) -> str:
    """Names of fields as one reads them in a sentence."""
    language = get_language() or "en"
    return ", ".join(f"“{field.name(language)}”" for field in fields)


def holds(held: Held, value: Any) -> bool:
    """Whether a value is what must be there; a word of several is looked for among them."""
    if held.is_ is None:
        return value not in (None, "", [])
    return held.is_ in value if isinstance(value, list) else value == held.is_
