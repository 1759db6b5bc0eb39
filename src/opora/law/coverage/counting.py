"""Where each condition leaf stands: held by a figure or fact that its right reaches, left out, or open."""

from dataclasses import dataclass
from enum import StrEnum

from opora.law.engine.graph import Graph
from opora.law.engine.reach import Reach, reached

from .leaves import Area, CoveredRight, Leaf


class Holding(StrEnum):
    FIGURE = "figure"
    FACT = "fact"
    NOT_MODELLED = "not_modelled"
    OPEN = "open"


@dataclass(frozen=True)
class LeafStanding:
    """One leaf. `held_by` is a key of the graph; `why` says what is wrong or why it is left out."""

    leaf: Leaf
    holding: Holding
    held_by: str | None
    why: str | None

    @property
    def is_modelled(self) -> bool:
        return self.holding in (Holding.FIGURE, Holding.FACT)


@dataclass(frozen=True)
class RightCoverage:
    area: str
    right: str
    covered: CoveredRight
    is_decided: bool
    """Whether the rules know the right at all."""
    leaves: tuple[LeafStanding, ...]

    def count(self, *holdings: Holding) -> int:
        return sum(standing.holding in holdings for standing in self.leaves)

    @property
    def modelled(self) -> int:
        return sum(standing.is_modelled for standing in self.leaves)


def right_coverage(graph: Graph, areas: tuple[Area, ...]) -> list[RightCoverage]:
    """Every right of the reference with the standing of its leaves, in the order of the files."""
    return [
        RightCoverage(
            area=area.area,
            right=key,
            covered=covered,
            is_decided=key in graph.rights,
            leaves=tuple(_standings(graph, key, covered)),
        )
        for area in areas
        for key, covered in area.rights.items()
    ]


def _standings(graph: Graph, key: str, covered: CoveredRight) -> list[LeafStanding]:
    right = graph.rights.get(key)
    reach = reached(graph, [right.entitled]) if right else Reach((), (), ())
    return [_standing(leaf, key, reach) for leaf in covered.conditions]


def _standing(leaf: Leaf, right: str, reach: Reach) -> LeafStanding:
    if leaf.not_modelled:
        return LeafStanding(leaf, Holding.NOT_MODELLED, None, leaf.not_modelled)
    named = leaf.figure or leaf.fact
    if named in reach.figures:
        return LeafStanding(leaf, Holding.FIGURE, named, None)
    if named in reach.facts:
        return LeafStanding(leaf, Holding.FACT, named, None)
    if leaf.figure:
        why = f"the figure {leaf.figure} is not among what {right} rests on; name one that its rule reads"
        return LeafStanding(leaf, Holding.OPEN, None, why)
    return LeafStanding(leaf, Holding.OPEN, None, None)
