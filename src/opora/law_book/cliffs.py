"""Of a right that depends on income: its amount at every pay, and where more pay leaves less in the hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from opora.law import rulebook
from opora.law.cliffs import Bound, Cliff, Household, Sweep, cliffs_of, reference_households
from opora.law.engine.formula import Language
from opora.law.engine.graph import Graph

from .charts import IncomeChart, income_chart
from .written import written_value


@dataclass(frozen=True)
class BoundShown:
    """The rule whose comparison turns, and the figures of the law that it compares with."""

    figure: str
    label: str
    article: str
    parameters: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CliffShown:
    pay: str
    lost: str
    before: str
    after: str
    bounds: tuple[BoundShown, ...]


@dataclass(frozen=True)
class IncomeShown:
    household: str
    filed: date
    chart: IncomeChart
    cliffs: tuple[CliffShown, ...]


def income_shown(key: str, language: Language) -> IncomeShown | None:
    """What pay does to a right; none where none of the reference households is given it for a low pay."""
    found = _found(key)
    if found is None:
        return None
    household, points, cliffs = found
    graph = rulebook().graph
    return IncomeShown(
        household=household.label[language],
        filed=household.dates.filed,
        chart=income_chart([(_euros(pay), _euros(amount)) for pay, amount in points]),
        cliffs=tuple(_shown(graph, cliff, language) for cliff in cliffs),
    )


@cache
def _found(key: str) -> tuple[Household, tuple[tuple[int, int], ...], tuple[Cliff, ...]] | None:
    """Kept, because hundreds of pays are computed for it and the law does not change while a process runs."""
    for household in reference_households(rulebook()):
        if key not in household.rights:
            continue
        sweep = Sweep(rulebook(), household, (key,))
        if sweep.at(0).amounts.get(key):
            return household, tuple(_points(sweep)), tuple(cliffs_of(sweep))
    return None


def _points(sweep: Sweep) -> Iterator[tuple[int, int]]:
    """Both ends of each stretch, between which the amount runs straight."""
    for first, last in sweep.stretches():
        yield first.pay, first.rights
        yield last.pay, last.rights


def _shown(graph: Graph, cliff: Cliff, language: Language) -> CliffShown:
    [change] = cliff.changes
    return CliffShown(
        pay=_written(cliff.pay),
        lost=_written(cliff.lost),
        before=_written(change.before),
        after=_written(change.after),
        bounds=tuple(_bound(graph, bound, language) for bound in cliff.bounds),
    )


def _bound(graph: Graph, bound: Bound, language: Language) -> BoundShown:
    parameters = tuple((key, getattr(graph.parameters[key].label, language)) for key in bound.parameters)
    return BoundShown(bound.figure, getattr(bound.label, language), bound.article, parameters)


def _written(cents: int) -> str:
    return written_value(_euros(cents), "EUR")


def _euros(cents: int) -> Decimal:
    return (Decimal(cents) / 100).quantize(Decimal("0.01"))
