"""The graph of figures behind a determination: each once, with formula, inputs, article and parameters."""

from typing import Any

from .engine.formula import LANGUAGES, formula
from .engine.graph import Graph
from .engine.paths import Frame, Spot
from .naming import period_of, shown_spot, subject_of
from .used_parameters import UsedCell, used_cells


class Explanation:
    """Collects figures over the periods of all rights; a figure that did not change is not repeated."""

    def __init__(self) -> None:
        self.figures: list[dict[str, Any]] = []
        self._latest: dict[tuple[str, str | None, str | None], dict[str, Any]] = {}

    def add(self, frame: Frame, roots: list[Spot]) -> str:
        """Adds everything under the roots; answers the id of the first one."""
        ids: dict[Spot, str] = {}
        for root in roots:
            self._visit(frame, root, ids)
        return ids[roots[0]]

    def _visit(self, frame: Frame, spot: Spot, ids: dict[Spot, str]) -> str:
        if spot not in ids:
            instructions = frame.program.instructions
            if instructions[spot[0]].op == "fact":
                ids[spot] = self._keep(_fact_node(frame, spot))
            else:
                under = frame.named(spot)
                inputs = [
                    ids.get(named) or self._visit(frame, named, ids)
                    for named in under
                    if instructions[named[0]].op in ("figure", "fact")
                ]
                ids[spot] = self._keep(_figure_node(frame, spot, under, inputs))
        return ids[spot]

    def _keep(self, node: dict[str, Any]) -> str:
        """The earlier node where it says the same; otherwise this one, named by the month it begins with."""
        key = (node["figure"], node["subject"], node["period"] if node["kind"] == "fact" else None)
        known = self._latest.get(key)
        if known is not None and all(
            known[part] == value for part, value in node.items() if part != "period"
        ):
            return str(known["id"])
        node["id"] = ":".join(part for part in (node["figure"], node["subject"], node["period"]) if part)
        self._latest[key] = node
        self.figures.append(node)
        return str(node["id"])


def _says_the_same(known: dict[str, Any], node: dict[str, Any]) -> bool:
    return all(known[part] == value for part, value in node.items() if part != "period")


def _fact_node(frame: Frame, spot: Spot) -> dict[str, Any]:
    key = frame.program.instructions[spot[0]].given["fact"]
    return {
        **_words_of_fact(frame.program.graph, key),
        "subject": subject_of(frame, spot),
        "period": period_of(frame, spot),
        "value": shown_spot(frame, spot),
    }


def _figure_node(frame: Frame, spot: Spot, under: list[Spot], inputs: list[str]) -> dict[str, Any]:
    key = frame.program.instructions[spot[0]].given["figure"]
    return {
        **_words_of_figure(frame.program.graph, key, frame.program.version_of[key]),
        "subject": subject_of(frame, spot),
        "period": frame.month_text,
        "value": shown_spot(frame, spot),
        "inputs": inputs,
        "parameters": _parameters(frame, under) if under else [],
    }


def _words_of_fact(graph: Graph, key: str) -> dict[str, Any]:
    """What is the same for every person and month."""
    known = graph.words.get(("fact", key))
    if known is None:
        fact = graph.facts[key]
        known = graph.words["fact", key] = {
            "kind": "fact",
            "figure": key,
            "label": fact.label.model_dump(),
            "type": fact.type,
            "unit": fact.kind.unit,
        }
    return known


def _words_of_figure(graph: Graph, key: str, number: int) -> dict[str, Any]:
    known = graph.words.get((key, number))
    if known is None:
        figure, version = graph.figures[key], graph.figures[key].versions[number]
        known = graph.words[key, number] = {
            "kind": "figure",
            "figure": key,
            "label": figure.label.model_dump(),
            "type": figure.type,
            "unit": figure.unit,
            "formula": {language: formula(graph, version.root, language) for language in LANGUAGES},
            "article": version.article,
            "article_confirmed": version.article_confirmed,
        }
    return known


def _parameters(frame: Frame, under: list[Spot]) -> list[dict[str, Any]]:
    return [_parameter(frame.program.graph, used) for used in used_cells(frame, under)]


def _parameter(graph: Graph, used: UsedCell) -> dict[str, Any]:
    """The cell with its source, made once for each entry."""
    name = ("parameter", f"{used.parameter.key}:{used.start}:{used.at}")
    known = graph.words.get(name)
    if known is None:
        known = graph.words[name] = _words_of_cell(used)
    return known


def _words_of_cell(used: UsedCell) -> dict[str, Any]:
    cell = used.cell
    return {
        "key": used.parameter.key,
        "at": list(used.at),
        "label": used.parameter.label.model_dump(),
        "value": used.text,
        "unit": used.parameter.unit,
        "from": used.start.isoformat() if used.start else None,
        "source": cell.source if cell else None,
        "gazette": cell.gazette if cell else None,
        "confidence": cell.confidence if cell else None,
        "derived": cell is not None and cell.kind == "derived",
        "kind": cell.kind if cell else "unknown",
        "article": used.parameter.article,
        "article_confirmed": used.parameter.article_confirmed,
    }
