"""What a generated population assumes: `assumptions.yaml`, checked against the facts of the law."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from opora.law import month_after
from opora.law.engine.dates import Dates
from opora.law.engine.errors import nearest
from opora.law.engine.facts import Fact

SECTIONS = ("persons", "school", "employment", "incomes", "rent", "disability")
OF_HOUSEHOLDS = ("children", "children_of_one_parent", "parents_of_a_newborn")


class AssumptionError(ValueError):
    """The assumptions cannot be used; the message names the file, the entry and the cure."""


class _Checked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Assumed(_Checked):
    """One figure with where it comes from."""

    value: float
    source: str


class DayOfMonth(_Checked):
    day: int
    source: str


class Statuses(_Checked):
    source: str
    by_age: dict[int, dict[str, float]]


class Regions(_Checked):
    source: str
    of_centre: dict[str, str]


class WherePeopleLive(_Checked):
    source: str
    inhabitants_of_the_country: Assumed


class Unnamed(_Checked):
    """How a fact is drawn that no section names; the words describe what `drawing` does."""

    source: str
    yes_no: str
    choice: str
    value: str
    date: tuple[int, int]


class Draw(_Checked):
    """How one fact is drawn; the head of the YAML file says what each entry means."""

    source: str
    of: str | None = None
    ages: tuple[float, float] | None = None
    unless: str | None = None
    share: float = 1.0
    one_of: dict[str, float] | None = None
    around: float | None = None
    spread: float = 0.0
    between: tuple[float, float] | None = None
    days_ago: tuple[int, int] | None = None
    any_of: tuple[str, ...] | None = None
    sum_of: tuple[str, ...] | None = None
    times: float = 1.0
    otherwise: bool | str | int | float | None = None


class Assumptions(_Checked):
    month: str
    day_of_filing: DayOfMonth
    persons_a_part: int
    where_people_live: WherePeopleLive
    statistical_region: Regions
    statuses: Statuses
    groups: dict[str, tuple[str, ...]]
    monthly_swing: Assumed
    unnamed: Unnamed
    persons: dict[str, Draw]
    school: dict[str, Draw]
    employment: dict[str, Draw]
    incomes: dict[str, Draw]
    rent: dict[str, Draw]
    disability: dict[str, Draw]

    @cached_property
    def draws(self) -> dict[str, tuple[str, Draw]]:
        """Of each fact that is named the section it stands in, and how it is drawn."""
        return {key: (name, draw) for name in SECTIONS for key, draw in getattr(self, name).items()}

    def dates(self, month: date) -> Dates:
        """The three dates that facts are drawn for: filed the month before, decided on the first."""
        filed = month_after(month, -1) + timedelta(days=self.day_of_filing.day - 1)
        return Dates(month, filed, month)


def read_assumptions(facts: Mapping[str, Fact], path: Path | None = None) -> Assumptions:
    """The assumptions, each of which fits the fact it is about."""
    name = path.name if path else "assumptions.yaml"
    text = (path or resources.files(__package__) / "assumptions.yaml").read_text(encoding="utf-8")
    try:
        assumptions = Assumptions.model_validate(yaml.safe_load(text))
    except ValidationError as error:
        first: Any = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise AssumptionError(f"{name}, {where}: {first['msg']}.") from None
    for key, (section, draw) in assumptions.draws.items():
        _check(f"{name}, {section}.{key}", key, draw, assumptions, facts)
    return assumptions


def _check(place: str, key: str, draw: Draw, assumptions: Assumptions, facts: Mapping[str, Fact]) -> None:
    for named in (key, *(draw.any_of or ()), *(draw.sum_of or ()), *((draw.unless,) if draw.unless else ())):
        if named not in facts:
            raise AssumptionError(f"{place}: no fact is called {named!r}.{nearest(named, list(facts))}")
    statuses = {word for shares in assumptions.statuses.by_age.values() for word in shares}
    groups = [*statuses, *assumptions.groups, *OF_HOUSEHOLDS]
    if draw.of is not None and draw.of not in groups:
        raise AssumptionError(f"{place}: no group is called {draw.of!r}.{nearest(draw.of, groups)}")
    choices = facts[key].choices
    for word in draw.one_of or ():
        if word not in choices:
            raise AssumptionError(f"{place}: {word!r} is none of the choices {', '.join(choices)}.")
