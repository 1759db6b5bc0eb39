"""The classification plan of a centre as CSV, for a spreadsheet or the archive."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from opora.cases.models import PlanRow

ENDANGERED = ("=", "+", "-", "@", "\t", "\r")


def plan_csv(rows: Iterable[PlanRow]) -> bytes:
    """Semicolons, UTF-8 with a byte-order mark; tasks by the keys of the catalogue, parted by spaces."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(
        [
            _("sign"), _("name"), _("tasks"), _("years kept"), _("kept for good"), _("valid from"),
            _("source"), _("proposed by"), _("approved by"),
        ]
    )  # fmt: skip
    for row in rows:
        cells = (
            row.sign, row.name, " ".join(row.tasks), str(row.years or ""),
            _("yes") if row.is_permanent else _("no"), row.valid_from.isoformat(), row.source,
            str(row.proposed_by), str(row.decided_by),
        )  # fmt: skip
        writer.writerow([_harmless(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    """What somebody typed must not be a formula of the spreadsheet that opens it."""
    return f"'{text}" if text.startswith(ENDANGERED) else text
