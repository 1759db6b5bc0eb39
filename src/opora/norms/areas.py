"""Units, centres and the country with inhabitants, families and services; what is not known says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Literal, TypeVar

from opora.norms.population import Fault, PopulationTable, PopulationTableError, Row, columns_told, place_key
from opora.norms.wording import Phrase, joined, named, said

Kind = Literal["unit", "centre", "country"]
NAMES_SHOWN = 12
T = TypeVar("T")


@dataclass(frozen=True)
class Known:
    """A figure with where it comes from."""

    value: Fraction
    source: Phrase
    is_what_if: bool = False


@dataclass(frozen=True)
class Missing:
    """A figure that is not known: what is lacking, for which municipalities or units, and what to import."""

    key: Literal["no_table", "no_municipality", "row_missing", "no_families"]
    names: tuple[str, ...] = ()

    @property
    def why(self) -> Phrase:
        shown = ", ".join(self.names[:NAMES_SHOWN])
        if left := len(self.names) - NAMES_SHOWN:
            shown += f" + {left}" if left > 0 else ""
        return said(self.key, names=shown, columns=columns_told())


Figure = Known | Missing


@dataclass(frozen=True)
class Done:
    """Services carried out in so many months; a month or a year of them is worked out from it."""

    services: int
    months: int
    source: Phrase
    is_what_if: bool = False

    def in_a(self, period: Literal["month", "year"]) -> Fraction:
        months = 1 if period == "month" else 12
        return Fraction(self.services * months, self.months)


@dataclass(frozen=True)
class Place:
    """A unit with its municipalities, a centre with its units, or the country with its centres."""

    key: str
    name: str
    kind: Kind
    municipalities: tuple[str, ...] = ()
    parts: tuple[Place, ...] = ()

    def units(self) -> tuple[Place, ...]:
        return (self,) if self.kind == "unit" else tuple(unit for part in self.parts for unit in part.units())


@dataclass(frozen=True)
class Area:
    """A place with its figures. `done` holds services by task; a task without an entry was not counted."""

    key: str
    name: str
    kind: Kind
    inhabitants: Figure
    families: Figure
    done: Mapping[str, Done] = field(default_factory=dict)
    parts: tuple[Area, ...] = ()


def area_of(
    place: Place,
    table: PopulationTable | None,
    *,
    on: date,
    done: Mapping[str, Mapping[str, Done]] | None = None,
) -> Area:
    """A place with the figures of a population table on a day.

    `done`: by key of the place, the services counted there. A place without a count of its own has the sum of
    its parts, where each of them has one.
    """
    counted = done or {}
    if place.kind == "unit":
        inhabitants, families = _unit_figures(place, table, on)
        return Area(place.key, place.name, place.kind, inhabitants, families, counted.get(place.key, {}))
    parts = tuple(area_of(part, table, on=on, done=counted) for part in place.parts)
    whole = table.of_country(on=on) if table and place.kind == "country" else None
    return Area(
        place.key,
        place.name,
        place.kind,
        _of_row(whole, _inhabitants) if whole else _sum([part.inhabitants for part in parts]),
        _of_row(whole, _families) if whole else _sum([part.families for part in parts]),
        {**_sum_of_done(parts), **counted.get(place.key, {})},
        parts,
    )


def placed(place: Place, table: PopulationTable) -> Place:
    """The place with the municipalities that the table puts into its units, beside those served already.

    `PopulationTableError` where a row names an unknown unit, or another than serves the municipality.
    """
    units = {place_key(name): unit for unit in place.units() for name in (unit.key, unit.name)}
    serving = {place_key(name): unit for unit in place.units() for name in unit.municipalities}
    added: dict[str, list[str]] = {}
    faults = []
    for row in table.rows:
        if not row.unit or row.is_country:
            continue
        unit = units.get(place_key(row.unit))
        served = serving.get(row.key)
        if unit is None:
            faults.append(Fault(row.line, said("unit_unknown", unit=row.unit)))
        elif served is not None and served.key != unit.key:
            faults.append(
                Fault(
                    row.line,
                    said("unit_differs", municipality=row.municipality, unit=row.unit, serving=served.name),
                )
            )
        elif served is None:
            serving[row.key] = unit
            added.setdefault(unit.key, []).append(row.municipality)
    if faults:
        raise PopulationTableError(faults)
    return _with(place, added)


def _with(place: Place, added: Mapping[str, Sequence[str]]) -> Place:
    if place.kind == "unit":
        return replace(place, municipalities=(*place.municipalities, *added.get(place.key, ())))
    return replace(place, parts=tuple(_with(part, added) for part in place.parts))


def _unit_figures(unit: Place, table: PopulationTable | None, on: date) -> tuple[Figure, Figure]:
    if table is None:
        return Missing("no_table"), Missing("no_table")
    if not unit.municipalities:
        return Missing("no_municipality", (unit.name,)), Missing("no_municipality", (unit.name,))
    rows = {name: table.of(name, on=on) for name in unit.municipalities}
    if lacking := tuple(name for name, row in rows.items() if row is None):
        return Missing("row_missing", lacking), Missing("row_missing", lacking)
    found = [row for row in rows.values() if row is not None]
    return (
        _sum([_of_row(row, _inhabitants) for row in found]),
        _sum([_of_row(row, _families) for row in found]),
    )


def _inhabitants(row: Row) -> int | None:
    return row.inhabitants


def _families(row: Row) -> int | None:
    return row.families


def _of_row(row: Row, figure: Callable[[Row], int | None]) -> Figure:
    value = figure(row)
    if value is None:
        return Missing("no_families", (row.municipality,))
    return Known(Fraction(value), named(row.origin))


def _sum(figures: Sequence[Figure]) -> Figure:
    """The sum of known figures; where some are missing, what is lacking first, for all that lack it."""
    lacking = [figure for figure in figures if isinstance(figure, Missing)]
    if lacking:
        same = [figure for figure in lacking if figure.key == lacking[0].key]
        return Missing(lacking[0].key, _once(name for figure in same for name in figure.names))
    known = [figure for figure in figures if isinstance(figure, Known)]
    return Known(
        sum((figure.value for figure in known), Fraction(0)),
        joined(_once(figure.source for figure in known)),
        any(figure.is_what_if for figure in known),
    )


def _once(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))


def _sum_of_done(parts: Sequence[Area]) -> dict[str, Done]:
    """Services of all parts, for each task that every part has counted over the same months."""
    summed = {}
    for task in sorted({task for part in parts for task in part.done}):
        counts = [part.done[task] for part in parts if task in part.done]
        if len(counts) == len(parts) and len({count.months for count in counts}) == 1:
            source = joined(_once(count.source for count in counts))
            what_if = any(count.is_what_if for count in counts)
            summed[task] = Done(sum(count.services for count in counts), counts[0].months, source, what_if)
    return summed
