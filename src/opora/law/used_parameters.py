"""Which cells of the law a result rests on."""

from dataclasses import dataclass
from datetime import date

from .engine.evaluation import table_places
from .engine.frame import Frame
from .engine.graph import Graph
from .engine.program import Spot
from .engine.stored_parameters import StoredCell, StoredParameter
from .naming import shown_figure

CellName = tuple[str, int, int]
"""A parameter, which of its entries (-1 where none stands on the day), and the place of the cell."""


@dataclass(frozen=True)
class UsedCell:
    """`cell` is none where no value stands on the day; `text` is the value as a reader knows it."""

    parameter: StoredParameter
    at: tuple[str, ...]
    start: date | None
    cell: StoredCell | None

    @property
    def text(self) -> str | None:
        return None if self.cell is None else shown_cell(self.parameter, self.cell)


def shown_cell(parameter: StoredParameter, cell: StoredCell) -> str | None:
    """The value of a cell as a reader knows it; none where nobody found it."""
    if cell.value is None:
        return None
    shown = shown_figure(cell.value, parameter.unit, parameter.denominator, parameter.words)
    return str(shown).lower() if isinstance(shown, bool) else shown


def cells_read(frame: Frame, spot: Spot) -> list[CellName]:
    """The cells behind a `parameter` or `table` instruction."""
    key = frame.program.instructions[spot[0]].given["parameter"]
    entry = frame.in_force.entries[spot[0]]
    return [(key, entry, place) for place in _places(frame, spot)]


def used_cell(graph: Graph, name: CellName) -> UsedCell:
    key, position, place = name
    parameter = graph.parameters[key]
    entry = parameter.entries[position] if position >= 0 else None
    return UsedCell(
        parameter=parameter,
        at=parameter.places[place],
        start=entry.start if entry else None,
        cell=entry.cells[place] if entry else None,
    )


def _places(frame: Frame, spot: Spot) -> list[int]:
    node = frame.program.instructions[spot[0]]
    if node.op == "parameter":
        return [node.given["place"]]
    instructions = frame.program.instructions
    of_person = [spot[1] if instructions[arg].over == "person" else None for arg in node.args]
    numbers = [frame.value(under) for under in zip(node.args, of_person, strict=True)]
    return table_places(node, numbers)
