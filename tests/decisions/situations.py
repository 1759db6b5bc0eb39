"""Situations for the tests of letters: the examples, changed where a test says so, decided without a
database."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

from opora import law
from opora.decisions.decision_letter import Computed, compose_letter
from opora.decisions.matter import matter_of_situation
from opora.decisions.parts import printable

EXAMPLES = Path(__file__).parents[2] / "examples"


@cache
def _read(name: str) -> str:
    return (EXAMPLES / f"{name}.json").read_text("utf-8")


def situation(name: str, **changes: Any) -> dict[str, Any]:
    """An example; `persons={"maja": {"has_property": True}}` changes facts, `dates=`, `rights=` and the like
    too."""
    found = json.loads(_read(name))
    for part, change in changes.items():
        if isinstance(change, dict):
            for key, value in change.items():
                found[part][key] = found[part][key] | value if isinstance(value, dict) else value
        else:
            found[part] = change
    return copy.deepcopy(found)


def computed(data: dict[str, Any]) -> Computed:
    result = law.decide(law.parse_situation(data)).to_json(explain=True)
    return Computed(data, result, law.rulebook().graph.facts)


def letter(data: dict[str, Any], *, language: str = "sl") -> dict[str, Any]:
    """The printable letter in one language."""
    return printable(compose_letter(computed(data), matter_of_situation(data), language=language))


def reasons(written: dict[str, Any]) -> str:
    """Every sentence and cell of the reasons, one after the other."""
    return "\n".join(_text(block) for section in written["reasons"] for block in section["blocks"])


def operative(written: dict[str, Any]) -> str:
    """Every sentence and cell of the operative part."""
    return "\n".join(
        _text(block) for point in written["operative"] for block in [point["text"], *point.get("blocks", [])]
    )


def _text(block: Any) -> str:
    if isinstance(block, str):
        return block
    if block["kind"] == "list":
        return "\n".join(block["items"])
    rows = [*block["rows"], *([block["total"]] if block.get("total") else [])]
    return "\n".join(" | ".join(cell or "" for cell in row) for row in rows)
