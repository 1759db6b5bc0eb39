"""Computes a program for one case, exactly where facts are known and by spans where they are not.

Moving on a month computes only what changes with it, so a year costs little more than one month.
"""

from enum import IntEnum
from heapq import heappop, heappush
from itertools import product
from typing import Any

from .case import Case
from .dates import Dates
from .graph import Node
from .program import Program
from .span import Span, Value, ends, hull


class Change(IntEnum):
    """What a month brought, the greatest that anything brought."""

    NOTHING = 0
    """The date of the month itself, and days counted from it, are left aside."""
    TIME = 1
    """Somebody is a year older, say, and nothing else came of it."""
    SOMETHING = 2


class Evaluation:
    """`values[i]` is the value of instruction i: one value, or one for each person."""

    def __init__(self, program: Program, case: Case, dates: Dates) -> None:
        self.program = program
        self.case = case
        self.dates = dates
        self.in_force = program.in_force(dates)
        given = [case.read(fact, anchor, offset, dates) for _, fact, anchor, offset in program.facts_read]
        given += self.in_force.cells
        given += [dates.number(anchor) for _, anchor in program.dates_read]
        self.values: list[Any] = program.compute(given, case, self._look_up)

    def figure(self, key: str) -> Any:
        return self.values[self.program.figures[key]]

    def move_to(self, dates: Dates) -> Change:
        """Go to another month of the same case and rule versions.

        A change is a value, or the entry of a parameter, which may say the same with another confidence.
        """
        program, waiting = self.program, list[int]()
        before, self.in_force = self.in_force, program.in_force(dates)
        self.dates = dates
        change = Change.NOTHING if before is self.in_force else Change.SOMETHING
        for place in self._to_read(other_law=before is not self.in_force):
            if self._renew(place, self.compute(place), waiting):
                change = Change.SOMETHING
        for place in program.dates_of_the_month:
            self._renew(place, self.compute(place), waiting)
        done: set[int] = set()
        while waiting:
            place = heappop(waiting)
            if place not in done:
                done.add(place)
                known, value = self.values[place], self._computed_anew(place)
                if self._renew(place, value, waiting) and place not in program.made_of_dates:
                    change = max(change, self._change_at(place, known, value))
        return change

    def _change_at(self, place: int, known: Any, value: Any) -> Change:
        if place in self.program.passing_time and _is_certain(known) and _is_certain(value):
            return Change.TIME
        return Change.SOMETHING

    def _to_read(self, *, other_law: bool) -> list[int]:
        """What the new month may bring beside its date. Most bring neither a new amount nor a dated fact."""
        places = self.program.facts_of_the_month(dated=self.case.has_dated_facts)
        return [*self.program.reading.places, *places] if other_law else places

    def _renew(self, place: int, value: Any, waiting: list[int]) -> bool:
        if value == self.values[place]:
            return False
        self.values[place] = value
        for user in self.program.dependents[place]:
            heappush(waiting, user)
        return True

    def _computed_anew(self, place: int) -> Any:
        step = self.program.step_alone(place)
        return self.compute(place) if step is None else step(self.values)

    def compute(self, place: int) -> Any:
        """One instruction, from the values as they stand."""
        node, step = self.program.instructions[place], self.program.steps[place]
        if step is None and not node.args:
            return self._read(place, node)
        values = [self.values[arg] for arg in node.args]
        return self._look_up(place, *values) if step is None else step(self.case, *values)

    def _read(self, place: int, node: Node) -> Any:
        """An instruction that takes something from outside the graph."""
        given = node.given
        match node.op:
            case "fact":
                fact = self.program.graph.facts[given["fact"]]
                return self.case.read(fact, given["anchor"], given["offset"], self.dates)
            case "parameter":
                return self._of_cell(place, given["place"])
        return self.dates.number(given["anchor"])

    def _of_cell(self, place: int, cell: int) -> Value:
        return self.program.reading.value(place, self.in_force.entries[place], cell)

    def _look_up(self, place: int, *values: Any) -> Any:
        """The cells of a `table` instruction."""
        node = self.program.instructions[place]
        if node.over == "case":
            return self._cells(place, node, list(values))
        rows = [value if isinstance(value, list) else [value] * len(self.case.persons) for value in values]
        return [self._cells(place, node, list(row)) for row in zip(*rows, strict=True)]

    def _cells(self, place: int, node: Node, places: list[Value]) -> Value:
        return hull(*(self._of_cell(place, cell) for cell in table_places(node, places)))


def _is_certain(value: Any) -> bool:
    return Span not in map(type, value) if isinstance(value, list) else not isinstance(value, Span)


def table_places(node: Node, places: list[Value]) -> list[int]:
    """Which cells a table instruction may mean, as places in the parameter's list of cells."""
    possible = [range(low, high + 1) for low, high in map(ends, places)]
    shape = node.given["shape"]
    if len(shape) == 1:
        return [row for (row,) in product(*possible)]
    return [row * shape[1] + column for row, column in product(*possible)]
