"""Reads one cell of a file as what its unit says: a number, a day, a yes or no, or a key word."""

from datetime import date
from decimal import Decimal, InvalidOperation

from .reading import ParameterError
from .schema import Entry, Parameter, RawCell
from .values import Scalar


def read_cell(parameter: Parameter, entry: Entry, raw: RawCell) -> Scalar:
    """The cell's value; refused where it is not of the parameter's unit, too fine, or out of range."""
    if parameter.is_number and isinstance(raw, str):
        return _number(parameter, entry, raw)
    if parameter.unit == "truth" and isinstance(raw, bool):
        return raw
    if parameter.unit == "date" and isinstance(raw, str):
        return date.fromisoformat(raw)
    if parameter.unit == "word" and isinstance(raw, str):
        return raw
    raise ParameterError(f"{_place(parameter, entry)}: {raw!r} is no {parameter.unit}. Correct the value.")


def _number(parameter: Parameter, entry: Entry, raw: str) -> Decimal:
    try:
        number = Decimal(raw)
    except InvalidOperation:
        raise ParameterError(
            f"{_place(parameter, entry)}: {raw!r} is not a number. Write it as decimal text, such as 385.05."
        ) from None
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent > parameter.decimals:
        raise ParameterError(
            f"{_place(parameter, entry)}: {raw} has more than {parameter.decimals} decimals. "
            "Round it as the act says, or raise 'decimals'."
        )
    low, high = parameter.range or (number, number)
    if not low <= number <= high:
        raise ParameterError(
            f"{_place(parameter, entry)}: {raw} is outside the declared range {low} to {high}. "
            "Check the figure, or widen the range."
        )
    return number


def _place(parameter: Parameter, entry: Entry) -> str:
    return f"{parameter.key} from {entry.start}"
