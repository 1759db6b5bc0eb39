"""What the command line says about the law. No Django here; `config.command` prints what these return."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from .asking import ask
from .deciding import decide
from .determination import Determination
from .engine.formula import formula
from .engine.graph import Origin
from .rulebook import rulebook
from .situation import Situation, read_situation, situation_schema

Row = dict[str, str]


def determine_file(path: Path | str) -> Determination:
    """The determination of one situation file; `SituationError` where it cannot be used."""
    return decide(_read(path))


def _read(path: Path | str) -> Situation:
    """A file on somebody's desk: an application that is filed tomorrow has not been filed."""
    return read_situation(Path(path).read_bytes(), today=date.today())  # noqa: DTZ011 - the day on the wall


def ask_file(path: Path | str) -> list[dict[str, Any]]:
    """The next questions worth asking about a situation file."""
    return [question.to_json() for question in ask(_read(path))]


def facts_table() -> list[Row]:
    """Every fact with type, unit, period and labels, in the order of its declaration."""
    return [
        {
            "fact": fact.key,
            "of": fact.of,
            "period": fact.period,
            "type": fact.type,
            "unit": fact.kind.unit,
            "range": _range(fact.low, fact.high, fact.choices),
            "only_if": fact.gate.fact if fact.gate else "",
            "confidentiality": fact.confidentiality,
            "sl": fact.label.sl,
            "it": fact.label.it,
            "en": fact.label.en,
        }
        for fact in rulebook().graph.facts.values()
    ]


def figures_table() -> list[Row]:
    """Every version of every figure with type, unit, labels, article and formula."""
    graph = rulebook().graph
    return [
        {
            "figure": figure.key,
            "of": figure.of,
            "type": figure.type,
            "unit": figure.unit,
            "since": version.since,
            "selected_by": version.selected_by,
            "article": version.article,
            "article_confirmed": "yes" if version.article_confirmed else "no",
            **_origin(graph.origins[str(version.origin)]),
            "sl": figure.label.sl,
            "it": figure.label.it,
            "en": figure.label.en,
            "formula": formula(graph, version.root, "en"),
            "meaning": figure.meaning,
        }
        for figure in graph.figures.values()
        for version in figure.versions
    ]


def _origin(origin: Origin) -> Row:
    return {
        "gazette": origin.gazette or "",
        "source": origin.source,
        "confidence": origin.confidence,
        "checked": origin.checked.isoformat(),
    }


def rule_gaps() -> list[Row]:
    """What the rules leave open: unread articles, weak sources, what a docstring says is left out."""
    rows = []
    graph = rulebook().graph
    for figure in graph.figures.values():
        for version in figure.versions:
            if not version.article_confirmed:
                rows.append({"figure": figure.key, "kind": "article_unconfirmed", "what": version.article})
            origin = graph.origins[str(version.origin)]
            if origin.confidence == "low":
                what = f"the rule rests on {origin.source} alone"
                rows.append({"figure": figure.key, "kind": "low_confidence", "what": what})
        rows += [
            {"figure": figure.key, "kind": kind, "what": sentence}
            for kind, opening in (("not_modelled", "Not modelled:"), ("choice", "A choice:"))
            for sentence in _sentences(figure.meaning, opening)
        ]
    return rows


def schema_json() -> str:
    """The JSON schema of a situation, as published in `docs/situation.schema.json`."""
    return json.dumps(situation_schema(), ensure_ascii=False, indent=2) + "\n"


def _sentences(meaning: str, opening: str) -> list[str]:
    """The paragraphs of a docstring from such an opening on."""
    found = []
    for paragraph in meaning.split("\n\n"):
        text = " ".join(paragraph.split())
        if opening in text:
            found.append(text[text.index(opening) :].removeprefix(opening).strip())
    return found


def _range(low: str | None, high: str | None, choices: tuple[str, ...]) -> str:
    if choices:
        return ", ".join(choices)
    return f"{low} to {high}" if low is not None else ""
