"""The figures of the law in force on three dates: looked up once for all days between which none changes."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .dates import Dates
from .graph import Graph, Node
from .span import Value, span
from .stored_parameters import StoredParameter

Stretch = tuple[int, ...]
"""For each selector how many changes of the law lie before its date."""


@dataclass(frozen=True, eq=False)
class InForce:
    """What the instructions of a program read of the law; there is one for each stretch of days."""

    entries: dict[int, int]
    """For each instruction that reads a parameter, which of its entries stands; -1 where none does."""
    cells: list[Value]
    """The value of each `parameter` instruction, in order; an unknown one is its proven range."""
    doubtful: dict[int, int]
    """The entries of which the instruction may read a value that is doubtful or missing."""


class Reading:
    """The instructions of a program that read a parameter, and what they read on any dates."""

    def __init__(self, graph: Graph, instructions: list[Node]) -> None:
        self._graph = graph
        self._nodes = {place: node for place, node in enumerate(instructions) if "parameter" in node.given}
        self._known: dict[Stretch, InForce] = {}

    def on(self, dates: Dates) -> InForce:
        stretch = tuple(bisect_right(days, dates.day(by)) for by, days in self._changes.items())
        if stretch not in self._known:
            self._known[stretch] = self._read(dates)
        return self._known[stretch]

    @property
    def places(self) -> Iterable[int]:
        return self._nodes

    @cached_property
    def _changes(self) -> dict[str, list[date]]:
        """For each selector the days on which something that it selects changes, in order."""
        days: dict[str, set[date]] = {}
        for node in self._nodes.values():
            days.setdefault(node.given["selected_by"], set()).update(_changes(self._parameter(node)))
        return {selector: sorted(found) for selector, found in days.items()}

    def _parameter(self, node: Node) -> StoredParameter:
        return self._graph.parameters[node.given["parameter"]]

    def _read(self, dates: Dates) -> InForce:
        entries = {
            place: self._parameter(node).position_on(dates.day(node.given["selected_by"]))
            for place, node in self._nodes.items()
        }
        single = {place: node for place, node in self._nodes.items() if node.op == "parameter"}
        return InForce(
            entries=entries,
            cells=[self.value(place, entries[place], node.given["place"]) for place, node in single.items()],
            doubtful={place: entry for place, entry in entries.items() if self._is_doubtful(place, entry)},
        )

    def value(self, place: int, entry: int, cell: int) -> Value:
        """The value of a cell in an entry, as an instruction reads it."""
        node = self._nodes[place]
        value = None if entry < 0 else self._parameter(node).entries[entry].cells[cell].value
        return span(node.low, node.high) if value is None else value

    def _is_doubtful(self, place: int, entry: int) -> bool:
        node = self._nodes[place]
        cells = self._parameter(node).doubtful[entry] if entry >= 0 else frozenset()
        return entry < 0 or (node.given["place"] in cells if "place" in node.given else bool(cells))


def _changes(parameter: StoredParameter) -> set[date]:
    return {day for entry in parameter.entries for day in (entry.start, entry.until) if day is not None}
