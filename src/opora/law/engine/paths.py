"""Which earlier values a value really rests on.

A `when` whose condition is known rests on the branch taken; a refused conjunction on the claims that fail;
a sum over members on the members. Explanation, warnings and questions all follow these paths, so that none
of them speaks of something that made no difference.

The paths from an instruction are printed as one Python function when they are first gone: what the program
alone tells is settled then, and the function looks at the household for the rest.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, count
from typing import Any

from .graph import Node
from .program import NAMED, Leading, Program, Spot

Found = dict[Spot, None]
"""Spots in the order in which they were found, each once."""

Walk = Callable[[list[Any], Any, int | None, Found], None]
"""From the values of a frame, its case and a person: adds what the value of that person rests on."""

Lines = Iterator[str]


def walks(program: Program, aim: str) -> "Walks":
    """The ways to what a formula names (`names`), or to the nearest named or chosen values (`arguments`)."""
    if aim not in program.walks:
        program.walks[aim] = _TOWARDS[aim](program)
    found: Walks = program.walks[aim]
    return found


def walks_to(leading: Leading, program: Program) -> "Walks":
    """The ways through everything that leads to some places."""
    if leading.walks is None:
        leading.walks = _ToPlaces(program, leading)
    found: Walks = leading.walks
    return found


class Walks(dict[int, Walk], ABC):
    """For each instruction the function that goes its ways, printed when it is first wanted."""

    def __init__(self, program: Program) -> None:
        super().__init__()
        self._instructions = program.instructions
        self._numbers = count()

    def __missing__(self, place: int) -> Walk:
        lines = ["def walk(values, case, person, found):"]
        lines += [f" {line}" for line in self.first(place, "person")] or [" pass"]
        known: dict[str, Any] = {"walks": self}
        exec("\n".join(lines), known)  # noqa: S102
        self[place] = known["walk"]
        return self[place]

    def first(self, place: int, person: str) -> Lines:
        """Where a walk begins."""
        yield from self.onward(place, person)

    @abstractmethod
    def at(self, place: int, person: str) -> Lines:
        """What is done at an argument: it is noted, or the walk goes on to what is under it."""

    def onward(self, place: int, person: str) -> Lines:
        """To what an instruction rests on; a constant has nothing to tell."""
        node = self._instructions[place]
        if node.op in _CHOOSING:
            yield from _CHOOSING[node.op](self, node, person)
        else:
            for arg in node.args:
                yield from self.at(arg, self.person_of(arg, person))

    def person_of(self, arg: int, person: str) -> str:
        """The value of an argument is that of the same person, or of the case."""
        return person if self._instructions[arg].over == "person" else "None"

    def value(self, arg: int, person: str) -> str:
        """The text of a value."""
        own = self._instructions[arg].over == "person"
        return f"values[{arg}][{person}]" if own else f"values[{arg}]"

    def chooses(self, place: int) -> bool:
        return self._instructions[place].op in _CHOOSING

    def names(self, place: int) -> bool:
        return self._instructions[place].op in NAMED

    def named(self, letters: str) -> str:
        """A name that no other line uses."""
        return f"{letters}{next(self._numbers)}"


class _ToNames(Walks):
    """Down to the next named values; through a table to what chose its cell as well."""

    def at(self, place: int, person: str) -> Lines:
        if self.names(place):
            yield _note(place, person)
        if not self.names(place) or self._instructions[place].op == "table":
            yield from self.onward(place, person)


class _ToArguments(Walks):
    """Down to the next value that is named or chosen; from a choice no further than to its arguments."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._noting = _Noting(program)

    def first(self, place: int, person: str) -> Lines:
        walk = self._noting if self.chooses(place) else self
        yield from walk.onward(place, person)

    def at(self, place: int, person: str) -> Lines:
        if self.names(place) or self.chooses(place):
            yield _note(place, person)
        else:
            yield from self.onward(place, person)


class _Noting(Walks):
    """To the arguments themselves."""

    def at(self, place: int, person: str) -> Lines:
        yield _note(place, person)


class _ToPlaces(Walks):
    """Through everything that leads to some places; through each figure and each choice once."""

    def __init__(self, program: Program, leading: Leading) -> None:
        super().__init__(program)
        self._leading = leading

    def first(self, place: int, person: str) -> Lines:
        if place in self._leading.users:
            yield f"if ({place}, {person}) in found:"
            yield " return"
            yield _note(place, person)
            yield from self.onward(place, person)

    def at(self, place: int, person: str) -> Lines:
        if place not in self._leading.users:
            return
        if self.chooses(place) or self._instructions[place].op == "figure":
            yield f"walks[{place}](values, case, {person}, found)"
            return
        if place in self._leading.places:
            yield _note(place, person)
        yield from self.onward(place, person)


_TOWARDS: dict[str, Callable[[Program], Walks]] = {"names": _ToNames, "arguments": _ToArguments}


def _note(place: int, person: str) -> str:
    return f"found[{place}, {person}] = None"


def _inside(head: str, lines: Lines) -> Lines:
    """Lines inside a branch or a loop; neither where there are none."""
    body = [f" {line}" for line in lines]
    if body:
        yield head
        yield from body


# --- what depends on the values of the household; an unknown claim equals neither 0 nor 1 ----------------


def _of_branch(walk: Walks, node: Node, person: str) -> Lines:
    condition, then, otherwise = node.args
    claim = walk.named("claim")
    yield from walk.at(condition, walk.person_of(condition, person))
    yield f"{claim} = {walk.value(condition, person)}"
    yield from _inside(f"if {claim} != 0:", walk.at(then, walk.person_of(then, person)))
    yield from _inside(f"if {claim} != 1:", walk.at(otherwise, walk.person_of(otherwise, person)))


def _of_claims(walk: Walks, node: Node, person: str, *, settling: int) -> Lines:
    """One claim of the settling kind settles the whole; otherwise all of them matter."""
    settled = walk.named("settled")
    settles = [f"{walk.value(arg, person)} == {settling}" for arg in node.args]
    yield f"{settled} = {' or '.join(settles)}"
    for arg, claim in zip(node.args, settles, strict=True):
        yield from _inside(f"if not {settled} or {claim}:", walk.at(arg, walk.person_of(arg, person)))


def _of_members(walk: Walks, node: Node, person: str) -> Lines:
    del person
    mark, value = node.args
    members, member = walk.named("members"), walk.named("member")
    yield f"{members} = [place for place, is_member in enumerate(values[{mark}]) if is_member != 0]"
    for arg in (mark, value):
        yield from _inside(f"for {member} in {members}:", walk.at(arg, member))


def _of_claims_of_members(walk: Walks, node: Node, person: str, *, settling: int) -> Lines:
    """Of `any` and `every`: the members whose claim settles it, or all of them."""
    mark, claim = node.args
    settled, member = walk.named("settled"), walk.named("member")
    pairs = f"enumerate(zip(values[{mark}], values[{claim}]))"
    yield f"{settled} = [place for place, (m, c) in {pairs} if m == 1 and c == {settling}]"
    yield from _inside(f"for {member} in {settled}:", chain(walk.at(mark, member), walk.at(claim, member)))
    yield from _inside(f"if not {settled}:", _of_members(walk, node, person))


def _of_rank(walk: Walks, node: Node, person: str) -> Lines:
    yield from _of_members(walk, node, person)
    yield from walk.at(node.args[-1], person)


def _of_relatives(walk: Walks, node: Node, person: str) -> Lines:
    value, others, other = node.args[0], walk.named("others"), walk.named("other")
    yield f"{others} = case.relatives[{node.given['relation']!r}][{person}]"
    if node.op == "any_relative":  # one is enough
        yield f"{others} = [place for place in {others} if values[{value}][place] == 1] or {others}"
    yield from _inside(f"for {other} in {others}:", walk.at(value, other))


def _of_applicant(walk: Walks, node: Node, person: str) -> Lines:
    del person
    yield from walk.at(node.args[0], "case.applicant")


_CHOOSING: dict[str, Callable[[Walks, Node, str], Lines]] = {
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
