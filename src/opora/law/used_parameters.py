"""Which cells of the law a result rests on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from .engine.evaluation import table_places
from .engine.paths import Frame, Spot
from .engine.stored_parameters import StoredCell, StoredParameter
from .naming import shown_figure


@dataclass(frozen=True)
class UsedCell:
    """`cell` is none where no value stands on the day; `text` is the value as a reader knows it."""

    parameter: StoredParameter
    at: tuple[str, ...]
    start: date | None
    cell: StoredCell | None

    @property
    def text(self) -> str | None:
        if self.cell is None or self.cell.value is None:
            return None
        parameter = self.parameter
        shown = shown_figure(self.cell.value, parameter.unit, parameter.denominator, parameter.words)
        return str(shown).lower() if isinstance(shown, bool) else shown


def used_cells(frame: Frame, spots: Iterable[Spot]) -> Iterator[UsedCell]:
    """The cells behind the parameter instructions among the spots."""
    instructions = frame.program.instructions
    for spot in [spot for spot in spots if instructions[spot[0]].op in ("parameter", "table")]:
        node = instructions[spot[0]]
        parameter = frame.program.graph.parameters[node.given["parameter"]]
        position = parameter.position_on(frame.dates.day(node.given["selected_by"]))
        entry = parameter.entries[position] if position >= 0 else None
        for place in _places(frame, spot):
            yield UsedCell(
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
