"""A program printed as one Python function: what a household comes to, without a call for each instruction.

Values of persons that depend on each other only are computed in one loop over the persons; what looks across
persons stands between two loops. The function computes exactly what `Program.steps` compute, with unknown
values as well; a test holds the two equal.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from .graph import Node
from .operations import ELEMENTWISE, bound
from .span import Span, hull
from .steps import Step

Compute = Callable[[list[Any], Any, Callable[..., Any]], list[Any]]
"""From the values read from outside, the case, and what looks up a table, to the value of every place."""

_SIGNS = {
    "figure": "{}",
    "unchanged": "{}",
    "scale": "{} * {by}",
    "subtract": "{} - {}",
    "multiply": "{} * {}",
    "less": "{} < {}",
    "less_or_equal": "{} <= {}",
    "not": "1 - {}",
    "when": "hull({1}, {2}) if {0}.__class__ is Span else {1} if {0} else {2}",
}
_JOINED = {"add": " + ", "and": " & ", "or": " | "}


def printed(instructions: list[Node], steps: list[Step | None], read_first: list[int]) -> Compute:
    """The function, compiled."""
    known: dict[str, Any] = {"Span": Span, "hull": hull}
    exec("\n".join(_function(instructions, steps, read_first, known)), known)  # noqa: S102
    compute: Compute = known["compute"]
    return compute


def printed_step(instructions: list[Node], place: int) -> Callable[[list[Any]], Any] | None:
    """One instruction by itself, from the values of all; none for what looks outside or across persons."""
    node = instructions[place]
    own = [arg for arg in dict.fromkeys(node.args) if instructions[arg].over == "person"]
    if (node.op not in ELEMENTWISE and node.op != "figure") or (node.over == "person") != bool(own):
        return None
    known: dict[str, Any] = {"Span": Span, "hull": hull}
    names = [f"p{arg}" if arg in own else f"values[{arg}]" for arg in node.args]
    text = _text(node, place, names, known)
    if own:
        columns = ", ".join(f"values[{arg}]" for arg in own)
        text = f"[{text} for {_listed('p', own)} in zip({columns})]"
    step: Callable[[list[Any]], Any] = eval(f"lambda values: {text}", known)  # noqa: S307
    return step


def _function(
    instructions: list[Node], steps: list[Step | None], read_first: list[int], known: dict[str, Any]
) -> Iterator[str]:
    yield "def compute(given, case, table):"
    yield " persons = len(case.persons)"
    if read_first:  # a program may rest on who claims and lives where alone
        yield f" {_listed('v', read_first)} = given"
    for number, places in _rounds(instructions, set(read_first)):
        if number % 2:
            yield from _loop(instructions, list(places), known)
        else:
            yield from (f" v{place} = {_whole(instructions, steps, place, known)}" for place in places)
    yield f" return [{_listed('v', range(len(instructions)))}]"


def _rounds(instructions: list[Node], read_first: set[int]) -> Iterator[tuple[int, Iterable[int]]]:
    """In rounds: odd ones are loops over persons, even ones of the case or across persons."""
    number: list[int] = []
    for node in instructions:
        earliest = max((number[arg] for arg in node.args), default=0)
        number.append(earliest + (earliest % 2 != _is_of_one_person(node)))
    computed = [place for place in range(len(number)) if place not in read_first]
    return groupby(sorted(computed, key=number.__getitem__), key=number.__getitem__)


def _is_of_one_person(node: Node) -> bool:
    return node.over == "person" and (node.op == "figure" or node.op in ELEMENTWISE)


def _loop(instructions: list[Node], places: list[int], known: dict[str, Any]) -> Iterator[str]:
    """One pass over the persons: `v` is the list of all, `p` the value of the person at hand."""
    taken: dict[int, None] = {}
    lines = []
    for place in places:
        node = instructions[place]
        own = [arg for arg in node.args if instructions[arg].over == "person"]
        taken |= dict.fromkeys(own)
        names = [f"p{arg}" if arg in own else f"v{arg}" for arg in node.args]
        lines.append(f"  v{place}[place] = p{place} = {_text(node, place, names, known)}")
    brought = [arg for arg in taken if arg not in set(places)]
    yield from (f" v{place} = [0] * persons" for place in places)
    yield f" for place, {_listed('p', brought)} in zip(range(persons), {_listed('v', brought)}):"
    yield from lines


def _whole(instructions: list[Node], steps: list[Step | None], place: int, known: dict[str, Any]) -> str:
    """An instruction of the case, or one that looks across persons."""
    node = instructions[place]
    names = [f"v{arg}" for arg in node.args]
    if node.op == "constant":
        return str(node.given["value"])
    if node.op == "table":
        return f"table({place}, {', '.join(names)})"
    if node.op in ELEMENTWISE or node.op == "figure":
        return _text(node, place, names, known)
    known[f"f{place}"] = steps[place]
    return f"f{place}({', '.join(('case', *names))})"


def _text(node: Node, place: int, names: list[str], known: dict[str, Any]) -> str:
    if node.op in _SIGNS:
        return _SIGNS[node.op].format(*names, **node.given)
    if node.op in _JOINED:
        return _JOINED[node.op].join(names)
    known[f"f{place}"] = bound(ELEMENTWISE[node.op].function, node.given)
    return f"f{place}({', '.join(names)})"


def _listed(letter: str, places: Iterable[int]) -> str:
    return "".join(f"{letter}{place}, " for place in places)
