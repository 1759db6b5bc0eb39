"""How the active language writes a number with what it counts: euros, days, hours, a share.

The law's unit of a figure, fact or parameter is all that is needed; an amount of a right is written with the
time it is given for.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from opora.decisions import phrases

GIVEN_A = {"monthly": "month", "yearly": "year"}


def measured(value: Any, unit: str) -> str:
    """A value of the law as its reader writes it: *420,00 EUR*, *105 dni*, *da*, *1. 5. 2026*."""
    if isinstance(value, bool):
        return phrases.yes_or_no(value)
    if unit == "date":
        return phrases.short_day(str(value))
    number = decimal(value)
    if number is None:
        return str(value)
    if unit.startswith("EUR"):
        return phrases.euros(number)
    if unit == "percent":
        return f"{phrases.number(number)} %"
    if unit.startswith("hours"):
        return hours(number)
    return {"days": days, "months": months, "years": years}.get(unit, phrases.number)(number)


def amount_told(amount: str, unit: str, given: str, *, a_time: str = "") -> str:
    """The amount of a right, with the time for which it is given: *238,49 EUR na mesec*, *105 dni*."""
    told = measured(amount, unit)
    if unit == "days" and given != "yearly":
        return told
    match a_time or GIVEN_A.get(given, ""):
        case "week":
            return _("{amount} a week").format(amount=told)
        case "month":
            return _("{amount} a month").format(amount=told)
        case "year":
            return _("{amount} a year").format(amount=told)
    return told


def column_of(unit: str, given: str, *, a_time: str = "") -> str:
    """The heading of a column of such amounts: *EUR na mesec*, *Dni na leto*."""
    counted = {"EUR": "EUR", "days": pgettext("column", "Days"), "hours": pgettext("column", "Hours")}.get(
        unit, pgettext("column", "Share")
    )
    if unit == "days" and given != "yearly":
        return counted
    match a_time or GIVEN_A.get(given, ""):
        case "week":
            return pgettext("column", "{unit} a week").format(unit=counted)
        case "month":
            return pgettext("column", "{unit} a month").format(unit=counted)
        case "year":
            return pgettext("column", "{unit} a year").format(unit=counted)
    return counted


def decimal(value: Any) -> Decimal | None:
    """A number as the engine writes it, also as a quotient such as `1310461/1200`; none for other values."""
    numerator, _slash, denominator = str(value).partition("/")
    try:
        return Decimal(numerator) / Decimal(denominator) if denominator else Decimal(numerator)
    except InvalidOperation:
        return None


def days(count: Decimal) -> str:
    """A number of days; parts of a day take the genitive in Slovenian."""
    if count != int(count):
        return _("{count} of a day").format(count=phrases.number(_shortened(count)))
    return ngettext("{count} day", "{count} days", int(count)).format(count=phrases.number(count))


def hours(count: Decimal) -> str:
    """A number of hours."""
    if count != int(count):
        return _("{count} of an hour").format(count=phrases.number(_shortened(count)))
    return ngettext("{count} hour", "{count} hours", int(count)).format(count=phrases.number(count))


def months(count: Decimal) -> str:
    """A number of months; one with decimals by itself."""
    return phrases.months(int(count)) if count == int(count) else phrases.number(_shortened(count))


def years(count: Decimal) -> str:
    """A number of years; one with decimals by itself."""
    if count != int(count):
        return phrases.number(_shortened(count))
    return ngettext("{count} year", "{count} years", int(count)).format(count=phrases.number(count))


def _shortened(count: Decimal) -> Decimal:
    return round(count, 2)
