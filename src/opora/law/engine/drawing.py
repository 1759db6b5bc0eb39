"""Draws the graph: adds nodes, each once, and proves that no value can leave 64 bits."""

from typing import Any

from .errors import RuleError
from .graph import Graph, Node
from .operations import AGGREGATES, ELEMENTWISE, Level, bound
from .span import LARGEST, Value, ends, span
from .types import LARGEST_HOUSEHOLD, PURE


class Drawing:
    """A graph under construction. Equal nodes are one node, so a figure is computed once."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._known: dict[Node, int] = {}
        self.rule = "outside any rule"
        """Which rule is being drawn, for messages."""

    def leaf(
        self, op: str, *, over: Level, unit: str, denominator: int, low: int, high: int, **given: Any
    ) -> int:
        return self._add(Node(op, (), over, unit, denominator, low, high, _sorted(given)))

    def elementwise(self, op: str, *args: int, unit: str, denominator: int, **given: Any) -> int:
        """A node whose range follows from the ranges of its arguments."""
        nodes = [self.graph.nodes[arg] for arg in args]
        over: Level = "person" if any(node.over == "person" for node in nodes) else "case"
        low, high = ends(bound(ELEMENTWISE[op].function, given)(*map(_range, nodes)))
        self._prove(op, low, high)
        if op == "round_quotient":
            self._prove(op, *(2 * end for end in (nodes[0].low, nodes[0].high)))
        return self._add(Node(op, args, over, unit, denominator, low, high, _sorted(given)))

    def aggregate(self, op: str, mark: int, value: int, **given: Any) -> int:
        """A node of the case from the marked persons."""
        node = self.graph.nodes[value]
        if op == "sum_of_members":
            low, high = min(0, LARGEST_HOUSEHOLD * node.low), max(0, LARGEST_HOUSEHOLD * node.high)
        else:
            function = bound(AGGREGATES[op].function, given)
            low, high = ends(function([span(0, 1)], [_range(node)]))
        self._prove(op, low, high)
        args = (mark, self.for_each_person(value))
        return self._add(Node(op, args, "case", node.unit, node.denominator, low, high, _sorted(given)))

    def for_each_person(self, value: int) -> int:
        """A value of the case, repeated for every person."""
        node = self.graph.nodes[value]
        if node.over == "person":
            return value
        return self._add(
            Node("for_each_person", (value,), "person", node.unit, node.denominator, node.low, node.high)
        )

    def person_to_person(self, op: str, *args: int, **given: Any) -> int:
        """Rank among marked persons, or something about each person's relatives."""
        node = self.graph.nodes[args[-1]]
        args = tuple(self.for_each_person(arg) for arg in args)
        low, high, unit, denominator = node.low, node.high, node.unit, node.denominator
        if op == "rank_among":
            low, high, unit, denominator = 1, LARGEST_HOUSEHOLD, PURE, 1
        elif op == "sum_of_relatives":
            low, high = min(0, LARGEST_HOUSEHOLD * low), max(0, LARGEST_HOUSEHOLD * high)
        elif op == "any_relative":
            low = 0
        self._prove(op, low, high)
        return self._add(Node(op, args, "person", unit, denominator, low, high, _sorted(given)))

    def of_applicant(self, value: int) -> int:
        node = self.graph.nodes[value]
        return self._add(
            Node("of_applicant", (value,), "case", node.unit, node.denominator, node.low, node.high)
        )

    def table(self, *args: int, unit: str, denominator: int, low: int, high: int, **given: Any) -> int:
        """A cell of a parameter with axes, found by places that count from 0."""
        over: Level = "person" if any(self.graph.nodes[a].over == "person" for a in args) else "case"
        return self._add(Node("table", args, over, unit, denominator, low, high, _sorted(given)))

    def _add(self, node: Node) -> int:
        if node not in self._known:
            self._known[node] = len(self.graph.nodes)
            self.graph.nodes.append(node)
        return self._known[node]

    def _prove(self, op: str, low: int, high: int) -> None:
        if max(abs(low), abs(high)) > LARGEST:
            raise RuleError(
                f"{self.rule}: the result of {op!r} may reach {max(abs(low), abs(high)):,}, which does not "
                "fit in 64 bits. Narrow the declared range of its facts or parameters, or round before "
                "multiplying."
            )


def _range(node: Node) -> Value:
    return span(node.low, node.high)


def _sorted(given: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted(given.items()))
