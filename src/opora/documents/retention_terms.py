"""How long the papers of a case are kept: `retention.yaml`, read and checked.

A case that no row names has an unknown term. That is an answer of its own, never a number of years.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from opora.cases.models import Case

TERMS = Path(__file__).with_name("retention.yaml")
NAMES = {"task", "sign", "permanent", "years", "starts", "basis", "source"}
CLOSING = "case_closed"


@dataclass(frozen=True)
class Term:
    """How long papers are kept: for good, or for years from the closing. `years` is none for good."""

    years: int | None
    basis: str
    source: str

    @property
    def is_permanent(self) -> bool:
        return self.years is None

    def last_day(self, closed_on: date) -> date | None:
        """The last day on which the papers must be kept; none where they are kept for good."""
        return None if self.years is None else _years_later(closed_on, self.years)


@dataclass(frozen=True)
class Terms:
    """The terms by key of the task and by classification sign."""

    by_task: Mapping[str, Term]
    by_sign: Mapping[str, Term]

    def of(self, case: Case) -> Term | None:
        """The term of a case; none where nobody has told it."""
        return self.by_task.get(case.task) or self.by_sign.get(case.classification)


class TermError(ValueError):
    """A row of the terms cannot be read; the message names the row and the cure."""


@cache
def terms() -> Terms:
    """The terms in force, read once."""
    return read_terms(yaml.safe_load(TERMS.read_text(encoding="utf-8")))


def read_terms(raw: Mapping[str, Any]) -> Terms:
    """The rows of the file, each checked; refused with TermError."""
    found: dict[str, dict[str, Term]] = {"task": {}, "sign": {}}
    for row in raw["terms"]:
        kind, key = _whose(row)
        if key in found[kind]:
            raise TermError(f"The {kind} {key} has two terms. Leave one.")
        found[kind][key] = _term(row, f"{kind} {key}")
    return Terms(found["task"], found["sign"])


def _whose(row: Mapping[str, Any]) -> tuple[str, str]:
    named = [kind for kind in ("task", "sign") if kind in row]
    if len(named) != 1:
        raise TermError(f"{dict(row)}: name a task or a sign, one of the two.")
    return named[0], str(row[named[0]])


def _term(row: Mapping[str, Any], whose: str) -> Term:
    if strange := sorted(set(row) - NAMES):
        raise TermError(f"The term of {whose} has unknown names: {', '.join(strange)}.")
    if not row.get("basis") or not row.get("source"):
        raise TermError(f"The term of {whose} needs its basis and its source.")
    years = row.get("years")
    if (years is None) == (row.get("permanent") is not True):
        raise TermError(f"The term of {whose} is either `permanent: true` or a number of `years`.")
    if years is not None and (type(years) is not int or years < 1 or row.get("starts") != CLOSING):
        raise TermError(f"The term of {whose} needs whole years, and `starts: {CLOSING}`.")
    return Term(years, row["basis"], row["source"])


def _years_later(day: date, years: int) -> date:
    """The same day that many years later; 29 February ends on 28 February of other years."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)
