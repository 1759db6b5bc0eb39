"""A page beside every situation of `examples/`: the situation, the decision, and what the person is told.

`opora law examples --write` writes them; a test holds that they are what would be written today.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from opora.law.determination import Determination
from opora.law.engine.graph import Graph, Right
from opora.law.rulebook import rulebook

from .known_values import Json, KnownValues, read_value
from .sentences import LANGUAGES
from .situation_told import LANGUAGE, situation_lines
from .telling import tell
from .writing import filled, written_day

TONGUES = {"sl": "Slovensko", "it": "Italiano", "en": "English"}


def page_beside(situation: Path) -> Path:
    """Where the page of a situation stands."""
    return situation.with_suffix(".md")


def example_page(name: str, determination: Determination) -> str:
    """The page of one situation; `name` is its file without the ending."""
    graph, told = rulebook().graph, determination.to_json(explain=True)
    lines = [f"# {name.replace('_', ' ').capitalize()}", "", "## Situation", ""]
    lines += situation_lines(determination.situation.data, graph)
    lines += ["", "## Decision"]
    for key in told["rights"]:
        lines += ["", *_decision(graph, told, graph.rights[key])]
    lines += ["", "## In plain words"]
    for language in LANGUAGES:
        lines += ["", f"### {TONGUES[language]}"]
        for key in told["rights"]:
            lines += ["", *_plainly(graph.rights[key], told, language)]
    return "\n".join(lines) + "\n"


def _decision(graph: Graph, told: Json, right: Right) -> Iterator[str]:
    """Result by period, then conditions with their articles and the amounts compared."""
    found = told["rights"][right.key]
    yield f"### {right.label.en}"
    yield ""
    yield "| from | to | result | amount |"
    yield "|---|---|---|---|"
    for period in found["periods"]:
        span = f"{_day(period['from'])} | {_day(period['to'])}"
        yield f"| {span} | {_verdict(period)} | {_amount(found, period)} |"
    yield ""
    yield "| condition | holds | article | compared |"
    yield "|---|---|---|---|"
    known = KnownValues(told, LANGUAGE)
    for reason in found["reasons"]:
        label = graph.figures[reason["key"]].label.en
        yield f"| {label} | {_answer(reason['holds'])} | {reason['article']} | {_compared(known, reason)} |"


def _plainly(right: Right, told: Json, language: str) -> Iterator[str]:
    yield f"**{getattr(right.label, language)}**"
    for paragraph in tell(told, right.key, language).paragraphs:
        yield ""
        yield " ".join(paragraph)


def _verdict(period: Json) -> str:
    return {True: "entitled", False: "not entitled", None: "open"}[period["entitled"]]


def _answer(holds: bool | None) -> str:
    return {True: "yes", False: "**no**", None: "open"}[holds]


def _amount(found: Json, period: Json) -> str:
    if not period["entitled"] or found["unit"] is None:
        return ""
    if period["amount"] is None:
        return "not known"
    value = filled("{value}", {"value": Decimal(period["amount"])}, LANGUAGE)
    given = {"monthly": "a month", "yearly": "a year"}.get(found["given"], "")
    return f"{value} {found['unit']} {given if found['unit'] == 'EUR' else ''}".strip()


def _compared(known: KnownValues, reason: Json) -> str:
    """The amounts on both sides of a condition that compares two."""
    would = reason["would_change"]
    if would is None or would["kind"] != "comparison":
        return ""
    return "; ".join(
        f"{known.label(name) or name.replace('_', ' ')} {_written(value)}"
        for name, value in reason["values"].items()
    )


def _written(value: Any) -> str:
    known = read_value(value)
    return "not known" if known is None else str(filled("{value}", {"value": known}, LANGUAGE))


def _day(text: str | None) -> str:
    return "" if text is None else written_day(date.fromisoformat(text), LANGUAGE)
