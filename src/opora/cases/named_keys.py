"""Which fields of a record name somebody, and the keys that stand in them: one, or several."""

from __future__ import annotations

from typing import Any

from opora.catalogue.schema import Record, RecordField


def fields_naming(definition: Record) -> list[RecordField]:
    """The fields in which a record names one party or several."""
    return [field for field in definition.fields if field.type in ("party", "parties")]


def keys_of(value: Any) -> list[Any]:
    """The keys in the value of a field: those of a list, or the one there is."""
    return value if isinstance(value, list) else [value]
