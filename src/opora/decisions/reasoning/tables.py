"""Tables of the reasons, in the shape of `documents.letter`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

CENT = Decimal("0.01")

Row = list[str | None]


def table(
    columns: Sequence[tuple[str, str]], rows: Sequence[Row], *, total: Row | None = None
) -> dict[str, Any]:
    """A table; each column is its label and what it holds (text, amount, number)."""
    return {
        "kind": "table",
        "columns": [{"label": label, "holds": holds} for label, holds in columns],
        "rows": [list(row) for row in rows],
        "total": total,
    }


def cents(value: Decimal) -> Decimal:
    """An amount as it is shown: whole cents, half a cent up."""
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


def cell(value: Decimal) -> str:
    """An amount in a table."""
    return str(cents(value))
