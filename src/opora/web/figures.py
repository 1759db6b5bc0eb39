"""The figures of a calculation as trees that unfold each of them once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from opora.web.law_sources import act_with_gazette, gazette_named, source_named
from opora.web.templatetags.law_values import choice_label, in_language, law_value
from opora.web.templatetags.page import month

Figures = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class UsedParameter:
    """A dated value of the law, as a figure used it."""

    label: str
    value: str
    since: str | None
    source: str
    is_derived: bool


@dataclass
class FigureNode:
    """One figure or fact; one met again only points to where it was unfolded."""

    label: str
    about: str
    value: str
    formula: str = ""
    article: str = ""
    parameters: list[UsedParameter] = field(default_factory=list)
    inputs: list[FigureNode] = field(default_factory=list)
    is_repeated: bool = False

    @property
    def is_leaf(self) -> bool:
        return self.is_repeated or not (self.inputs or self.formula or self.parameters)


@dataclass(frozen=True)
class Reason:
    """A condition of the law: whether it holds (None: not certain yet), and under which article."""

    words: str
    article: str
    holds: bool | None
    is_decisive: bool

    @property
    def state(self) -> str:
        return {True: "holds", False: "fails", None: "open"}[self.holds]


class Unfolding:
    """Walks the figures of one computation; each is unfolded where it is met first."""

    def __init__(self, result: Mapping[str, Any], names: Mapping[str, str]) -> None:
        self._figures: Figures = {figure["id"]: figure for figure in result["figures"]}
        self._labels = {figure["figure"]: figure["label"] for figure in result["figures"]}
        self._names = names
        self._seen: set[str] = set()

    def tree(self, key: str) -> FigureNode | None:
        """The figure with those it rests on; none where the computation has no such figure."""
        return self._node(key) if key in self._figures else None

    def reason(self, reason: Mapping[str, Any]) -> Reason:
        """A reason in words: the label of its figure."""
        words = in_language(self._labels.get(reason["figure"])) or reason["key"].replace("_", " ")
        return Reason(words, _article(reason), reason["holds"], bool(reason["decisive"]))

    def _node(self, key: str) -> FigureNode:
        figure = self._figures[key]
        node = FigureNode(in_language(figure["label"]), self._about(figure), _value(figure))
        if key in self._seen:
            node.is_repeated = bool(figure.get("inputs"))
            return node
        self._seen.add(key)
        node.formula = in_language(figure.get("formula"))
        node.article = _article(figure)
        node.parameters = [_parameter(each) for each in figure.get("parameters", [])]
        node.inputs = [self._node(each) for each in figure.get("inputs", []) if each in self._figures]
        return node

    def _about(self, figure: Mapping[str, Any]) -> str:
        """Whom and when the figure is about."""
        period = str(figure.get("period") or "")
        written = month(period) if "-" in period else period
        return ", ".join(part for part in (self._names.get(str(figure.get("subject")), ""), written) if part)


def _value(figure: Mapping[str, Any]) -> str:
    if figure["type"] == "choice":
        return choice_label(figure["figure"], figure["value"])
    return law_value(figure["value"], figure["type"])


def _parameter(used: Mapping[str, Any]) -> UsedParameter:
    source = " · ".join(
        filter(
            None,
            (
                act_with_gazette(str(used.get("article") or ""), confirmed=True),
                gazette_named(str(used.get("gazette") or "")),
                source_named(str(used.get("source") or "")),
            ),
        )
    )
    return UsedParameter(
        label=in_language(used.get("label")) or str(used["key"]),
        value=law_value(used["value"], str(used.get("unit") or "")),
        since=used.get("from"),
        source=source,
        is_derived=bool(used.get("derived")),
    )


def _article(told: Mapping[str, Any]) -> str:
    """The article with its gazette, or the act alone where nobody has confirmed the number."""
    article = str(told.get("article") or "")
    return act_with_gazette(article, confirmed=told.get("article_confirmed", True))
