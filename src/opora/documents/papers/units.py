"""Figures of a record with their units, and the hours from when to when something lasted."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import ngettext, override

from opora.cases.models import CaseRecord
from opora.cases.values import Names, shown
from opora.catalogue.schema import Record, RecordField


class Hours(NamedTuple):
    """From when to when, in words, and the field that says how long; both empty where no hour is kept."""

    said: str
    lasts: str


def with_unit(field: RecordField, value: Any, language: str, names: Names | None = None) -> str:
    """The value in words, a time with its unit: *60 minut*, *2 uri*."""
    words = shown(field, value, language, names)
    if not words or field.type not in ("minutes", "hours", "days"):
        return words
    exact = Decimal(str(value))
    # A broken number takes the genitive: 2,5 ure.
    number = int(exact) if exact == int(exact) else 3
    with override(language):
        return {
            "minutes": ngettext("{number} minute", "{number} minutes", number),
            "hours": ngettext("{number} hour", "{number} hours", number),
            "days": ngettext("{number} day", "{number} days", number),
        }[field.type].format(number=words)


def hours_of(row: CaseRecord, record: Record) -> Hours:
    """*16.00–17.00*, of a record that is kept with its hour and its minutes."""
    begins = record.field(record.happens_on) if record.happens_on else None
    lasts = next((field for field in record.fields if field.type == "minutes"), None)
    if begins is None or begins.type != "moment" or not row.content.get(begins.key):
        return Hours("", "")
    at = timezone.localtime(datetime.fromisoformat(row.content[begins.key]))
    if lasts is None or not row.content.get(lasts.key):
        return Hours(f"{at:%-H.%M}", "")
    until = at + timedelta(minutes=int(row.content[lasts.key]))
    return Hours(f"{at:%-H.%M}–{until:%-H.%M}", lasts.key)
