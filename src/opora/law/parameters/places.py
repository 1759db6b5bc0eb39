"""The places of a parameter's table, and what a file's entry says at each of them."""

from itertools import product

from .reading import ParameterError
from .schema import Entry, Parameter, RawCell
from .values import Place


def raw_cells(parameter: Parameter, entry: Entry) -> list[tuple[Place, RawCell]]:
    """Every place of the table with what the entry says there, in the order of the axes."""
    places = list(product(*parameter.axes.values()))
    flat = _flattened(entry.value, [len(words) for words in parameter.axes.values()])
    if flat is None or len(flat) != len(places):
        raise ParameterError(
            f"{parameter.key} from {entry.start}: the value does not fit the axes "
            f"{dict(parameter.axes) or '(none: one single value)'}. Give every cell, or 'unknown'."
        )
    return list(zip(places, flat, strict=True))


def nested(parameter: Parameter, flat: list[RawCell]) -> RawCell | list[RawCell] | list[list[RawCell]]:
    """The cells put back into the shape in which an entry holds them."""
    sizes = [len(words) for words in parameter.axes.values()]
    if not sizes:
        return flat[0]
    if len(sizes) == 1:
        return flat
    return [flat[row * sizes[1] : (row + 1) * sizes[1]] for row in range(sizes[0])]


def _flattened(value: object, sizes: list[int]) -> list[RawCell] | None:
    if not sizes:
        return [value] if isinstance(value, str | bool) else None
    if not isinstance(value, list) or len(value) != sizes[0]:
        return None
    flat: list[RawCell] = []
    for part in value:
        cells = _flattened(part, sizes[1:])
        if cells is None:
            return None
        flat.extend(cells)
    return flat
