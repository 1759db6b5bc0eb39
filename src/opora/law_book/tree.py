"""The graph of figures under a right as a tree: each figure unfolded where it comes first, then named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from opora.law.engine.formula import Language
from opora.law.engine.graph import Graph
from opora.law.engine.reach import named_under


@dataclass(frozen=True)
class Branch:
    """`again` marks a figure that is unfolded elsewhere on the sheet."""

    kind: Literal["figure", "fact", "parameter"]
    key: str
    label: str
    again: bool
    branches: tuple[Branch, ...]


def tree(graph: Graph, roots: Iterable[str], language: Language) -> tuple[Branch, ...]:
    """One branch for each root that is not already under an earlier one."""
    seen: set[str] = set()
    return tuple(_figure(graph, root, language, seen) for root in roots if root not in seen)


def _figure(graph: Graph, key: str, language: Language, seen: set[str]) -> Branch:
    label = str(getattr(graph.figures[key].label, language))
    if key in seen:
        return Branch("figure", key, label, True, ())
    seen.add(key)
    under = tuple(
        _branch(graph, kind, name, language, seen)
        for kind, name in named_under(graph, key)
        if kind != "right"
    )
    return Branch("figure", key, label, False, under)


def _branch(graph: Graph, kind: str, key: str, language: Language, seen: set[str]) -> Branch:
    if kind == "figure":
        return _figure(graph, key, language, seen)
    if kind == "fact":
        return Branch("fact", key, str(getattr(graph.facts[key].label, language)), False, ())
    return Branch("parameter", key, str(getattr(graph.parameters[key].label, language)), False, ())
