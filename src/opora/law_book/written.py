"""Values of the law as a reader writes them: decimal signs, days and counted units of the language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

COUNTED: dict[str, Callable[[int], str]] = {
    "years": lambda count: ngettext("%(count)s year", "%(count)s years", count),
    "months": lambda count: ngettext("%(count)s month", "%(count)s months", count),
    "days": lambda count: ngettext("%(count)s day", "%(count)s days", count),
    "hours": lambda count: ngettext("%(count)s hour", "%(count)s hours", count),
}


def written_value(value: object, unit: str) -> str:
    """A value with its unit; what is not known says so."""
    if value is None:
        return _("not known")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return written_day(value)
    return _written_text(str(value), unit)


def written_day(day: date | None) -> str:
    """A day in the order of the language; nothing where there is none."""
    return "" if day is None else date_format(day, "DATE_FORMAT")


def _written_text(text: str, unit: str) -> str:
    if unit == "date":
        return written_day(date.fromisoformat(text))
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    shown = number_format(number, force_grouping=abs(number) >= 10_000)
    if unit in COUNTED:
        count = int(number) if number == number.to_integral_value() else 5
        return COUNTED[unit](count) % {"count": shown}
    return f"{shown} {unit}" if unit == "EUR" else shown
