"""What computes one instruction: a function of the case and of the values of its arguments."""

from collections.abc import Callable
from itertools import repeat
from typing import Any

from .case import Case
from .graph import Node
from .operations import AGGREGATES, ELEMENTWISE, any_relative, bound, rank_among, sum_of_relatives

Step = Callable[..., Any]

READ = frozenset({"fact", "parameter", "table", "date"})
"""Instructions that depend on the dates as well; `Evaluation` reads them. A `table` also has arguments."""


def step_of(instructions: list[Node], node: Node) -> Step | None:
    """None for an instruction that is read from outside."""
    if node.op in READ:
        return None
    if node.op in ELEMENTWISE:
        return _elementwise(instructions, node)
    return _STEPS[node.op](node)


def _elementwise(instructions: list[Node], node: Node) -> Step:
    function = bound(ELEMENTWISE[node.op].function, node.given)
    if node.over == "case":
        return lambda _, *values: function(*values)
    own = [instructions[arg].over == "person" for arg in node.args]
    if all(own):
        return lambda _, *columns: list(map(function, *columns))

    def for_every_person(_: Case, *values: Any) -> list[Any]:
        columns = [value if is_own else repeat(value) for value, is_own in zip(values, own, strict=True)]
        return list(map(function, *columns))

    return for_every_person


def _constant(node: Node) -> Step:
    value = node.given["value"]
    return lambda _: value


def _claimed(node: Node) -> Step:
    right = node.given["right"]
    return lambda case: int(right in case.claimed)


def _across_relatives(across: Callable[..., Any]) -> Callable[[Node], Step]:
    def step(node: Node) -> Step:
        relation = node.given["relation"]
        return lambda case, values: across(values, case.relatives[relation])

    return step


def _aggregate(node: Node) -> Step:
    function = bound(AGGREGATES[node.op].function, node.given)
    return lambda _, marks, values: function(marks, values)


_STEPS: dict[str, Callable[[Node], Step]] = {
    "constant": _constant,
    "claimed": _claimed,
    "figure": lambda _: lambda _, value: value,
    "is_applicant": lambda _: (
        lambda case: [int(place == case.applicant) for place in range(len(case.persons))]
    ),
    "lives_in_dwelling": lambda _: lambda case: list(case.in_dwelling),
    "for_each_person": lambda _: lambda case, value: [value] * len(case.persons),
    "of_applicant": lambda _: lambda case, values: values[case.applicant],
    "rank_among": lambda _: lambda _, marks, keys: rank_among(marks, keys),
    "any_relative": _across_relatives(any_relative),
    "sum_of_relatives": _across_relatives(sum_of_relatives),
    **dict.fromkeys(AGGREGATES, _aggregate),
}
