"""The reference households, and each of them at any pay."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from opora.law.engine.case import DWELLING, Case
from opora.law.engine.dates import Dates
from opora.law.engine.facts import DecimalTextLoader, Fact
from opora.law.engine.graph import Graph
from opora.law.engine.reach import figures_of, reached
from opora.law.engine.types import YES_NO
from opora.law.rulebook import Rulebook
from opora.law.situation import parse_situation

FILE = Path(__file__).with_name("households.yaml")
MONTHS_OF_A_YEAR = 12
MONTHS_BEFORE = range(-15, 1)
"""Around the day of filing: the longest window of any rule."""
YEARS_BEFORE = range(-2, 1)


@dataclass(frozen=True)
class Household:
    """A complete household of which only the pay of one person changes."""

    key: str
    label: Mapping[str, str]
    rights: tuple[str, ...]
    case: Case
    dates: Dates
    earner: int
    pay_of_months: str
    pay_of_years: str
    highest_pay: int

    def with_pay(self, cents: int) -> Case:
        """The household with this net pay in every month."""
        months = self.case.by_month[self.pay_of_months, self.earner]
        years = self.case.by_year[self.pay_of_years, self.earner]
        return replace(
            self.case,
            by_month={**self.case.by_month, (self.pay_of_months, self.earner): dict.fromkeys(months, cents)},
            by_year={
                **self.case.by_year,
                (self.pay_of_years, self.earner): dict.fromkeys(years, cents * MONTHS_OF_A_YEAR),
            },
        )


@cache
def declared() -> Mapping[str, Any]:
    """The file as it is written."""
    read: dict[str, Any] = yaml.load(FILE.read_text("utf-8"), Loader=DecimalTextLoader)  # noqa: S506
    return read


def reference_households(law: Rulebook) -> tuple[Household, ...]:
    """All of the file, in its order."""
    return tuple(household_of(law, key, entry) for key, entry in declared()["households"].items())


def household_of(law: Rulebook, key: str, entry: Mapping[str, Any]) -> Household:
    """One entry of the file, or one written like it; it may name dates of its own."""
    file = {**declared(), **entry}
    persons = list(entry["persons"])
    data = {
        "version": 1,
        "dates": {"filed": file["filed"], "decided": file["filed"], "month": file["month"]},
        "rights": entry["rights"],
        "applicant": entry["earner"],
        "persons": entry["persons"],
        "relations": entry["relations"],
        "dwelling": {"persons": persons, **entry["dwelling"]},
    }
    situation = parse_situation(data, law=law)
    dates = situation.dates(situation.month)
    return Household(
        key=key,
        label={language: entry[language] for language in ("sl", "it", "en")},
        rights=situation.rights,
        case=_completed(situation.case, _facts_read(law.graph, situation.rights), dates),
        dates=dates,
        earner=persons.index(entry["earner"]),
        pay_of_months=file["pay_of_months"],
        pay_of_years=file["pay_of_years"],
        highest_pay=int(Decimal(file["highest_pay"]) * 100),
    )


def _facts_read(graph: Graph, rights: tuple[str, ...]) -> list[Fact]:
    figures = [figure for right in rights for figure in figures_of(graph.rights[right])]
    return [graph.facts[key] for key in reached(graph, figures).facts]


def _completed(case: Case, facts: list[Fact], dates: Dates) -> Case:
    """Every fact that is not named: no, the first choice, the least value."""
    by_day, by_month, by_year = dict(case.by_day), dict(case.by_month), dict(case.by_year)
    months = [dates.month_index("day_of_filing", offset) for offset in MONTHS_BEFORE]
    years = [dates.year("day_of_filing", offset) for offset in YEARS_BEFORE]
    for fact in facts:
        for place in [DWELLING] if fact.of == "dwelling" else range(len(case.persons)):
            if fact.period == "month":
                by_month.setdefault((fact.key, place), dict.fromkeys(months, _least(fact)))
            elif fact.period == "year":
                by_year.setdefault((fact.key, place), dict.fromkeys(years, _least(fact)))
            else:
                by_day.setdefault((fact.key, place), _least(fact))
    return replace(case, by_day=by_day, by_month=by_month, by_year=by_year)


def _least(fact: Fact) -> int:
    return 0 if fact.kind is YES_NO else fact.range[0]
