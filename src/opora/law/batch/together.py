"""Which rights are determined together: those of which one asks whether the other is claimed."""

from collections.abc import Sequence
from functools import lru_cache

from opora.law.batch.same_rules import SameRules
from opora.law.engine.graph import Graph
from opora.law.engine.program import Versions, link


def grouped(graph: Graph, versions: Versions, rights: Sequence[str]) -> list[tuple[str, ...]]:
    """The rights in groups, in the legal order. Rights of different groups make no difference to each other.

    Smaller groups compile sooner, and a missing fact or figure of the law slows down only its own group.
    """
    group_of = {right: {right} for right in rights}
    for right in rights:
        for other in _asked(SameRules(graph), versions, right) & set(rights):
            joined = group_of[right] | group_of[other]
            for each in joined:
                group_of[each] = joined
    in_order = sorted(rights, key=lambda right: graph.rights[right].order)
    groups = {id(group_of[right]): group_of[right] for right in in_order}
    return [tuple(right for right in in_order if right in group) for group in groups.values()]


@lru_cache(maxsize=512)
def _asked(rules: SameRules, versions: Versions, right: str) -> frozenset[str]:
    """The rights that a right asks about, directly or through any figure it reads."""
    wanted = rules.graph.rights[right]
    program = link(rules.graph, versions, (wanted.entitled, wanted.amount or wanted.entitled))
    return frozenset(node.given["right"] for node in program.instructions if node.op == "claimed")
