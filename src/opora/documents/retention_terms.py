"""How long the papers of a case are kept: `retention.yaml`, read and checked, then the plan of the centre.

What an act says of a task goes before the plan. A case that no row names has an unknown term. That is an
answer of its own, never a number of years.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Q

from opora.cases.classification import Plan
from opora.cases.models import Case, PlanRow

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


@dataclass(frozen=True)
class CentreTerms:
    """The terms of a centre: of the file by task, then those of its plan, then of the file by sign."""

    shipped: Terms
    plan: Plan

    def of(self, case: Case) -> Term | None:
        """The term of a case; none where nobody has told it."""
        if term := self.shipped.by_task.get(case.task):
            return term
        if (row := self.plan.keeping(case.task, case.classification)) and row.has_term:
            return _term_of_row(row)
        return self.shipped.by_sign.get(case.classification)

    def cases_by_term(self) -> Iterator[tuple[Q, Term]]:
        """Each known term with the cases it is for; no case is for two of them."""
        told = Q(pk__in=())
        for task, term in self.shipped.by_task.items():
            told |= Q(task=task)
            yield Q(task=task), term
        for cases, row in self._cases_by_row():
            if row.has_term:
                found = cases & ~Q(task__in=self.shipped.by_task)
                told |= found
                yield found, _term_of_row(row)
        for sign, term in self.shipped.by_sign.items():
            yield Q(classification=sign) & ~told, term

    def _cases_by_row(self) -> Iterator[tuple[Q, PlanRow]]:
        """The cases that carry a sign of the plan, then those of its tasks numbered before it."""
        for sign, row in self.plan.rows.items():
            yield Q(classification=sign, task__in=self.plan.once[sign]), row
        for task in {task for row in self.plan.rows.values() for task in row.tasks}:
            signs = [sign for sign, tasks in self.plan.once.items() if task in tasks]
            if row_now := self.plan.of(task):
                yield Q(task=task) & ~Q(classification__in=signs), row_now


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


def _term_of_row(row: PlanRow) -> Term:
    return Term(row.years, row.source, f"sign {row.sign} of the centre's plan")


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
