"""A key for what follows from the rules of a graph alone."""

from dataclasses import dataclass

from opora.law.engine.graph import Graph


@dataclass(frozen=True, eq=False)
class SameRules:
    """Lets a cache tell rules apart by identity: a graph is never changed after it is drawn.

    A reform that changes only parameters keeps the rules of the graph it was made from, and so their text.
    """

    graph: Graph

    def __hash__(self) -> int:
        return id(self.graph.nodes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameRules) and all(
            getattr(other.graph, part) is getattr(self.graph, part)
            for part in ("nodes", "facts", "figures", "rights")
        )
