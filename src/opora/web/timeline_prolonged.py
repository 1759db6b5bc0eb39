"""What the timeline says of a month by which an emergency act prolonged a right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from opora.decisions.introduction import right_name
from opora.decisions.phrases import month as written_month

PROLONGED = ("right_prolonged", "prolongation_stopped")


def prolonged_in_words(detail: Mapping[str, Any]) -> str:
    """The right, the month given, and the act with its article or the number of the newer decision."""
    month = written_month(date.fromisoformat(f"{detail['month']}-01"))
    because = detail.get("ground") or detail.get("number") or ""
    return ", ".join(part for part in (right_name(detail["right"]), month, because) if part)
