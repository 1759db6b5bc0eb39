"""A count as it may be published: numbers of few are hidden, and so is whatever would give them away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from opora.counting.figures import Count, Figure, Word
from opora.counting.hiding import Table, hidden_cells
from opora.counting.meaning import Measure

COUNTED = (Measure.CASES, Measure.PERSONS, Measure.FAMILIES, Measure.ROWS)


class Place(NamedTuple):
    """Where a figure stands: at a word of a split or the whole, in a unit or in all; crossed at two."""

    by: str = ""
    word: Word = None
    unit: int | None = None
    crossed: Word = None
    is_crossed: bool = False


WHOLE = Place()


@dataclass(frozen=True)
class Published:
    """A count, and the places of it that are hidden; `hides_stock` is of the stock at both ends."""

    count: Count
    hidden: frozenset[Place] = frozenset()
    hides_stock: bool = False

    def shows(self, place: Place) -> bool:
        return place not in self.hidden


def for_publication(count: Count, limit: int) -> Published:
    """Hide what is counted of fewer cases than the limit, and what it could be reckoned from."""
    if not count.is_known:
        return Published(count)
    figures = dict(figures_of(count))
    weights = {place: _weight(count, figure) for place, figure in figures.items()}
    hidden = hidden_cells(list(_tables(count)), weights, limit)
    stock = count.stock
    few = stock is not None and any(
        0 < each < limit for each in (stock.at_start, stock.came, stock.went, stock.at_end)
    )
    return Published(count, frozenset(place for place in hidden if place in figures), few or WHOLE in hidden)


def figures_of(count: Count) -> Iterator[tuple[Place, Figure]]:
    """Every figure of a count with its place."""
    yield WHOLE, count.whole
    for unit, figure in count.by_unit.items():
        yield Place(unit=unit), figure
    for split in count.splits:
        for word, figure in split.whole.items():
            yield Place(split.by, word), figure
        for (word, unit), figure in split.by_unit.items():
            yield Place(split.by, word, unit), figure
    for (one, two), figure in count.crossed.items():
        yield Place(count.splits[0].by, one, None, two, is_crossed=True), figure


def _weight(count: Count, figure: Figure) -> int:
    """How many cases are behind; of a count no more than it counts."""
    if count.meaning is not None and count.meaning.measure in COUNTED and figure.value is not None:
        return min(int(figure.value), figure.cases)
    return figure.cases


def _tables(count: Count) -> Iterator[Table]:
    """The units with their sum; each split by unit; two splits crossed. What overlaps adds up to nothing."""
    units: list[int | None] = [*sorted(count.by_unit), None] if len(count.by_unit) > 1 else [None]
    margin = tuple(Place(unit=unit) for unit in units)
    yield Table((margin,))
    for split in count.splits:
        if not split.is_overlapping:
            rows = tuple(tuple(Place(split.by, word, unit) for unit in units) for word in split.ranked())
            yield Table((*rows, margin))
    if count.crossed:
        one, two = count.splits[0], count.splits[1]
        yield Table(
            (
                *(
                    (*(Place(one.by, a, None, b, is_crossed=True) for b in two.ranked()), Place(one.by, a))
                    for a in one.ranked()
                ),
                (*(Place(two.by, b) for b in two.ranked()), WHOLE),
            )
        )
