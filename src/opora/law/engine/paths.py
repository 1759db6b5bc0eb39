"""Which earlier values a value really rests on, in one evaluated case.

A `when` whose condition is known rests on the branch taken; a refused conjunction on the claims that fail;
a sum over members on the members. Explanation, warnings and questions all follow these paths, so that none
of them speaks of something that made no difference.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from .calendar import month_index, month_text
from .case import Case
from .dates import Dates
from .program import Program
from .span import Span, Value

Spot = tuple[int, int | None]
"""An instruction and the place of the person it is looked at for; none for a value of the case."""

STOPS = frozenset(
    {"figure", "fact", "parameter", "table", "date", "claimed", "is_applicant", "lives_in_dwelling"}
)
"""Instructions with a name of their own: a formula ends at them."""

_ENDS = STOPS - {"table"}
"""Of them, those with nothing under them that belongs to the same formula."""


@dataclass(frozen=True)
class Frame:
    """The values of one month, kept after the evaluation has moved on."""

    program: Program
    case: Case
    dates: Dates
    values: list[Any]
    _known_paths: dict[Spot, list[Spot]] = field(default_factory=dict, compare=False)
    _known_names: dict[Spot, list[Spot]] = field(default_factory=dict, compare=False)

    @cached_property
    def month_text(self) -> str:
        return month_text(month_index(self.dates.month))

    def value(self, spot: Spot) -> Value:
        place, subject = spot
        found = self.values[place]
        value: Value = found if subject is None else found[subject]
        return value

    def is_open(self, spot: Spot) -> bool:
        return isinstance(self.value(spot), Span)

    def rests_on(self, spot: Spot) -> list[Spot]:
        """The arguments that made the value what it is."""
        paths = self._known_paths.get(spot)
        if paths is None:
            paths = self._known_paths[spot] = _live(self, *spot)
        return paths

    def named(self, spot: Spot) -> list[Spot]:
        """The named values directly under a figure, in the order of its formula, each once."""
        known = self._known_names.get(spot)
        if known is None:
            plain = _plainly_under(self.program, spot[0])
            if all(self.program.instructions[arg].op in _ENDS for arg, _ in plain):
                known = [(arg, spot[1] if own else None) for arg, own in plain]
            else:
                found: dict[Spot, None] = {}
                self._collect(spot, found)
                known = list(found)
            self._known_names[spot] = known
        return known

    def _collect(self, spot: Spot, found: dict[Spot, None]) -> None:
        instructions = self.program.instructions
        for under in self.rests_on(spot):
            op = instructions[under[0]].op
            if op in STOPS:
                found[under] = None
            if op not in STOPS or op == "table":
                self._collect(under, found)


def _live(frame: Frame, place: int, subject: int | None) -> list[Spot]:
    node = frame.program.instructions[place]
    special = _SPECIAL.get(node.op)
    if special is not None:
        return special(frame, place, subject)
    return [(arg, subject if own else None) for arg, own in _plainly_under(frame.program, place)]


def _plainly_under(program: Program, place: int) -> tuple[tuple[int, bool], ...]:
    """What a sum, a product or a comparison rests on whatever the values are: steps between are left out.

    With each, whether it is a value of the person looked at.
    """
    known = program.plain_paths.get(place)
    if known is None:
        found: dict[tuple[int, bool], None] = {}
        for arg in program.instructions[place].args:
            found |= dict.fromkeys(_from(program, arg))
        known = program.plain_paths[place] = tuple(found)
    return known


def _from(program: Program, arg: int) -> tuple[tuple[int, bool], ...]:
    node = program.instructions[arg]
    if node.op == "constant":
        return ()
    if node.op in _SPECIAL or node.op in STOPS:
        return ((arg, node.over == "person"),)
    return _plainly_under(program, arg)


def _of_branch(frame: Frame, place: int, subject: int | None) -> list[Spot]:
    condition, then, otherwise = _all(frame, place, subject)
    value = frame.value(condition)
    if isinstance(value, Span):
        return [condition, then, otherwise]
    return [condition, then if value else otherwise]


def _of_claims(frame: Frame, place: int, subject: int | None, *, settling: int) -> list[Spot]:
    """One claim of the settling kind settles the whole; otherwise all of them matter."""
    spots = _all(frame, place, subject)
    settled = [spot for spot in spots if frame.value(spot) == settling]
    return settled or spots


def _of_members(frame: Frame, place: int, subject: int | None) -> list[Spot]:
    del subject
    mark, value = frame.program.instructions[place].args
    marks = frame.values[mark]
    spots: list[Spot] = [(mark, i) for i, m in enumerate(marks) if m != 0]
    return spots + [(value, i) for i, m in enumerate(marks) if m != 0]


def _of_claims_of_members(frame: Frame, place: int, subject: int | None, *, settling: int) -> list[Spot]:
    """Of `any` and `every`: the members whose claim settles it, or all of them."""
    mark, claim = frame.program.instructions[place].args
    settled = [
        i
        for i, (m, c) in enumerate(zip(frame.values[mark], frame.values[claim], strict=True))
        if m == 1 and c == settling
    ]
    if settled:
        return [spot for i in settled for spot in ((mark, i), (claim, i))]
    return _of_members(frame, place, subject)


def _of_rank(frame: Frame, place: int, subject: int | None) -> list[Spot]:
    spots = _of_members(frame, place, None)
    own: Spot = (frame.program.instructions[place].args[-1], subject)
    return spots if own in spots else [*spots, own]


def _of_relatives(frame: Frame, place: int, subject: int | None) -> list[Spot]:
    node = frame.program.instructions[place]
    assert subject is not None
    others = frame.case.relatives[node.given["relation"]][subject]
    spots: list[Spot] = [(node.args[0], other) for other in others]
    if node.op == "any_relative":
        settled = [spot for spot in spots if frame.value(spot) == 1]
        return settled or spots
    return spots


def _of_applicant(frame: Frame, place: int, subject: int | None) -> list[Spot]:
    del subject
    return [(frame.program.instructions[place].args[0], frame.case.applicant)]


def _all(frame: Frame, place: int, subject: int | None) -> list[Spot]:
    instructions = frame.program.instructions
    return [
        (arg, subject if instructions[arg].over == "person" else None) for arg in instructions[place].args
    ]


_SPECIAL: dict[str, Callable[[Frame, int, int | None], list[Spot]]] = {
    "when": _of_branch,
    "and": partial(_of_claims, settling=0),
    "or": partial(_of_claims, settling=1),
    "sum_of_members": _of_members,
    "smallest_of_members": _of_members,
    "largest_of_members": _of_members,
    "any_member": partial(_of_claims_of_members, settling=1),
    "every_member": partial(_of_claims_of_members, settling=0),
    "rank_among": _of_rank,
    "any_relative": _of_relatives,
    "sum_of_relatives": _of_relatives,
    "of_applicant": _of_applicant,
}
