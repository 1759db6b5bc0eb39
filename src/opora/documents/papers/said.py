"""Which fields of a record a paper says: what the reader needs, not what the house keeps for itself."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from opora.cases.models import CaseRecord
from opora.catalogue.schema import Record, RecordField

OF_THE_HOUSE = frozenset({"worker", "document", "case", "minutes"})
"""Types of fields by which the house knows who worked, how long, and what lies where."""
WHOLE = frozenset({"report", "form"})
"""Kinds of papers that are asked for figures: they say what is worked out, too."""
AS_EXPECTED = ("kept", "kept")
"""That a meeting took place: otherwise nothing would be said of it."""
A_COUNTER = ("number", "count")
"""Which one of its kind it is; a number that is written, as of a permit, is said."""


def is_said(record: Record, field: RecordField, row: CaseRecord, kind: str) -> bool:
    """Whether a paper of this kind says the field: not the day it stands under, nor an idle no."""
    if field.key not in row.content or (field.key == record.happens_on and row.happened_on is not None):
        return False
    if (
        _unsaid().fullmatch(field.key)
        or (field.key, field.type) == A_COUNTER
        or (field.key, row.content[field.key]) == AS_EXPECTED
    ):
        return False
    if kind in WHOLE:
        return field.type not in ("document", "case")
    if field.type in OF_THE_HOUSE or field.derived is not None:
        return False
    return field.type != "yes_no" or field.required or row.content[field.key] is not False


@cache
def _unsaid() -> re.Pattern[str]:
    """The keys of `unsaid.yaml`; a star stands for any letters."""
    keys = yaml.safe_load(Path(__file__).with_name("unsaid.yaml").read_text("utf-8"))
    return re.compile("|".join(re.escape(key).replace(r"\*", ".*") for key in keys))
