"""The sentences of `data/`: of every right, of every condition, and those that are alike for all.

Of a right: `granted` and `refused`, where needed `amount` instead of the usual sentence, `numbers` (what the
amount is made of) and `each` (the same for one person, or a part that may be nothing).
Of a condition: `met` and `failed`; of one that compares two amounts also `numbers`, `under`, `over`, `level`
(both are equal) and what would have changed it: `lost` and `gained`. Where a condition rests on several facts
(`names_facts`), those that made it fail are named as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("sl", "it", "en")
_DATA = Path(__file__).parent / "data"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The files are long; the loader written in C reads them ten times faster."""
_ALIKE = ("every_right", "counted", "months", "never_named")


@dataclass(frozen=True)
class OfRight:
    granted: str
    refused: str
    amount: str | None = None
    numbers: tuple[str, ...] = ()
    each: tuple[str, ...] = ()


@dataclass(frozen=True)
class OfCondition:
    met: str
    failed: str
    numbers: tuple[str, ...] = ()
    under: str | None = None
    over: str | None = None
    level: str | None = None
    lost: str | None = None
    gained: str | None = None
    names_facts: bool = False


@dataclass(frozen=True)
class Sentences:
    """All sentences of one language."""

    every_right: Mapping[str, str]
    rights: dict[str, OfRight] = field(default_factory=dict)
    conditions: dict[str, OfCondition] = field(default_factory=dict)


@cache
def sentences(language: str) -> Sentences:
    """The sentences of a language, read once."""
    found = Sentences(every_right=_read("every_right")[language])
    for path in sorted(_DATA.glob("*.yaml")):
        if path.stem not in _ALIKE:
            entries = _read(path.stem)
            for key, words in entries["rights"].items():
                found.rights[key] = OfRight(**_with_tuples(words[language]))
            for key, words in entries["conditions"].items():
                names_facts = words.get("names_facts", False)
                found.conditions[key] = OfCondition(**_with_tuples(words[language]), names_facts=names_facts)
    return found


@cache
def counted_forms(language: str) -> Mapping[str, list[str]]:
    """The forms of every counted thing."""
    return {thing: forms[language] for thing, forms in _read("counted").items()}


@cache
def never_named() -> frozenset[str]:
    """Facts that only open a group of questions."""
    return frozenset(_read("never_named")["facts"])


@cache
def month_names(language: str) -> list[str]:
    return list(_read("months")[language])


@cache
def _read(name: str) -> dict[str, Any]:
    with (_DATA / f"{name}.yaml").open(encoding="utf-8") as file:
        return dict(yaml.load(file, Loader=_LOADER))  # noqa: S506 - a SafeLoader, written in C


def _with_tuples(words: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in words.items()}
