"""A fact's month or year, as a situation writes it and as the database keeps it."""

from __future__ import annotations

import re
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from opora.law import month_after

_MONTH_OR_YEAR = re.compile(r"(?P<year>[12]\d{3})(-(?P<month>0[1-9]|1[0-2]))?")


def parse_period(text: str | None) -> DateRange | None:
    """The days of "2026-01" or "2025"; None for a fact of the day. ValueError for anything else."""
    if text is None:
        return None
    found = _MONTH_OR_YEAR.fullmatch(text)
    if not found:
        raise ValueError(f"A period is a year like 2025 or a month like 2025-03, not {text!r}.")
    year = int(found["year"])
    if found["month"] is None:
        return DateRange(date(year, 1, 1), date(year + 1, 1, 1))
    first = date(year, int(found["month"]), 1)
    return DateRange(first, month_after(first))


def written_period(period: DateRange | None) -> str | None:
    """The opposite of `parse_period`."""
    if period is None:
        return None
    first, after = period.lower, period.upper
    return f"{first:%Y}" if after.year > first.year and first.month == after.month else f"{first:%Y-%m}"
