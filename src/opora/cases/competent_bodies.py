"""Which body decides on a right or task on a day, and which unit it is there (stvarna, krajevna pristojnost).

The data beside this file say it by day, with their sources. Not told: the seat of an employer or the place
of birth, which stand in for a mother without residence here (003:361).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

from opora.catalogue import catalogue
from opora.organisation.jurisdiction import unit_for
from opora.organisation.models import Municipality, Unit

BY_TASK = {"residence_of_child": "child", "any_unit": "anywhere"}
"""Whose residence decides, by the word of the catalogue; every other word is the applicant's."""
ANYWHERE = "anywhere"


@dataclass(frozen=True)
class Competent:
    """Who decides: the body, the unit at the residence, whose residence it is, and since when and why."""

    body: str
    unit: Unit
    residence: str
    since: date | None
    source: str
    article: str

    @property
    def body_name(self) -> str:
        """The body in the language that is active now."""
        return _in_language(_data()["bodies"][self.body])

    @property
    def residence_name(self) -> str:
        """Whose residence decides, in the language that is active now."""
        return _in_language(_data()["residence_words"][self.residence])

    @property
    def is_unit(self) -> bool:
        return self.body == "unit"


def competent_body(subject: str, *, municipality: Municipality, on: date) -> Competent:
    """Who decides on a right or a task on a day for a residence in a municipality.

    Refused where no unit served the municipality on that day.
    """
    rule = _rule(subject, on)
    return Competent(
        body=rule.get("body", "unit"),
        unit=unit_for(municipality, on),
        residence=residence_of(subject, on),
        since=rule.get("from"),
        source=rule.get("source", ""),
        article=rule.get("article", ""),
    )


def residence_of(subject: str, on: date) -> str:
    """Whose residence says which unit is competent for a right or a task."""
    for rule in _data()["residences"]:
        if subject in rule["subjects"]:
            return str(rule["of"])
    return BY_TASK.get(_unit_by(subject, on), "applicant")


def _rule(subject: str, on: date) -> Mapping[str, Any]:
    """The rule of the latest day that is not after `on`; without one, nothing: the unit decides."""
    rules = [rule for rule in _data()["decides"] if subject in rule["subjects"]]
    begun = [rule for rule in rules if (rule["from"] or date.min) <= on]
    return max(begun, key=lambda rule: rule["from"] or date.min, default={})


def _unit_by(subject: str, on: date) -> str:
    try:
        return catalogue().task(subject, on=on).unit_by or ""
    except KeyError:
        return ""


def _in_language(words: Mapping[str, str]) -> str:
    return words.get(get_language() or "en") or words["en"]


@cache
def _data() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return read
