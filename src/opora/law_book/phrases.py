"""A formula laid out for reading: what must hold together, what is enough alone, which case leads where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from opora.law.engine.formula import Language, formula
from opora.law.engine.graph import Graph, Node

SHORT = 60
"""A formula of so many letters stays in one line."""
DEEPEST = 4


@dataclass(frozen=True)
class Phrase:
    """`text`, or parts: of `all` and `any` the claims, of `when` the claim, what follows, what otherwise."""

    kind: Literal["text", "all", "any", "when"]
    text: str
    parts: tuple[Phrase, ...] = ()


def phrase(graph: Graph, root: int, language: Language, depth: int = 0) -> Phrase:
    """The rule under a figure, in lines a reader can follow."""
    number, node = _behind_copies(graph, root)
    text = formula(graph, number, language)
    if depth >= DEEPEST or len(text) <= SHORT:
        return Phrase("text", text)
    if node.op in ("and", "or"):
        parts = _same_joined(graph, number, node.op)
        return Phrase(
            "all" if node.op == "and" else "any",
            text,
            tuple(phrase(graph, part, language, depth + 1) for part in parts),
        )
    if node.op == "when" and text != formula(graph, node.args[1], language):
        return Phrase("when", text, tuple(phrase(graph, arg, language, depth + 1) for arg in node.args))
    return Phrase("text", text)


def _behind_copies(graph: Graph, number: int) -> tuple[int, Node]:
    node = graph.nodes[number]
    while node.op in ("scale", "for_each_person"):
        number = node.args[0]
        node = graph.nodes[number]
    return number, node


def _same_joined(graph: Graph, number: int, op: str) -> list[int]:
    """The claims joined by the same word, also where the rule joined them two by two."""
    number, node = _behind_copies(graph, number)
    return [part for arg in node.args for part in _same_joined(graph, arg, op)] if node.op == op else [number]
