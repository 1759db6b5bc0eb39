"""Which cells of tables are hidden so that no small number can be read or reckoned from what is left.

Every line of a table is an equation: its cells add up to its margin. Hidden cells are edges between the two
lines they stand in; a hidden number can be reckoned from the rest exactly when its edge lies on no circle.
So cells are hidden until every hidden one lies on a circle, and until those of a line make up the limit.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Cell = Any
LOOSE = "loose"  # where a cell stands in one line only, the other end of its edge


@dataclass(frozen=True)
class Table:
    """Rows of cells whose last row and last column are margins; with one row or one column it is one line."""

    rows: tuple[tuple[Cell, ...], ...]

    def edges(self) -> dict[Cell, tuple[Hashable, Hashable]]:
        """Each cell between its row and its column."""
        has_rows = len(self.rows[0]) > 1
        has_columns = len(self.rows) > 1
        return {
            cell: (("row", r) if has_rows else LOOSE, ("column", c) if has_columns else LOOSE)
            for r, row in enumerate(self.rows)
            for c, cell in enumerate(row)
        }

    def lines(self) -> list[Sequence[Cell]]:
        """The cells of each line, its margin last."""
        rows = self.rows if len(self.rows[0]) > 1 else ()
        columns = tuple(zip(*self.rows, strict=True)) if len(self.rows) > 1 else ()
        return [*rows, *columns]


def hidden_cells(tables: Collection[Table], weights: Mapping[Cell, int], limit: int) -> frozenset[Cell]:
    """The cells to hide: those below the limit, and as many of the smallest others as their secrecy needs.

    A weight is how many cases are behind a cell; nothing is no secret. Tables that share cells share what is
    hidden of them.
    """
    hidden = {cell for cell, weight in weights.items() if 0 < weight < limit}
    while True:
        more = next(filter(None, (_one_more(table, hidden, weights, limit) for table in tables)), None)
        if more is None:
            return frozenset(hidden)
        hidden |= more


def _one_more(
    table: Table, hidden: Collection[Cell], weights: Mapping[Cell, int], limit: int
) -> set[Cell] | None:
    """The next cell a table needs hidden; none where it is safe."""
    edges = table.edges()
    inner = {edge for cell, edge in edges.items() if cell in hidden}
    for line in table.lines():
        *cells, margin = line
        secret = [cell for cell in cells if cell in hidden]
        if secret and margin not in hidden and sum(weights.get(cell, 0) for cell in secret) < limit:
            return {_smallest([cell for cell in line if cell not in hidden], weights, margin)}
    if not inner:
        return None
    of = {cell: edge for cell, edge in edges.items() if cell in hidden}
    for cell in of:
        side = _side(cell, of)
        if side is None:
            continue
        across = [
            other
            for other, (one, two) in edges.items()
            if other not in hidden and (one in side) != (two in side)
        ]
        if across:
            return {_smallest(across, weights, table.rows[-1][-1])}
    return None


def _side(cell: Cell, edges: Mapping[Cell, tuple[Hashable, Hashable]]) -> set[Hashable] | None:
    """The lines on one side of a cell whose edge is a bridge; none where it lies on a circle."""
    start, goal = edges[cell]
    reached, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for other, (one, two) in edges.items():
            if other == cell or here not in (one, two):
                continue
            there = two if here == one else one
            if there not in reached:
                reached.add(there)
                waiting.append(there)
    return None if goal in reached else reached


def _smallest(cells: Iterable[Cell], weights: Mapping[Cell, int], margin: Cell) -> Cell:
    """What costs the reader least: a small number, no empty cell while there is another, a margin last."""
    return min(cells, key=lambda cell: (cell == margin, weights.get(cell, 0) == 0, weights.get(cell, 0)))
