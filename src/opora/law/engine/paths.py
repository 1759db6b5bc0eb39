"""Which earlier values a value really rests on.

A `when` whose condition is known rests on the branch taken; a refused conjunction on the claims that fail;
a sum over members on the members. Explanation, warnings and questions all follow these paths, so that none
of them speaks of something that made no difference.

What the program alone tells is worked out once for each spot and kept with the program: a `Way` is a list of
spots that always count and of functions that look at the household for the others.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from .graph import Node
from .program import NAMED, Leading, Program, Spot
from .span import Value

if TYPE_CHECKING:
    from .frame import Frame

Found = dict[Spot, None]
Way = list[Any]
"""Each entry is a `Spot`, several of them in a `Found`, or a `Choosing`."""

Choosing = Callable[["Frame", Found], None]
"""Adds to a `Found` what matters in a frame."""

Walk = Callable[[Spot], Way]
"""How a way goes on at an argument: stopping there, or on to what is under it."""


def ways(program: Program, aim: str) -> Mapping[Spot, Way | Found]:
    if aim not in program.ways:
        program.ways[aim] = _Ways(program, aim)
    return program.ways[aim]


class _Ways(dict[Spot, Way | Found]):
    """The ways from all spots towards one aim, each worked out when it is first gone.

    Where the values have nothing to say, the way is already what is found.
    """

    def __init__(self, program: Program, aim: str) -> None:
        super().__init__()
        self._program, self._aim = program, aim

    def __missing__(self, spot: Spot) -> Way | Found:
        chooses = self._program.instructions[spot[0]].op in _CHOOSING
        walk = _to_names if self._aim == "names" else _itself if chooses else _to_arguments
        way = _way(self._program, spot, partial(walk, self._program))
        self[spot] = _paved(way) if any(map(callable, way)) else dict.fromkeys(way)
        return self[spot]


def _paved(way: Way) -> Way:
    """The same way, where spots that stand side by side are taken in one step."""
    steps: Way = []
    for entry in way:
        if callable(entry):
            steps.append(entry)
        elif steps and steps[-1].__class__ is dict:
            steps[-1][entry] = None
        else:
            steps.append({entry: None})
    return steps


def follow(way: Iterable[Any], frame: "Frame", found: Found) -> None:
    for step in way:
        if step.__class__ is dict:
            found.update(step)
        elif step.__class__ is tuple:
            found[step] = None
        else:
            step(frame, found)


def _itself(program: Program, spot: Spot) -> Way:
    del program
    return [spot]


def _to_arguments(program: Program, spot: Spot) -> Way:
    op = program.instructions[spot[0]].op
    if op in NAMED or op in _CHOOSING:
        return [spot]
    return _way(program, spot, partial(_to_arguments, program))


def _to_names(program: Program, spot: Spot) -> Way:
    op = program.instructions[spot[0]].op
    here = [spot] if op in NAMED else []
    if op in NAMED and op != "table":
        return here
    return here + _way(program, spot, partial(_to_names, program))


def to_places(leading: Leading, program: Program, spot: Spot) -> Way:
    """Through everything that leads to some places, through each choice once."""
    if spot[0] not in leading.users:
        return []
    if spot not in leading.ways:
        here = [spot] if spot[0] in leading.places else []
        way = _way(program, spot, partial(to_places, leading, program))
        if program.instructions[spot[0]].op in _CHOOSING:
            way = [_once(spot, *way)]
        leading.ways[spot] = _joined(here, way)
    return leading.ways[spot]


def _once(spot: Spot, choosing: Choosing) -> Choosing:
    def choose(frame: "Frame", found: Found) -> None:
        if spot not in found:
            found[spot] = None
            choosing(frame, found)

    return choose


def _way(program: Program, spot: Spot, walk: Walk) -> Way:
    """What an instruction rests on, walked further at every argument; a constant has nothing to tell."""
    node = program.instructions[spot[0]]
    if node.op in _CHOOSING:
        return [_CHOOSING[node.op](program, node, spot[1], walk)]
    return _joined(*map(walk, _arguments(program, node, spot[1])))


def _joined(*ways: Way) -> Way:
    """One way after the other, without going anywhere twice."""
    return list(dict.fromkeys(chain.from_iterable(ways)))


def _arguments(program: Program, node: Node, subject: int | None) -> list[Spot]:
    """The arguments of an instruction at one person: their values at the same person, or of the case."""
    return [(arg, subject if program.instructions[arg].over == "person" else None) for arg in node.args]


# --- what depends on the values of the household --------------------------------------------------------


def _of_branch(program: Program, node: Node, subject: int | None, walk: Walk) -> Choosing:
    condition, then, otherwise = _arguments(program, node, subject)
    first, yes, no = walk(condition), walk(then), walk(otherwise)
    ways: dict[Value, Way] = {1: _paved(_joined(first, yes)), 0: _paved(_joined(first, no))}
    open_way = _paved(_joined(first, yes, no))
    place, person = condition

    def choose(frame: "Frame", found: Found) -> None:
        value = frame.values[place] if person is None else frame.values[place][person]
        follow(ways.get(value, open_way), frame, found)

    return choose


def _of_claims(program: Program, node: Node, subject: int | None, walk: Walk, *, settling: int) -> Choosing:
    """One claim of the settling kind settles the whole; otherwise all of them matter."""
    claims = [(*spot, walk(spot)) for spot in _arguments(program, node, subject)]
    all_ways = _paved(_joined(*(way for *_, way in claims)))
    claims = [(place, person, _paved(way)) for place, person, way in claims]

    def choose(frame: "Frame", found: Found) -> None:
        values, settled = frame.values, False
        for place, person, way in claims:
            if (values[place] if person is None else values[place][person]) == settling:
                settled = True
                follow(way, frame, found)
        if not settled:
            follow(all_ways, frame, found)

    return choose


def _of_members(program: Program, node: Node, subject: int | None, walk: Walk) -> Choosing:
    del program, subject
    mark, value = node.args
    way = cache(lambda arg, member: _paved(walk((arg, member))))

    def choose(frame: "Frame", found: Found) -> None:
        members = [place for place, is_member in enumerate(frame.values[mark]) if is_member != 0]
        for arg in (mark, value):
            for member in members:
                follow(way(arg, member), frame, found)

    return choose


def _of_claims_of_members(
    program: Program, node: Node, subject: int | None, walk: Walk, *, settling: int
) -> Choosing:
    """Of `any` and `every`: the members whose claim settles it, or all of them."""
    mark, claim = node.args
    way = cache(lambda member: _paved(_joined(walk((mark, member)), walk((claim, member)))))
    choose_all = _of_members(program, node, subject, walk)

    def choose(frame: "Frame", found: Found) -> None:
        pairs = zip(frame.values[mark], frame.values[claim], strict=True)
        settled = [place for place, (m, c) in enumerate(pairs) if m == 1 and c == settling]
        for place in settled:
            follow(way(place), frame, found)
        if not settled:
            choose_all(frame, found)

    return choose


def _of_rank(program: Program, node: Node, subject: int | None, walk: Walk) -> Choosing:
    choose_members = _of_members(program, node, subject, walk)
    own = _paved(walk((node.args[-1], subject)))

    def choose(frame: "Frame", found: Found) -> None:
        choose_members(frame, found)
        follow(own, frame, found)

    return choose


def _of_relatives(program: Program, node: Node, subject: int | None, walk: Walk) -> Choosing:
    del program
    assert subject is not None
    person, value, relation = subject, node.args[0], node.given["relation"]
    one_is_enough = node.op == "any_relative"
    way = cache(lambda other: _paved(walk((value, other))))

    def choose(frame: "Frame", found: Found) -> None:
        others = frame.case.relatives[relation][person]
        settled = [other for other in others if frame.values[value][other] == 1] if one_is_enough else []
        for other in settled or others:
            follow(way(other), frame, found)

    return choose


def _of_applicant(program: Program, node: Node, subject: int | None, walk: Walk) -> Choosing:
    del program, subject
    way = cache(lambda applicant: _paved(walk((node.args[0], applicant))))
    return lambda frame, found: follow(way(frame.case.applicant), frame, found)


_CHOOSING: dict[str, Callable[[Program, Node, int | None, Walk], Choosing]] = {
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
