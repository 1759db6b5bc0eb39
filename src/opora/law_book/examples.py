"""Situations of `examples/<right>/`, as a sheet shows them: result, plain words, conditions, figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import opora
from opora.law import rulebook
from opora.law.command import determine_file
from opora.law.engine.formula import Language
from opora.law.engine.graph import Graph
from opora.law.telling import kept_together, tell

from .written import written_value

EXAMPLES = Path(opora.__file__).parents[2] / "examples"


@dataclass(frozen=True)
class ValueShown:
    label: str
    of: str | None
    value: str
    formula: str | None = None


@dataclass(frozen=True)
class ConditionShown:
    label: str
    holds: bool | None
    values: tuple[ValueShown, ...]
    difference: str | None
    """How far the figure compared lies from its limit."""


@dataclass(frozen=True)
class ExampleShown:
    name: str
    filed: date
    entitled: bool | None
    amount: str | None
    start: date | None
    until: date | None
    plain: tuple[str, ...]
    """What the person concerned is told: a paragraph each."""
    conditions: tuple[ConditionShown, ...]
    figures: tuple[ValueShown, ...]
    warnings: tuple[str, ...]


@cache
def shipped_examples(right: str, language: Language) -> tuple[ExampleShown, ...]:
    """Those that stand beside the program, decided once for the process; none where it came without them."""
    return decided_examples(EXAMPLES, right, language)


def decided_examples(folder: Path, right: str, language: Language) -> tuple[ExampleShown, ...]:
    """Every situation in the folder of a right, decided today by the rules as they are."""
    graph = rulebook().graph
    return tuple(_decided(graph, path, right, language) for path in sorted((folder / right).glob("*.json")))


def _decided(graph: Graph, path: Path, right: str, language: Language) -> ExampleShown:
    told = determine_file(path).to_json(explain=True)
    result = told["rights"][right]
    return ExampleShown(
        name=path.stem.replace("_", " "),
        filed=date.fromisoformat(told["dates"]["filed"]),
        entitled=result["entitled"],
        amount=None if result["amount"] is None else written_value(result["amount"], result["unit"] or ""),
        start=_day(result["from"]),
        until=_day(result["to"]),
        plain=tuple(
            kept_together(" ".join(said), language) for said in tell(told, right, language).paragraphs
        ),
        conditions=tuple(_condition(graph, reason, language) for reason in result["reasons"]),
        figures=tuple(_figures(graph, told["figures"], language)),
        warnings=tuple(dict.fromkeys(_warnings(result["warnings"], language))),
    )


def _condition(graph: Graph, reason: dict[str, Any], language: Language) -> ConditionShown:
    would = reason["would_change"]
    compared = would is not None and would["kind"] == "comparison" and would.get("difference") is not None
    return ConditionShown(
        label=_label(graph, reason["figure"], language),
        holds=reason["holds"],
        values=tuple(
            ValueShown(
                _label(graph, name.split("@")[0], language),
                name.split("@")[1] if "@" in name else None,
                _value(graph, name.split("@")[0], value, language),
            )
            for name, value in reason["values"].items()
        ),
        difference=written_value(would["difference"], _unit(graph, would["figure"].split("@")[0]))
        if compared
        else None,
    )


def _figures(graph: Graph, figures: list[dict[str, Any]], language: Language) -> Iterator[ValueShown]:
    """What was reckoned from the facts up, in the order of reckoning."""
    for figure in figures:
        formula = figure.get("formula")
        yield ValueShown(
            label=figure["label"][language],
            of=figure["subject"],
            value=_value(graph, figure["figure"], figure["value"], language),
            formula=formula[language] if formula else None,
        )


def _warnings(warnings: list[dict[str, Any]], language: Language) -> Iterator[str]:
    for warning in warnings:
        said = warning.get("said") or {}
        if said.get(language):
            yield said[language]


def _value(graph: Graph, key: str, value: Any, language: Language) -> str:
    fact = graph.facts.get(key)
    if fact is not None and value in fact.choices:
        return str(getattr(fact.choice_labels[value], language))
    return written_value(value, _unit(graph, key))


def _unit(graph: Graph, key: str) -> str:
    if key in graph.figures:
        return graph.figures[key].unit
    if key in graph.facts:
        return graph.facts[key].kind.unit
    return graph.parameters[key].unit if key in graph.parameters else ""


def _label(graph: Graph, key: str, language: Language) -> str:
    known = graph.figures.get(key) or graph.facts.get(key) or graph.parameters.get(key)
    return str(getattr(known.label, language)) if known else key


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
