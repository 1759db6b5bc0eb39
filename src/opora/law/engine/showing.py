"""Whole numbers as the text a reader knows: euros with two decimals, days, yes and no."""

from .calendar import day_of
from .span import Span, Value

Shown = str | bool | None
_PLACES = {"EUR": 2}
MOST_PLACES = 6


def show(value: Value, *, unit: str, denominator: int, words: tuple[str, ...] = ()) -> Shown:
    """The value as text (a yes/no as true or false); none where it is not certain."""
    if isinstance(value, Span):
        return None
    if unit == "yes_no":
        return bool(value)
    if unit == "date":
        return day_of(value).isoformat()
    if unit.startswith("choice"):
        return words[value] if words else str(value)
    return decimal_text(value, denominator, _PLACES.get(unit, 0))


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
