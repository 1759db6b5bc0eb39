"""Two workers changed one record: both values field by field, to choose from or to put together.

What only one of them changed is taken over by itself. Where both changed a field, the writer chooses;
text may also be put together. The form carries everything, so that nothing is lost however often it
is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language

from opora.cases.models import CaseRecord, RecordVersion
from opora.cases.records import Stale
from opora.cases.shown_values import names_in, shown
from opora.catalogue.schema import Record, RecordField
from opora.organisation.models import Worker
from opora.web.forms.record_form import PREFIX

MINE, THEIRS, BOTH = "mine", "theirs", "both"
JOINED_WITH = {"long_text": "\n\n", "text": "; "}


@dataclass(frozen=True)
class Contested:
    """A field that both changed: what each says, and both together where that can be."""

    key: str
    label: str
    mine: str
    theirs: str
    both: str
    is_long: bool


@dataclass(frozen=True)
class Comparison:
    """What the two did: fields to choose, and the names of those taken over from the colleague."""

    contested: list[Contested]
    taken_over: list[str]
    taken_keys: list[str]


def compare(stale: Stale, definition: Record, *, based_on: int, reader: Worker | None = None) -> Comparison:
    """How the two differ from each other and from the version that the writer had before them."""
    language = get_language() or "en"
    before = _content(stale.record, based_on)
    names = names_in(definition, [stale.mine, stale.theirs], language, reader)
    contested, taken = [], []
    for told in (each for each in definition.fields if each.derived is None):
        mine, theirs = stale.mine.get(told.key), stale.theirs.get(told.key)
        if mine == theirs:
            continue
        if mine == before.get(told.key):
            taken.append(told)
        elif theirs != before.get(told.key):
            both = _joined(told, mine, theirs)
            words = {
                "mine": shown(told, mine, language, names),
                "theirs": shown(told, theirs, language, names),
            }
            is_long = told.type == "long_text"
            contested.append(Contested(told.key, told.name(language), both=both, is_long=is_long, **words))
    return Comparison(contested, [told.name(language) for told in taken], [told.key for told in taken])


def merged_data(posted: QueryDict, definition: Record, kept: CaseRecord) -> QueryDict:
    """What was sent, with the choices of the comparison carried out; other forms stay as they are."""
    chosen = {told.key: posted.get(f"choose-{told.key}", "") for told in definition.fields}
    if not any(chosen.values()):
        return posted
    data = posted.copy()
    for told in definition.fields:
        if chosen[told.key] == THEIRS:
            _set(data, told, kept.content.get(told.key))
        elif chosen[told.key] == BOTH and told.type in ("choices", "parties"):
            mine = posted.getlist(f"{PREFIX}-{told.key}")
            data.setlist(f"{PREFIX}-{told.key}", [*mine, *kept.content.get(told.key, [])])
        elif chosen[told.key] == BOTH:
            data[f"{PREFIX}-{told.key}"] = posted.get(f"both-{told.key}", "")
    return data


def _set(data: QueryDict, told: RecordField, value: Any) -> None:
    """A kept value in the place of a typed one: the reader of values takes either."""
    name = f"{PREFIX}-{told.key}"
    if told.type in ("choices", "parties"):
        data.setlist(name, value or [])
    elif told.type == "money" and value is not None:
        data[name] = f"{value // 100},{value % 100:02}"
    else:
        data[name] = "" if value is None else str(value)


def _content(record: CaseRecord, version: int) -> Mapping[str, Any]:
    earlier = RecordVersion.objects.filter(record=record, version=version).first()
    return earlier.content if earlier else {}


def _joined(told: RecordField, mine: Any, theirs: Any) -> str:
    """Both texts one after the other; empty where two values cannot be put together."""
    if told.type in JOINED_WITH and mine and theirs:
        return JOINED_WITH[told.type].join([str(theirs), str(mine)])
    return ""
