"""Whole numbers as the text a reader knows: euros with two decimals, days, yes and no."""

from decimal import Decimal

from .calendar import day_of
from .span import Span, Value

Shown = str | bool | None
_PLACES = {"EUR": 2}


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
    while denominator > 10**places and places < 6:
        if value * 10**places % denominator == 0:
            break
        places += 1
    scaled = value * 10**places
    if scaled % denominator:
        return f"{value}/{denominator}"
    return str(Decimal(scaled // denominator).scaleb(-places).quantize(Decimal(1).scaleb(-places)))
