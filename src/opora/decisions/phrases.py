"""How the active language writes days, months, amounts, counts and lists inside a sentence.

Slovenian inflects a month by its place in the sentence, so each case of it is a word of its own: a day and
“in May” take the genitive (*1. maja 2026*, *maja 2026*), a table the nominative (*maj 2026*). Sentences are
built so that no name of a person and no label has to be inflected.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils import formats
from django.utils.translation import ngettext, pgettext


def day(of: date | str) -> str:
    """A day inside a sentence: *1. maja 2026*, *1° maggio 2026*, *1 May 2026*."""
    on = _day(of)
    ordinal = pgettext("day of the month, the first", "1") if on.day == 1 else str(on.day)
    return pgettext("a day in a sentence", "{day} {month} {year}").format(
        day=ordinal, month=_month_in_a_day(on.month), year=on.year
    )


def short_day(of: date | str) -> str:
    """A day in figures, as after a colon or in a table: *1. 5. 2026*, *1/5/2026*."""
    return str(formats.date_format(_day(of), "DATE_FORMAT", use_l10n=True))


def in_month(of: date | str) -> str:
    """The month as a time at which something happened: *maja 2026*, *nel maggio 2026*, *in May 2026*."""
    on = _day(of)
    return pgettext("a month as a time", "in {month} {year}").format(
        month=_month_in_a_day(on.month), year=on.year
    )


def month(of: date | str) -> str:
    """The month by itself, as in a table: *maj 2026*."""
    on = _day(of)
    return pgettext("a month by itself", "{month} {year}").format(
        month=_month_by_itself(on.month), year=on.year
    )


def period(of: str) -> str:
    """What a fact is of: a year, a month by itself, or a day from which it holds."""
    if len(of) == len("2026"):
        return of
    return month(of) if len(of) == len("2026-05") else day(of)


def periods(of: Sequence[str]) -> str:
    """Several of them as a list; months of one year name it once: *januar, februar in marec 2026*."""
    if len(of) > 1 and {len(each) for each in of} == {len("2026-05")} and len({each[:4] for each in of}) == 1:
        return month_list(of)
    return listed([period(each) for each in of])


def month_list(of: Sequence[str]) -> str:
    """Months of one year, the year once behind them."""
    names = [_month_by_itself(_day(each).month) for each in of]
    return pgettext("a month by itself", "{month} {year}").format(month=listed(names), year=of[0][:4])


def span(start: date | str, end: date | str | None) -> str:
    """From one day to another, both included: *od 1. maja 2026 do 31. julija 2026*."""
    if end is None:
        return pgettext("a span of time", "from {start} on").format(start=day(start))
    return pgettext("a span of time", "from {start} to {end}").format(start=day(start), end=day(end))


def euros(amount: str | Decimal | int) -> str:
    """An amount with its two decimals and the currency: *1.421,89 EUR*."""
    return f"{number(Decimal(amount), places=2)} EUR"


def euros_at_least(amount: str | Decimal | int, *, exact: bool) -> str:
    """An amount, or the least it can be: *vsaj 1.421,89 EUR*."""
    if exact:
        return euros(amount)
    return pgettext("an amount not known exactly", "at least {amount}").format(amount=euros(amount))


def number(value: str | Decimal, *, places: int | None = None) -> str:
    """A number as the language writes it, with its own decimals unless told how many."""
    exact = Decimal(value)
    if places is None:
        exact = exact.normalize()
        places = max(0, -int(exact.as_tuple().exponent))
    return str(formats.number_format(exact, places, use_l10n=True, force_grouping=True)).replace("-", "−")


def percent(share: str | Decimal | int) -> str:
    """A share as a number of per cent, without the sign: *20*, *3,5*."""
    return number(Decimal(share) * 100)


def listed(items: Sequence[str]) -> str:
    """Items as a list within a sentence: *Ana, Bor in Cene*."""
    if len(items) < 2:
        return "".join(items)
    return pgettext("the last two of a list", "{before} and {last}").format(
        before=", ".join(items[:-1]), last=items[-1]
    )


def months(count: int) -> str:
    """A length of time in the accusative or nominative: *1 mesec*, *2 meseca*, *3 mesece*, *6 mesecev*."""
    return ngettext("{count} month", "{count} months", count).format(count=count)


def within_days(count: int) -> str:
    """A term: *v 1 dnevu*, *v 8 dneh*."""
    return ngettext("within {count} day", "within {count} days", count).format(count=count)


def capital(sentence: str) -> str:
    """The sentence with its first letter raised, the rest untouched."""
    return sentence[:1].upper() + sentence[1:]


def uncapitalised(label: str) -> str:
    """A label within a sentence; an abbreviation at its beginning keeps its capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _day(of: date | str) -> date:
    if isinstance(of, date):
        return of
    return date.fromisoformat(of if len(of) > 7 else f"{of}-01")


def _month_in_a_day(number_of_month: int) -> str:
    return (
        pgettext("month in a day", "January"),
        pgettext("month in a day", "February"),
        pgettext("month in a day", "March"),
        pgettext("month in a day", "April"),
        pgettext("month in a day", "May"),
        pgettext("month in a day", "June"),
        pgettext("month in a day", "July"),
        pgettext("month in a day", "August"),
        pgettext("month in a day", "September"),
        pgettext("month in a day", "October"),
        pgettext("month in a day", "November"),
        pgettext("month in a day", "December"),
    )[number_of_month - 1]


def _month_by_itself(number_of_month: int) -> str:
    return (
        pgettext("month by itself", "January"),
        pgettext("month by itself", "February"),
        pgettext("month by itself", "March"),
        pgettext("month by itself", "April"),
        pgettext("month by itself", "May"),
        pgettext("month by itself", "June"),
        pgettext("month by itself", "July"),
        pgettext("month by itself", "August"),
        pgettext("month by itself", "September"),
        pgettext("month by itself", "October"),
        pgettext("month by itself", "November"),
        pgettext("month by itself", "December"),
    )[number_of_month - 1]


def yes_or_no(value: bool) -> str:
    """A yes/no as an answer."""
    return pgettext("finding", "yes") if value else pgettext("finding", "no")
