"""What a figure, fact or parameter is called, and how its value is written, whichever of the three it is."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language

from opora.decisions import measures
from opora.decisions.reasoning.explanation import Explanation
from opora.law import rulebook


def label_of(name: str, explanation: Explanation, *, on: str) -> str:
    """Its label in the active language; of one person, with their name: *Dohodek (Ana)*."""
    key, person = _parted(name)
    label = explanation.figure_label(key, person, on=on) or _label(key)
    return f"{label} ({explanation.matter.name(person)})" if person and _several(explanation) else label


def value_told(name: str, value: Any) -> str:
    """The value with its unit; a word of a choice by its label. Nothing for a value that is not certain."""
    if value is None:
        return ""
    key = _parted(name)[0]
    graph = rulebook().graph
    if key in graph.facts:
        fact = graph.facts[key]
        if fact.choices and value in fact.choices:
            return _in_language(fact.choice_labels[value])
        return measures.measured(
            value, fact.type if fact.type in ("EUR", "date", "hours") else fact.kind.unit
        )
    return measures.measured(value, unit_of(key))


def unit_of(key: str) -> str:
    """What a figure, fact or parameter counts."""
    graph = rulebook().graph
    if key in graph.figures:
        return graph.figures[key].unit
    if key in graph.facts:
        return graph.facts[key].kind.unit
    return graph.parameters[key].unit if key in graph.parameters else ""


def _label(key: str) -> str:
    graph = rulebook().graph
    for known in (graph.figures, graph.facts, graph.parameters):
        if key in known:
            return _in_language(known[key].label)
    return key


def _in_language(label: Any) -> str:
    return str(getattr(label, get_language() or "sl"))


def _parted(name: str) -> tuple[str, str | None]:
    key, _at, person = name.partition("@")
    return key, person or None


def _several(explanation: Explanation) -> bool:
    return len(explanation.persons) > 1
