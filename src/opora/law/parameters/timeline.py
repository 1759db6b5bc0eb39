"""Turns the entries of one parameter into values in order of time, deriving the cells nobody printed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TypeAlias

from .cells import read_cell
from .places import raw_cells
from .reading import ParameterError
from .schema import DERIVE, NEW_REGIME, UNKNOWN, CellSource, Entry, Parameter, Provenance, RawCell
from .uprating import Step, index_of_the_year
from .values import Cell, Kind, ParameterValue, Place

Timeline: TypeAlias = tuple[ParameterValue, ...]


def build_timeline(
    parameter: Parameter,
    *,
    index: Timeline = (),
    new_regime: Timeline = (),
    local_starts: frozenset[str] = frozenset(),
) -> Timeline:
    """The values of a parameter, each until the day the next one starts."""
    dated = sorted(_dated(parameter, new_regime), key=lambda pair: pair[0])
    _refuse_two_on_one_day(parameter, [day for day, _ in dated])
    ends = {day: following for (day, _), (following, _) in pairwise(dated)}
    timeline: list[ParameterValue] = []
    for day, entry in dated:
        if entry.ended:
            continue
        value = ParameterValue(
            key=parameter.key,
            unit=parameter.unit,
            start=day,
            until=ends.get(day),
            cells={},
            article=parameter.article,
            article_confirmed=parameter.article_confirmed,
            layer="local" if str(entry.start) in local_starts else "shipped",
            start_from=NEW_REGIME if entry.start == NEW_REGIME else None,
            uprated=entry.uprated,
            adjusted_on=entry.adjusted_on,
            note=entry.note,
            axes=parameter.axes,
        )
        step = _step(parameter, timeline, index, day) if entry.uprated else None
        timeline.append(replace(value, cells=dict(_cells(parameter, entry, step))))
    return tuple(timeline)


def _dated(parameter: Parameter, new_regime: Timeline) -> Iterator[tuple[date, Entry]]:
    for entry in parameter.values:
        if isinstance(entry.start, date):
            yield entry.start, entry
        elif entry.start == NEW_REGIME:
            yield _day_of(new_regime, parameter), entry


def _day_of(new_regime: Timeline, parameter: Parameter) -> date:
    day = new_regime[-1].cell().value if new_regime else None
    if not isinstance(day, date):
        raise ParameterError(
            f"{parameter.key}: it starts on {NEW_REGIME}, but that day is unknown. "
            f"Enter the day, or an assumed one with its reason, in {NEW_REGIME}."
        )
    return day


def _refuse_two_on_one_day(parameter: Parameter, days: list[date]) -> None:
    for day, following in pairwise(days):
        if day == following:
            raise ParameterError(f"{parameter.key}: two entries start on {day}; keep one of the two.")


def _step(parameter: Parameter, before: list[ParameterValue], index: Timeline, day: date) -> Step | None:
    year = index_of_the_year(index, day)
    if not before or year is None or not parameter.is_number:
        return None
    return Step(previous=before[-1], index=year, decimals=parameter.decimals)


def _cells(parameter: Parameter, entry: Entry, step: Step | None) -> Iterator[tuple[Place, Cell]]:
    own_sources = {source.at: source for source in entry.cells}
    for at, raw in raw_cells(parameter, entry):
        provenance = own_sources.pop(at, entry)
        yield at, _cell(parameter, entry, provenance, at, raw, step)
    if own_sources:
        raise ParameterError(
            f"{parameter.key} from {entry.start}: a source is given for {list(own_sources)}, "
            "but there is no such cell. Correct 'at'."
        )


def _cell(
    parameter: Parameter,
    entry: Entry,
    provenance: Provenance | CellSource,
    at: Place,
    raw: RawCell,
    step: Step | None,
) -> Cell:
    if raw == DERIVE:
        derived = step.derive(at, provenance.checked) if step else None
        if derived is None:
            raise ParameterError(
                f"{parameter.key} from {entry.start}, cell {at}: it cannot be derived, because the figure "
                "before it or the index of that year is missing. Write 'unknown', or add the missing one."
            )
        return derived
    kind = Kind.UNKNOWN if raw == UNKNOWN else Kind.ASSUMED if entry.assumed else Kind.KNOWN
    return Cell(
        value=None if raw == UNKNOWN else read_cell(parameter, entry, raw),
        kind=kind,
        source=provenance.source,
        confidence=provenance.confidence,
        checked=provenance.checked,
        gazette=provenance.gazette,
        note=provenance.note,
        doubt=provenance.doubt.model_dump() if provenance.doubt else None,
    )
