"""Computes a program for one case, exactly where facts are known and by spans where they are not.

Moving on a month computes only what changes with it, so a year costs little more than one month.
"""

from bisect import bisect_right
from heapq import heappop, heappush
from itertools import product
from typing import Any

from .case import Case
from .dates import Dates
from .graph import Node
from .program import Program
from .span import Value, ends, hull, span
from .stored_parameters import StoredCell

_DATES = frozenset({"date"})


class Evaluation:
    """`values[i]` is the value of instruction i: one value, or one for each person."""

    def __init__(self, program: Program, case: Case, dates: Dates) -> None:
        self.program = program
        self.case = case
        self.dates = dates
        given = [self._read(program.instructions[place]) for place in program.read_first]
        self.values: list[Any] = program.compute(given, case, self._look_up)

    def figure(self, key: str) -> Any:
        return self.values[self.program.figures[key]]

    def move_to(self, dates: Dates) -> bool:
        """Go to another month of the same case and rule versions.

        Tells whether anything a reader should know changed: a value (the date of the month itself, and days
        counted from it, left aside), or the entry of a parameter, which may say the same with another
        confidence.
        """
        waiting: list[int] = []
        changed = self._brings_other_parameters(dates)
        for place in self._to_read(dates):
            changed |= self._renew(place, self.compute(place), waiting)
        self._renew_dates(waiting)
        done: set[int] = set()
        while waiting:
            place = heappop(waiting)
            if place not in done:
                done.add(place)
                renewed = self._renew(place, self.compute(place), waiting)
                changed |= renewed and place not in self.program.made_of_dates
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
        months = self.program.months_with_other_parameters
        return bisect_right(months, self.dates.month) != bisect_right(months, dates.month)

    def _renew_dates(self, waiting: list[int]) -> None:
        for place in self.program.read_each_month(_DATES):
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

    def compute(self, place: int) -> Any:
        """One instruction, from the values as they stand."""
        node, step = self.program.instructions[place], self.program.steps[place]
        if step is None and not node.args:
            return self._read(node)
        values = [self.values[arg] for arg in node.args]
        return self._look_up(place, *values) if step is None else step(self.case, *values)

    def _read(self, node: Node) -> Any:
        """An instruction that takes something from outside the graph."""
        given = node.given
        match node.op:
            case "fact":
                fact = self.program.graph.facts[given["fact"]]
                return self.case.read(fact, given["anchor"], given["offset"], self.dates)
            case "parameter":
                return self._of_cell(node, given["place"])
        return self.dates.number(given["anchor"])

    def _of_cell(self, node: Node, place: int) -> Value:
        cell = self.cell_at(node, place)
        return span(node.low, node.high) if cell is None or cell.value is None else cell.value

    def _look_up(self, place: int, *values: Any) -> Any:
        """The cells of a `table` instruction."""
        node = self.program.instructions[place]
        if node.over == "case":
            return self._cells(node, list(values))
        rows = [value if isinstance(value, list) else [value] * len(self.case.persons) for value in values]
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
