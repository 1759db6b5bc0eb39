"""Computes a program for one case, exactly where facts are known and by spans where they are not.

Moving on a month computes only what changes with it, so a year costs little more than one month.
"""

from heapq import heappop, heappush
from itertools import product
from typing import Any

from .case import Case
from .dates import Dates
from .graph import Node
from .program import Program
from .span import Value, ends, hull, span
from .stored_parameters import StoredCell


class Evaluation:
    """`values[i]` is the value of instruction i: one value, or one for each person."""

    def __init__(self, program: Program, case: Case, dates: Dates) -> None:
        self.program = program
        self.case = case
        self.dates = dates
        self.values: list[Any] = []
        for step, node in zip(program.steps, program.instructions, strict=True):
            self.values.append(self._read(node) if step is None else step(self.values, case))

    def figure(self, key: str) -> Any:
        return self.values[self.program.figures[key]]

    def move_to(self, dates: Dates) -> bool:
        """Go to another month of the same case and rule versions.

        Tells whether anything a reader should know changed: a value (the date of the month itself left
        aside), or the entry of a parameter, which may say the same with another confidence.
        """
        waiting: list[int] = []
        changed = self._brings_other_parameters(dates)
        for place in self._to_read(dates):
            changed |= self._renew(place, self._read(self.program.instructions[place]), waiting)
        self._renew_dates(waiting)
        done: set[int] = set()
        while waiting:
            place = heappop(waiting)
            if place not in done:
                done.add(place)
                changed |= self._renew(place, self._compute(place), waiting)
        return changed

    def _to_read(self, dates: Dates) -> list[int]:
        """What may differ in the new month. Most months bring neither a new amount nor a dated fact."""
        ops = set()
        if self._brings_other_parameters(dates):
            ops |= {"parameter", "table"}
        self.dates = dates
        if self.case.has_dated_facts:
            ops.add("fact")
        return self.program.read_each_month(frozenset(ops)) if ops else []

    def _brings_other_parameters(self, dates: Dates) -> bool:
        first, last = sorted((self.dates.month, dates.month))
        return any(first < day <= last for day in self.program.months_with_other_parameters)

    def _renew_dates(self, waiting: list[int]) -> None:
        for place in self.program.read_each_month(frozenset({"date"})):
            self._renew(place, self._read(self.program.instructions[place]), waiting)

    def cell(self, place: int) -> StoredCell | None:
        """The cell of the law that a `parameter` instruction reads; none where none is in force."""
        node = self.program.instructions[place]
        return self.cell_at(node, node.given["place"])

    def cell_at(self, node: Node, place: int) -> StoredCell | None:
        given = node.given
        parameter = self.program.graph.parameters[given["parameter"]]
        position = parameter.position_on(self.dates.day(given["selected_by"]))
        return None if position < 0 else parameter.entries[position].cells[place]

    def _renew(self, place: int, value: Any, waiting: list[int]) -> bool:
        if value == self.values[place]:
            return False
        self.values[place] = value
        for user in self.program.dependents[place]:
            heappush(waiting, user)
        return True

    def _compute(self, place: int) -> Any:
        step = self.program.steps[place]
        return self._read(self.program.instructions[place]) if step is None else step(self.values, self.case)

    def _read(self, node: Node) -> Any:
        """An instruction that takes something from outside the graph."""
        given = node.given
        match node.op:
            case "fact":
                fact = self.program.graph.facts[given["fact"]]
                return self.case.read(fact, given["anchor"], given["offset"], self.dates)
            case "parameter":
                return self._of_cell(node, given["place"])
            case "table":
                return self._of_table(node)
        return self.dates.number(given["anchor"])

    def _of_cell(self, node: Node, place: int) -> Value:
        cell = self.cell_at(node, place)
        return span(node.low, node.high) if cell is None or cell.value is None else cell.value

    def _of_table(self, node: Node) -> Any:
        places = [self.values[arg] for arg in node.args]
        if node.over == "case":
            return self._cells(node, places)
        rows = [place if isinstance(place, list) else [place] * len(self.case.persons) for place in places]
        return [self._cells(node, list(row)) for row in zip(*rows, strict=True)]

    def _cells(self, node: Node, places: list[Value]) -> Value:
        return hull(*(self._of_cell(node, place) for place in table_places(node, places)))


def table_places(node: Node, places: list[Value]) -> list[int]:
    """Which cells a table instruction may mean, as places in the parameter's list of cells."""
    possible = [range(low, high + 1) for low, high in map(ends, places)]
    shape = node.given["shape"]
    if len(shape) == 1:
        return [row for (row,) in product(*possible)]
    return [row * shape[1] + column for row, column in product(*possible)]
