"""A parameter as a sheet shows it: its values over time as chart and table, with sources and doubts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from opora.law.engine.formula import Language, choice_word
from opora.law.engine.types import PARAMETER_UNITS
from opora.law.parameters import Cell, ParameterSet, ParameterValue
from opora.law.parameters.values import Place

from .charts import Chart, Step, chart
from .source_names import source_named
from .written import written_value

FEW_CELLS = 4
"""So many cells stand beside each other; more stand one under the other, with the days above."""


@dataclass(frozen=True)
class SourceShown:
    """Where the values of one entry come from, each source once."""

    start: date
    until: date | None
    source: str
    named: str
    gazette: str | None
    confidence: str
    kind: str
    checked: date
    doubt: str | None

    @property
    def is_address(self) -> bool:
        return self.source.startswith(("https://", "http://")) and " " not in self.source


@dataclass(frozen=True)
class ParameterShown:
    key: str
    label: str
    article: str
    article_confirmed: bool
    unit: str
    gap: str | None
    chart: Chart | None
    heads: tuple[str | date, ...]
    rows: tuple[tuple[str | date, tuple[str, ...]], ...]
    sources: tuple[SourceShown, ...]


def parameter_shown(law: ParameterSet, key: str, language: Language) -> ParameterShown:
    """The parameter with every value it ever had."""
    parameter, timeline = law.parameter(key), law.timeline(key)
    unit = PARAMETER_UNITS.get(parameter.unit, "")
    places = list(timeline[0].cells) if timeline else []
    heads, rows = _table(timeline, places, unit, language)
    return ParameterShown(
        key=key,
        label=getattr(parameter.label, language),
        article=parameter.article_to_print,
        article_confirmed=parameter.article_confirmed,
        unit=unit,
        gap=parameter.gap,
        chart=_chart(timeline, places, language) if parameter.is_number else None,
        heads=heads,
        rows=rows,
        sources=tuple(dict.fromkeys(_sources(timeline, language))),
    )


def place_name(place: Place, language: Language) -> str:
    """Which cell, in words a reader knows."""
    return ", ".join(choice_word(word, language) for word in place)


def _table(
    timeline: tuple[ParameterValue, ...], places: list[Place], unit: str, language: Language
) -> tuple[tuple[str | date, ...], tuple[tuple[str | date, tuple[str, ...]], ...]]:
    names = [place_name(place, language) for place in places]
    texts = [[_text(value.cells[place], unit, language) for place in places] for value in timeline]
    if len(places) <= FEW_CELLS:
        rows = tuple((value.start, tuple(row)) for value, row in zip(timeline, texts, strict=True))
        return tuple(names), rows
    columns = tuple(value.start for value in timeline)
    return columns, tuple((name, tuple(row[at] for row in texts)) for at, name in enumerate(names))


def _text(cell: Cell, unit: str, language: Language) -> str:
    value = cell.value
    if isinstance(value, str):
        return choice_word(value, language)
    return written_value(value, unit)


def _chart(timeline: tuple[ParameterValue, ...], places: list[Place], language: Language) -> Chart | None:
    return chart([(place_name(place, language), list(_steps(timeline, place))) for place in places])


def _steps(timeline: tuple[ParameterValue, ...], place: Place) -> Iterator[Step]:
    for value in timeline:
        number = value.cells[place].value
        yield value.start, value.until, number if isinstance(number, Decimal) else None


def _sources(timeline: tuple[ParameterValue, ...], language: Language) -> Iterator[SourceShown]:
    for value in timeline:
        for cell in value.cells.values():
            yield SourceShown(
                start=value.start,
                until=value.until,
                source=cell.source,
                named=source_named(cell.source, language),
                gazette=cell.gazette,
                confidence=cell.confidence.value,
                kind=cell.kind.value,
                checked=cell.checked,
                doubt=(cell.said_of_doubt or {}).get(language),
            )
