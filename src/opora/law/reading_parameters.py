"""Turns the shipped parameters into what a rulebook stores: whole numbers with their sources."""

from decimal import Decimal

from .engine.calendar import day_number
from .engine.labels import Labels
from .engine.stored_parameters import StoredCell, StoredEntry, StoredParameter
from .engine.types import LAST_DAY, PARAMETER_UNITS
from .parameters import Cell, Parameter, ParameterSet, ParameterValue, Scalar

UNITS_NO_RULE_READS = frozenset({"day_of_month"})


def stored_parameters(parameters: ParameterSet) -> dict[str, StoredParameter]:
    """All parameters that a figure can read, with every value they ever had."""
    return {
        key: _stored(parameters.parameter(key), parameters.timeline(key))
        for key in parameters.keys()  # noqa: SIM118 - a ParameterSet is no mapping
        if parameters.parameter(key).unit not in UNITS_NO_RULE_READS
    }


def _stored(parameter: Parameter, timeline: tuple[ParameterValue, ...]) -> StoredParameter:
    words = tuple(sorted({str(c.value) for v in timeline for c in v.cells.values() if c.value is not None}))
    words = words if parameter.unit == "word" else ()
    places = _places(parameter)
    low, high = _range(parameter, words)
    return StoredParameter(
        key=parameter.key,
        label=Labels(**parameter.label.model_dump()),
        unit=_unit(parameter),
        denominator=parameter.denominator,
        low=low,
        high=high,
        article=parameter.article_to_print,
        article_confirmed=parameter.article_confirmed,
        selected_by=parameter.selected_by,
        places=places,
        axes=tuple(parameter.axes.values()),
        words=words,
        entries=tuple(
            StoredEntry(
                start=value.start,
                until=value.until,
                cells=tuple(_cell(parameter, value.cells[place], words) for place in places),
            )
            for value in timeline
        ),
    )


def _unit(parameter: Parameter) -> str:
    unit = PARAMETER_UNITS[parameter.unit]
    return f"choice:{parameter.key}" if unit == "choice" else unit


def _places(parameter: Parameter) -> tuple[tuple[str, ...], ...]:
    """All cells, the last axis running fastest."""
    places: list[tuple[str, ...]] = [()]
    for words in parameter.axes.values():
        places = [(*place, word) for place in places for word in words]
    return tuple(places)


def _range(parameter: Parameter, words: tuple[str, ...]) -> tuple[int, int]:
    if parameter.range is not None:
        low, high = parameter.range
        return int(low * parameter.denominator), int(high * parameter.denominator)
    if parameter.unit == "date":
        return 0, LAST_DAY
    return 0, max(len(words) - 1, 0) if parameter.unit == "word" else 1


def _cell(parameter: Parameter, cell: Cell, words: tuple[str, ...]) -> StoredCell:
    return StoredCell(
        value=None if cell.value is None else _whole(parameter, cell.value, words),
        kind=cell.kind.value,
        confidence=cell.confidence.value,
        source=cell.source,
        gazette=cell.gazette,
        why=cell.derivation.rule if cell.derivation else cell.note,
        doubt=None if cell.said_of_doubt is None else Labels(**cell.said_of_doubt),
    )


def _whole(parameter: Parameter, value: Scalar, words: tuple[str, ...]) -> int:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Decimal):
        return int(value * parameter.denominator)
    if isinstance(value, str):
        return words.index(value)
    return day_number(value)
