"""One part of a generated population: whole households, as the tables of its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib import resources
from typing import Any

import numpy as np
import pyarrow as pa
import yaml
from numpy.typing import NDArray

from opora.demo.synth.assumptions import SECTIONS, Assumptions
from opora.demo.synth.drawing import Drawing, chances
from opora.demo.synth.people import People, draw_people, relations
from opora.law.batch.population import narrowest
from opora.law.engine.calendar import day_number, month_text
from opora.law.engine.dates import Dates
from opora.law.engine.facts import Fact
from opora.law.engine.graph import Graph

FILE_OF = {  # where a fact goes that no section names, by what is confided in it
    **dict.fromkeys(("income", "property"), "incomes"),
    **dict.fromkeys(("identity", "residence", "family", "criminal"), "persons"),
    "work": "employment",
    "health": "disability",
}


@dataclass(frozen=True)
class Places:
    """Where people may live; one entry a place, the inhabitants give its weight."""

    units: list[str]
    municipalities: list[str]
    regions: list[str]
    in_ljubljana: NDArray[np.bool_]
    weights: NDArray[np.float64]


@dataclass(frozen=True)
class Plan:
    """What is drawn: the law whose facts they are, the assumptions, and the month they are for."""

    graph: Graph
    assumptions: Assumptions
    month: date
    seed: int

    @cached_property
    def dates(self) -> Dates:
        return self.assumptions.dates(self.month)

    @cached_property
    def places(self) -> Places:
        return _places(self.assumptions)

    @cached_property
    def columns(self) -> dict[str, list[tuple[str, str]]]:
        """Of each fact its columns, with the month or year each is of (none for a fact of the day)."""
        found: dict[str, set[tuple[str, str]]] = {key: set() for key in self.graph.facts}
        for node in self.graph.nodes:
            if node.op == "fact":
                fact = self.graph.facts[node.given["fact"]]
                found[fact.key].add(_column(fact, node.given["anchor"], node.given["offset"], self.dates))
        return {key: sorted(columns) for key, columns in found.items()}

    def file_of(self, fact: Fact) -> str:
        named = self.assumptions.draws.get(fact.key)
        return "dwellings" if fact.of == "dwelling" else named[0] if named else FILE_OF[fact.confidentiality]


def draw_part(plan: Plan, number: int, persons: int, *, first_household: int) -> dict[str, pa.Table]:
    """The tables of one part, by file; the same for the same plan, number and size."""
    of_part = chances(plan.seed, number)
    people = draw_people(persons, plan.assumptions, of_part("households"))
    live = of_part("where").choice(
        len(plan.places.units), size=len(people.starts), p=plan.places.weights / plan.places.weights.sum()
    )
    first = day_number(plan.month)
    drawing = Drawing(
        people, plan.graph.facts, plan.assumptions, first, of_part, _settled(plan, people, live, first)
    )
    of_person = {"household": first_household + people.household}
    tables: dict[str, dict[str, Any]] = {name: dict(of_person) for name in SECTIONS}
    tables["dwellings"] = _dwellings(plan.places, people, live, first_household)
    tables["relations"] = of_person | relations(people)
    tables["persons"] |= {
        "is_applicant": people.is_applicant.astype(np.int8),
        "lives_in_dwelling": np.ones(len(people), dtype=np.int8),
    }
    for fact in plan.graph.facts.values():
        tables[plan.file_of(fact)].update(_fact_columns(plan, drawing, fact))
    return {name: pa.table(columns) for name, columns in tables.items()}


def _fact_columns(plan: Plan, drawing: Drawing, fact: Fact) -> dict[str, NDArray[Any]]:
    kind = narrowest(*fact.range)
    if fact.period == "month":
        drawn = {name: drawing.in_month(fact.key, month) for name, month in plan.columns[fact.key]}
    else:
        drawn = {name: drawing.fact(fact.key) for name, _ in plan.columns[fact.key]}
    return {name: values.astype(kind) for name, values in drawn.items()}


def _settled(plan: Plan, people: People, live: NDArray[Any], first: int) -> dict[str, NDArray[np.int64]]:
    """What follows from who and where the people are."""
    facts, places = plan.graph.facts, plan.places
    sexes, regions = facts["sex"].choices, facts["statistical_region"].choices
    municipality = facts["permanent_residence_in_municipality"].choices
    region = np.array([regions.index(name) for name in places.regions])
    in_ljubljana = places.in_ljubljana[live][people.household]
    return {
        "born": first - 1 - people.members.age,
        "sex": np.where(people.members.is_female, sexes.index("female"), sexes.index("male")),
        "statistical_region": region[live],
        "permanent_residence_in_municipality": np.where(
            in_ljubljana, municipality.index("ljubljana"), municipality.index("other")
        ),
    }


def _dwellings(places: Places, people: People, live: NDArray[Any], first_household: int) -> dict[str, Any]:
    return {
        "household": first_household + np.arange(len(people.starts)),
        "household_type": pa.array(people.kind_of_household),
        "unit": pa.array(places.units).take(pa.array(live)),
        "municipality": pa.array(places.municipalities, pa.string()).take(pa.array(live)),
    }


def _column(fact: Fact, anchor: str, offset: int, dates: Dates) -> tuple[str, str]:
    if fact.period == "day":
        return fact.key, ""
    if fact.period == "year":
        year = f"{dates.year(anchor, offset):04d}"
        return f"{fact.key}@{year}", year
    month = month_text(dates.month_index(anchor, offset))
    return f"{fact.key}@{month}", month


def _places(assumptions: Assumptions) -> Places:
    """Every unit of the network: the municipalities it names with their inhabitants, the rest evenly."""
    text = (resources.files("opora.organisation") / "network.yaml").read_text(encoding="utf-8")
    network: Mapping[str, Any] = yaml.safe_load(text)
    named: dict[str, list[tuple[str, int]]] = {}
    for entry in network["municipalities"]:
        named.setdefault(entry["unit"], []).append((entry["code"], max(entry["population"].items())[1]))
    units = [(unit["code"], centre["code"]) for centre in network["centres"] for unit in centre["units"]]
    counted = sum(people for entries in named.values() for _, people in entries)
    country = assumptions.where_people_live.inhabitants_of_the_country.value
    evenly = (country - counted) / max(len(units) - len(named), 1)
    rows = [
        (unit, municipality, assumptions.statistical_region.of_centre[centre], people)
        for unit, centre in units
        for municipality, people in named.get(unit, [("", evenly)])
    ]
    return Places(
        units=[row[0] for row in rows],
        municipalities=[row[1] for row in rows],
        regions=[row[2] for row in rows],
        in_ljubljana=np.array([row[0].startswith("ljubljana_") for row in rows]),
        weights=np.array([row[3] for row in rows], dtype=float),
    )
