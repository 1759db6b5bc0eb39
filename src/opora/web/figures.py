"""The figures of a calculation as a tree that unfolds each of them once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from opora.web.templatetags.law_values import in_language
from opora.web.templatetags.page import month


@dataclass
class FigureNode:
    """One figure or fact; repeated ones only point to where they were unfolded."""

    label: str
    about: str
    value: Any
    unit: str
    formula: str
    article: str
    is_article_confirmed: bool
    parameters: list[Mapping[str, Any]]
    is_repeated: bool = False
    inputs: list[FigureNode] = field(default_factory=list)

    @property
    def is_leaf(self) -> bool:
        return self.is_repeated or not (self.inputs or self.formula or self.parameters)


def unfold(result: Mapping[str, Any], names: Mapping[str, str]) -> list[FigureNode]:
    """The figures nothing else rests on, each with those it rests on. `names` are those of the persons."""
    figures = {figure["id"]: figure for figure in result.get("figures", [])}
    rested_on = {each for figure in figures.values() for each in figure["inputs"]}
    seen: set[str] = set()
    return [_node(figures, key, names, seen) for key in figures if key not in rested_on]


def _node(figures: Mapping[str, Any], key: str, names: Mapping[str, str], seen: set[str]) -> FigureNode:
    figure = figures[key]
    node = FigureNode(
        label=in_language(figure.get("label")) or str(figure["figure"]),
        about=_about(figure, names),
        value=figure["value"],
        unit=str(figure.get("unit") or ""),
        formula=str(figure.get("formula") or ""),
        article=str(figure.get("article") or ""),
        is_article_confirmed=bool(figure.get("article_confirmed", True)),
        parameters=list(figure.get("parameters") or []),
    )
    if key in seen:
        node.is_repeated = True
        return node
    seen.add(key)
    node.inputs = [_node(figures, each, names, seen) for each in figure["inputs"] if each in figures]
    return node


def _about(figure: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Whom and when the figure is about."""
    subject, period = str(figure.get("subject") or ""), str(figure.get("period") or "")
    written = month(period) if len(period) == len("2026-05") and period[4] == "-" else period
    return ", ".join(part for part in (names.get(subject, ""), written) if part)
