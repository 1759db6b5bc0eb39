"""Builds the generated letters of `letters.yaml`, short or long, in one language or two."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

WORDS: dict[str, Any] = yaml.load(
    (Path(__file__).parent / "letters.yaml").read_text("utf-8"), yaml.CSafeLoader
)
TEMPLATES = ("decision", "informative_calculation", "rejection_ruling", "call_to_supplement")


def letter(template: str, language: str = "sl", *, sections: int = 2) -> dict[str, Any]:
    """One letter in one language; English letters carry Slovenian content under English labels."""
    words = WORDS["it" if language == "it" else "sl"]
    title, subject = words["titles"][template]
    sheet = words["sheet"] | {"title": title, "subject": subject}
    if template == "call_to_supplement":
        return sheet | _call(words)
    act = sheet | _reasoned_act(words, sections)
    if template == "informative_calculation":
        key_dates = [{"label": words["objection_until"], "value": "10. 6. 2026"}]
        return act | {"dispatched_on": "2026-05-05", "key_dates": key_dates}
    return act | ({"attachments": words["attachments"]} if template == "rejection_ruling" else {})


def bilingual(template: str, *, sections: int = 2) -> dict[str, Any]:
    return {language: letter(template, language, sections=sections) for language in ("sl", "it")}


def in_language(template: str, language: str, *, sections: int = 2) -> dict[str, Any]:
    """What `compose` takes for this language: one letter, or both of a bilingual one."""
    if language == "sl-it":
        return bilingual(template, sections=sections)
    return letter(template, language, sections=sections)


def _reasoned_act(words: dict[str, Any], sections: int) -> dict[str, Any]:
    """One section of reasons makes a short letter, two a letter of two pages, nine one of three and more."""
    return {
        "introduction": [words["introduction"]],
        "operative": [{"text": words["granted"], "blocks": [words["periods"]]}, {"text": words["no_costs"]}],
        "reasons": [
            {
                "heading": f"{number}. {words['income_heading']}",
                "blocks": [words["reasoning"], *([words["income"]] if number % 2 else [])],
            }
            for number in range(1, sections + 1)
        ],
        "instruction": words["instruction"],
    }


def _call(words: dict[str, Any]) -> dict[str, Any]:
    return {
        "introduction": [words["incomplete"]],
        "missing": words["missing"],
        "days": 15,
        "term": words["term"],
        "how_to_send": words["how_to_send"],
        "consequences": words["consequences"],
        "signatures": {"led": words["sheet"]["signatures"]["led"]},
    }
