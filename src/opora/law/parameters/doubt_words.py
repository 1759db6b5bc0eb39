"""Why a value should be checked before anybody relies on it, in the languages of its readers.

What a parameter file says of a doubt (`doubt`) is taken as it is. Here are the doubts that are alike for all
values: one worked out by uprating, one that nobody found, an article that nobody read (`data/doubts.yaml`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from .articles import act_of

if TYPE_CHECKING:
    from .values import Derivation

ByLanguage = Mapping[str, str]
_FILE = Path(__file__).parent / "data" / "doubts.yaml"


def of_unknown() -> ByLanguage:
    """Of a value that the law has and nobody has found."""
    return _words()["unknown"]


def of_derived(derivation: Derivation) -> ByLanguage:
    """Of an amount worked out from the one before it and the index of the year."""
    before, index = derivation.inputs
    return _filled(
        "derived",
        lambda language: {
            "before": _number(before.value, language),
            "percent": _number((index.value * 100).normalize(), language),
        },
    )


def of_source(source: str) -> ByLanguage:
    """Of a value that is assumed or weakly sourced where its file says no more, as in a local layer."""
    return _filled("not_explained", lambda _language: {"source": source})


def of_article(article: str) -> ByLanguage:
    """Of an article whose number nobody has read."""
    return _filled("article", lambda _language: {"act": act_of(article)})


def of_regime(assumed: date, earliest: date, latest: date) -> ByLanguage:
    """Of an event around the day on which the rules of procedure changed, which is not known."""
    days = {"assumed": assumed, "earliest": earliest, "latest": latest}
    return _filled("regime", lambda language: {name: _day(day, language) for name, day in days.items()})


@cache
def _words() -> Mapping[str, ByLanguage]:
    return yaml.safe_load(_FILE.read_text("utf-8"))  # type: ignore[no-any-return]


def _filled(key: str, values: Callable[[str], Mapping[str, str]]) -> ByLanguage:
    return {language: words.format(**values(language)) for language, words in _words()[key].items()}


def _number(value: Decimal, language: str) -> str:
    return f"{value:f}" if language == "en" else f"{value:f}".replace(".", ",")


def _day(day: date, language: str) -> str:
    if language == "sl":
        return f"{day.day}. {day.month}. {day.year}"
    return f"{day.day}.{day.month}.{day.year}" if language == "it" else day.isoformat()
