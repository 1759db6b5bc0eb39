"""What rests under some figures in any version of their rules: figures, facts, parameters, rights."""

from collections.abc import Iterable
from dataclasses import dataclass

from .graph import Graph, Right


@dataclass(frozen=True)
class Reach:
    """Keys in the order in which a reader who goes down from the top comes upon them."""

    figures: tuple[str, ...]
    facts: tuple[str, ...]
    parameters: tuple[str, ...]
    rights: tuple[str, ...] = ()
    """Of which it matters whether they are claimed as well."""


def figures_of(right: Right) -> tuple[str, ...]:
    """The figures a right itself names, its conditions first."""
    named = (right.entitled, right.amount, right.start, right.end, right.open_ended, right.per_person)
    return tuple(dict.fromkeys(key for key in (*right.conditions, *named) if key))


def reached(graph: Graph, figures: Iterable[str]) -> Reach:
    """Everything under the figures, and they themselves."""
    found: dict[str, None] = dict.fromkeys(figures)
    facts: dict[str, None] = {}
    parameters: dict[str, None] = {}
    rights: dict[str, None] = {}
    waiting = list(found)
    for key in waiting:
        for node in named_under(graph, key):
            kind, name = node
            if kind == "figure" and name not in found:
                found[name] = None
                waiting.append(name)
            elif kind == "fact":
                facts[name] = None
            elif kind == "parameter":
                parameters[name] = None
            elif kind == "right":
                rights[name] = None
    return Reach(tuple(found), tuple(facts), tuple(parameters), tuple(rights))


def named_under(graph: Graph, figure: str) -> list[tuple[str, str]]:
    """What the rules of one figure name, each once: figures, facts, parameters, rights, as kind and key."""
    found: dict[tuple[str, str], None] = {}
    seen: set[int] = set()
    waiting = [version.root for version in reversed(graph.figures[figure].versions)]
    while waiting:
        number = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        node = graph.nodes[number]
        for kind in ("figure", "fact", "parameter", "right"):
            if kind in node.given:
                found[kind, node.given[kind]] = None
        waiting.extend(reversed(node.args))
    return list(found)
