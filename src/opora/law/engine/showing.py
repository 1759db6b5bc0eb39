"""Whole numbers as the text a reader knows: euros with two decimals, days, yes and no."""

from collections.abc import Callable
from functools import cache

from .calendar import day_of
from .span import Span, Value

Shown = str | bool | None
_PLACES = {"EUR": 2}
MOST_PLACES = 6


def show(value: Value, *, unit: str, denominator: int, words: tuple[str, ...] = ()) -> Shown:
    """The value as text (a yes/no as true or false); none where it is not certain."""
    return None if isinstance(value, Span) else shows(unit, denominator, words)(value)


@cache
def shows(unit: str, denominator: int, words: tuple[str, ...] = ()) -> Callable[[int], Shown]:
    """What shows certain values of a unit."""
    if unit == "yes_no":
        return bool
    if unit == "date":
        return lambda value: day_of(value).isoformat()
    if unit.startswith("choice"):
        return lambda value: words[value] if words else str(value)
    places = _PLACES.get(unit, 0)
    if denominator == 1 and not places:
        return str
    if denominator == 100 and places == 2:
        return _cents_text
    return lambda value: decimal_text(value, denominator, places)


def _cents_text(value: int) -> str:
    """The commonest case of `decimal_text`."""
    return f"{value // 100}.{value % 100:02d}" if value >= 0 else f"-{_cents_text(-value)}"


def decimal_text(value: int, denominator: int, places: int) -> str:
    """Exact where it ends within six decimals; otherwise the exact fraction, such as `1100/3`."""
    scaled = value * 10**places
    while scaled % denominator and places < MOST_PLACES:
        places += 1
        scaled *= 10
    if scaled % denominator:
        return f"{value}/{denominator}"
    scaled //= denominator
    if not places:
        return str(scaled)
    whole, rest = divmod(abs(scaled), 10**places)
    return f"{'-' if scaled < 0 else ''}{whole}.{rest:0{places}d}"
