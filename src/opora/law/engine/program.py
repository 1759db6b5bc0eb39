"""The graph for one choice of rule versions: flat, in order, without references.

Both readers of the law start here: `Evaluation` runs the instructions on values, the batch generator prints
them as statements. An instruction is a `Node` whose arguments are places in `instructions`; a figure is an
instruction of its own (`op == "figure"`, one argument), so that every named result can be found again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from .dates import Dates
from .errors import NotCovered
from .facts import Fact
from .graph import Graph, Node
from .in_force import InForce, Reading
from .printing import Compute, printed, printed_step
from .showing import Shown
from .steps import READ, Step, step_of

Versions = tuple[tuple[str, int], ...]
"""Which version of each figure: pairs of key and place in `Figure.versions`."""

_READ_FIRST = ("fact", "parameter", "date")
_TIME = frozenset({"date", "days", "months", "years"})

Spot = tuple[int, int | None]
"""An instruction and the place of the person it is looked at for; none for a value of the case."""

NAMED = frozenset(
    {"figure", "fact", "parameter", "table", "date", "claimed", "is_applicant", "lives_in_dwelling"}
)
"""Instructions with a name of their own: a formula ends at them (at a `table`, with its arguments)."""


@dataclass
class Leading:
    """All that rests on some instructions, and the values that decide which of it matters."""

    places: frozenset[int]
    users: set[int]
    deciding: list[int]
    walks: Any = field(default=None, repr=False)
    """Filled by `paths`."""


@dataclass
class Program:
    graph: Graph
    versions: Versions
    instructions: list[Node] = field(default_factory=list)
    wanted: tuple[str, ...] = ()
    """The figures it was linked for."""
    figures: dict[str, int] = field(default_factory=dict)
    """Where each figure's result stands."""
    walks: dict[str, Any] = field(default_factory=dict, repr=False)
    """Filled by `paths`: what goes from an instruction to what it rests on."""
    shows: list[Callable[[int], Shown]] = field(default_factory=list, repr=False)
    """Filled by `naming`: what shows the value of each instruction."""
    words: list[dict[str, Any]] = field(default_factory=list, repr=False)
    """Filled by `explaining`: what it prints of each instruction whatever the case."""
    _alone: dict[int, Callable[[list[Any]], Any] | None] = field(default_factory=dict, repr=False)
    _users: dict[int, frozenset[int]] = field(default_factory=dict, repr=False)
    _leading_to: dict[tuple[int, ...], Leading] = field(default_factory=dict)

    @cached_property
    def steps(self) -> list[Step | None]:
        """What computes each instruction; none for one that is read from outside."""
        return [step_of(self.instructions, node) for node in self.instructions]

    @cached_property
    def compute(self) -> Compute:
        """What computes all of them at once."""
        return printed(self.instructions, self.steps, self.read_first)

    def step_alone(self, place: int) -> Callable[[list[Any]], Any] | None:
        """What computes one instruction of a household or of each person from the values of all."""
        if place not in self._alone:
            self._alone[place] = printed_step(self.instructions, place)
        return self._alone[place]

    @cached_property
    def read_first(self) -> list[int]:
        """The instructions that are read from outside and need no other value: facts, parameters, dates."""
        return [place for op in _READ_FIRST for place, node in enumerate(self.instructions) if node.op == op]

    @cached_property
    def facts_read(self) -> list[tuple[int, Fact, str, int]]:
        """Where a fact is read, which, and of when."""
        return [
            (place, self.graph.facts[node.given["fact"]], node.given["anchor"], node.given["offset"])
            for place, node in enumerate(self.instructions)
            if node.op == "fact"
        ]

    @cached_property
    def dates_read(self) -> list[tuple[int, str]]:
        """Where one of the three dates is read, and which."""
        return [
            (place, node.given["anchor"]) for place, node in enumerate(self.instructions) if node.op == "date"
        ]

    @cached_property
    def reading(self) -> Reading:
        """What it reads of the law."""
        return Reading(self.graph, self.instructions)

    def in_force(self, dates: Dates) -> InForce:
        return self.reading.on(dates)

    @cached_property
    def dependents(self) -> list[list[int]]:
        """Which instructions use each instruction."""
        users: list[list[int]] = [[] for _ in self.instructions]
        for place, node in enumerate(self.instructions):
            for arg in set(node.args):
                users[arg].append(place)
        return users

    def facts_of_the_month(self, *, dated: bool) -> list[int]:
        """Where a fact is read as it stands in the month of the right; of the day only if some are dated."""
        return self._facts_of_the_month[dated]

    @cached_property
    def _facts_of_the_month(self) -> tuple[list[int], list[int]]:
        read = [(place, fact) for place, fact, anchor, _ in self.facts_read if anchor == "month_of_right"]
        return [place for place, fact in read if fact.period != "day"], [place for place, _ in read]

    @cached_property
    def dates_of_the_month(self) -> list[int]:
        return [place for place, anchor in self.dates_read if anchor == "month_of_right"]

    @cached_property
    def made_of_dates(self) -> frozenset[int]:
        """The unnamed instructions that count days from the three dates alone: they say nothing of a case."""
        found: set[int] = set()
        for place, node in enumerate(self.instructions):
            rests = [arg for arg in node.args if self.instructions[arg].op != "constant"]
            counted = node.unit == "date" and node.op not in NAMED and rests and found.issuperset(rests)
            if node.op == "date" or counted:
                found.add(place)
        return frozenset(found)

    @cached_property
    def passing_time(self) -> frozenset[int]:
        """Where months and years are counted, such as an age, that no reader is told of a period.

        Left out are the wanted figures, the two sides of a comparison that is one, and what chooses a cell.
        """
        told = {place for key in self.wanted for place in self._told_of(self.figures[key])}
        told.update(arg for node in self.instructions if node.op == "table" for arg in node.args)
        return frozenset(
            place
            for place, node in enumerate(self.instructions)
            if node.unit in _TIME and node.op not in READ and place not in told
        )

    def _told_of(self, place: int) -> set[int]:
        """A figure and, where it is a comparison, its sides behind every scale."""
        [root] = self.instructions[place].args
        waiting, told = [root], {place, root}
        while waiting:
            node = self.instructions[waiting.pop()]
            if node.op in ("less", "less_or_equal", "scale"):
                waiting += node.args
                told.update(node.args)
        return told

    def with_users(self, places: Iterable[int]) -> set[int]:
        """Some instructions and all that rest on them."""
        found: set[int] = set()
        for place in sorted(places):
            if place not in found:
                found |= self._users_of(place)
        return found

    def _users_of(self, place: int) -> frozenset[int]:
        """An instruction and all that rest on it; users stand behind what they use."""
        if place not in self._users:
            users = map(self._users_of, self.dependents[place])
            self._users[place] = frozenset((place,)).union(*users)
        return self._users[place]

    def leading_to(self, places: tuple[int, ...]) -> Leading:
        """All that rests on some instructions."""
        if places not in self._leading_to:
            users = self.with_users(places)
            deciding = {arg for place in users for arg in _deciding(self.instructions[place])}
            self._leading_to[places] = Leading(frozenset(places), users, sorted(deciding))
        return self._leading_to[places]

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
    program = Program(graph, versions, wanted=wanted)
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


_DECIDING = {
    **dict.fromkeys(("and", "or", "any_member", "every_member", "any_relative", "table"), slice(None)),
    **dict.fromkeys(
        ("when", "sum_of_members", "smallest_of_members", "largest_of_members", "rank_among"), slice(1)
    ),
}
"""The arguments of an operation whose values decide on which others it rests."""


def _deciding(node: Node) -> tuple[int, ...]:
    return node.args[_DECIDING.get(node.op, slice(0))]
