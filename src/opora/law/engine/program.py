"""The graph for one choice of rule versions: flat, in order, without references.

Both readers of the law start here: `Evaluation` runs the instructions on values, the batch generator prints
them as statements. An instruction is a `Node` whose arguments are places in `instructions`; a figure is an
instruction of its own (`op == "figure"`, one argument), so that every named result can be found again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import repeat
from typing import Any

from .calendar import month_index, month_of_index
from .dates import Dates
from .errors import NotCovered
from .graph import Graph, Node
from .operations import AGGREGATES, ELEMENTWISE, any_relative, bound, rank_among, sum_of_relatives
from .stored_parameters import StoredParameter

Versions = tuple[tuple[str, int], ...]
"""Which version of each figure: pairs of key and place in `Figure.versions`."""

Step = Callable[[list[Any], Any], Any]
"""Computes one instruction from the values so far and the case."""

READ = frozenset({"fact", "parameter", "table", "date"})
"""Instructions that depend on the dates as well; `Evaluation` reads them. A `table` also has arguments."""


@dataclass
class Program:
    graph: Graph
    versions: Versions
    instructions: list[Node] = field(default_factory=list)
    figures: dict[str, int] = field(default_factory=dict)
    """Where each figure's result stands."""
    plain_paths: dict[int, tuple[tuple[int, bool], ...]] = field(default_factory=dict)
    """Filled by `paths`: what an instruction rests on whatever the values are."""
    _read_each_month: dict[frozenset[str], list[int]] = field(default_factory=dict)

    @cached_property
    def steps(self) -> list[Step | None]:
        """What computes each instruction; none for one that is read from outside."""
        return [_step(self.instructions, node) for node in self.instructions]

    @cached_property
    def dependents(self) -> list[list[int]]:
        """Which instructions use each instruction."""
        users: list[list[int]] = [[] for _ in self.instructions]
        for place, node in enumerate(self.instructions):
            for arg in set(node.args):
                users[arg].append(place)
        return users

    def read_each_month(self, ops: frozenset[str]) -> list[int]:
        """The instructions of some kinds that read something selected by the month of the right."""
        if ops not in self._read_each_month:
            self._read_each_month[ops] = [
                place
                for place, node in enumerate(self.instructions)
                if node.op in ops and _moves_with_the_month(node)
            ]
        return self._read_each_month[ops]

    @cached_property
    def places_of_doubt(self) -> list[int]:
        """The instructions that read a parameter of which some value is doubtful or missing."""
        return [
            place
            for place, node in enumerate(self.instructions)
            if node.op in ("parameter", "table")
            and self.graph.parameters[node.given["parameter"]].may_be_doubtful
        ]

    @cached_property
    def paths_to_doubt(self) -> list[int]:
        """Those instructions and all that rest on them, users first."""
        leading = set(self.places_of_doubt)
        for place, node in enumerate(self.instructions):
            if not leading.isdisjoint(node.args):
                leading.add(place)
        return sorted(leading, reverse=True)

    @cached_property
    def months_with_other_parameters(self) -> frozenset[date]:
        """First days of months in which a parameter selected by the month may have another value."""
        days: set[date] = set()
        for node in self.instructions:
            if node.op in ("parameter", "table") and node.given["selected_by"] == "month_of_right":
                days |= _changes(self.graph.parameters[node.given["parameter"]])
        return frozenset(month_of_index(month_index(day - timedelta(days=1)) + 1) for day in days)

    @cached_property
    def version_of(self) -> dict[str, int]:
        """The number of each figure's version."""
        return dict(self.versions)


def choose_versions(graph: Graph, dates: Dates) -> Versions:
    """The version of every figure that the three dates select.

    A figure without a version on its date is left out; a program that needs it is refused.
    """
    chosen = []
    for key, figure in sorted(graph.figures.items()):
        places = [
            place
            for place, version in enumerate(figure.versions)
            if version.since <= dates.day(version.selected_by).isoformat()
        ]
        if places:
            chosen.append((key, places[-1]))
    return tuple(chosen)


def link(graph: Graph, versions: Versions, wanted: tuple[str, ...]) -> Program:
    """The instructions that compute the wanted figures, each once, arguments before users."""
    program = Program(graph, versions)
    chosen = dict(versions)
    placed: dict[int, int] = {}

    def place(node_id: int) -> int:
        if node_id not in placed:
            node = graph.nodes[node_id]
            if node.op == "figure":
                placed[node_id] = place_figure(node.given["figure"])
            else:
                args = tuple(place(arg) for arg in node.args)
                placed[node_id] = append(replace(node, args=args))
        return placed[node_id]

    def place_figure(key: str) -> int:
        if key not in program.figures:
            if key not in chosen:
                since = graph.figures[key].versions[0].since
                raise NotCovered(
                    f"The rule {key!r} is loaded from {since} on. Ask for that month or a later one."
                )
            figure = graph.figures[key]
            root = place(figure.versions[chosen[key]].root)
            node = program.instructions[root]
            program.figures[key] = append(
                replace(node, op="figure", args=(root,), over=figure.over, attributes=(("figure", key),))
            )
        return program.figures[key]

    def append(node: Node) -> int:
        program.instructions.append(node)
        return len(program.instructions) - 1

    for key in wanted:
        place_figure(key)
    return program


def _changes(parameter: StoredParameter) -> set[date]:
    return {day for entry in parameter.entries for day in (entry.start, entry.until) if day is not None}


def _moves_with_the_month(node: Node) -> bool:
    given = node.given
    if node.op in ("fact", "date"):
        return bool(given["anchor"] == "month_of_right")
    if node.op in ("parameter", "table"):
        return bool(given["selected_by"] == "month_of_right")
    return False


def _step(instructions: list[Node], node: Node) -> Step | None:
    if node.op in READ:
        return None
    if node.op in _FROM_CASE:
        return _FROM_CASE[node.op](node)
    if node.op == "figure":
        return _copy(node.args[0])
    if node.op in ELEMENTWISE:
        return _elementwise(instructions, node)
    return _across_persons(node)


def _constant(node: Node) -> Step:
    value = node.given["value"]
    return lambda values, case: value  # noqa: ARG005


def _claimed(node: Node) -> Step:
    right = node.given["right"]
    return lambda _, case: int(right in case.claimed)


_FROM_CASE: dict[str, Callable[[Node], Step]] = {
    "constant": _constant,
    "claimed": _claimed,
    "is_applicant": lambda _: (
        lambda _, case: [int(place == case.applicant) for place in range(len(case.persons))]
    ),
    "lives_in_dwelling": lambda _: lambda _, case: list(case.in_dwelling),
}


def _copy(source: int) -> Step:
    return lambda values, _: values[source]


def _elementwise(instructions: list[Node], node: Node) -> Step:
    function = bound(ELEMENTWISE[node.op].function, node.given)
    args = node.args
    if node.over == "case":
        return _of_the_case(function, args)
    of_persons = [instructions[arg].over == "person" for arg in args]
    if len(args) == 1:
        only = args[0]
        return lambda values, _: [function(value) for value in values[only]]
    if len(args) == 2 and all(of_persons):
        left, right = args
        return lambda values, _: list(map(function, values[left], values[right]))
    if len(args) == 2:
        return _of_two(function, args[0], args[1], first_is_own=of_persons[0])
    if len(args) == 3:
        return _of_three(function, args, of_persons)
    pairs = tuple(zip(args, of_persons, strict=True))
    return lambda values, _: list(
        map(function, *(values[arg] if own else repeat(values[arg]) for arg, own in pairs))
    )


def _of_two(function: Callable[..., Any], left: int, right: int, *, first_is_own: bool) -> Step:
    """One of the two differs from person to person, the other is of the case."""
    if first_is_own:
        return lambda values, _: list(map(function, values[left], repeat(values[right])))
    return lambda values, _: list(map(function, repeat(values[left]), values[right]))


def _of_three(function: Callable[..., Any], args: tuple[int, ...], own: list[bool]) -> Step:
    first, second, third = args
    own_first, own_second, own_third = own

    def step(values: list[Any], _: Any) -> list[Any]:
        one, two, three = values[first], values[second], values[third]
        return list(
            map(
                function,
                one if own_first else repeat(one),
                two if own_second else repeat(two),
                three if own_third else repeat(three),
            )
        )

    return step


def _of_the_case(function: Callable[..., Any], args: tuple[int, ...]) -> Step:
    if len(args) == 1:
        only = args[0]
        return lambda values, _: function(values[only])
    if len(args) == 2:
        left, right = args
        return lambda values, _: function(values[left], values[right])
    return lambda values, _: function(*(values[arg] for arg in args))


def _across_persons(node: Node) -> Step:
    first, last = node.args[0], node.args[-1]
    if node.op == "for_each_person":
        return lambda values, case: [values[first]] * len(case.persons)
    if node.op == "of_applicant":
        return lambda values, case: values[first][case.applicant]
    if node.op == "rank_among":
        return lambda values, _: rank_among(values[first], values[last])
    if node.op in ("any_relative", "sum_of_relatives"):
        relation = node.given["relation"]
        across = any_relative if node.op == "any_relative" else sum_of_relatives
        return lambda values, case: across(values[first], case.relatives[relation])
    function = bound(AGGREGATES[node.op].function, node.given)
    return lambda values, _: function(values[first], values[last])
