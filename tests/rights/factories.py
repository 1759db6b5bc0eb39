"""Families whose application is filed, for tests: built from the example situations.

`family("single_parent_no_income")` gives an application with its facts; `lacking={"maja": ["wage"]}` leaves
facts out; `without_facts=True` leaves all of them out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from tests.organisation.factories import (
    MunicipalityFactory,
    TerritoryFactory,
    UnitFactory,
    WorkerFactory,
)
from tests.people.factories import (
    AddressFactory,
    DwellingFactory,
    PersonFactory,
    RelationFactory,
    ResidenceFactory,
)

from opora.organisation.models import Worker
from opora.people.models import Person, RelationKind
from opora.rights.applications import file_application
from opora.rights.models import Application
from opora.sources.fact_periods import parse_period
from opora.sources.models import Origin
from opora.sources.recording import Provenance, Statement, record_facts

EXAMPLES = Path(__file__).parents[2] / "examples"
KNOWN_OF_PERSONS = {"born"}


@dataclass(frozen=True)
class Office:
    """A unit with the two workers a decision needs, and the municipality it serves."""

    clerk: Worker
    decision_maker: Worker
    municipality: Any

    @property
    def unit(self) -> Any:
        return self.clerk.unit


def office(**municipality: Any) -> Office:
    unit = UnitFactory()
    place = MunicipalityFactory(**municipality)
    TerritoryFactory(unit=unit, municipality=place)
    clerk = WorkerFactory(unit=unit, clerk=True)
    return Office(clerk, WorkerFactory(unit=unit, decision_maker=True), place)


@cache
def example(name: str) -> dict[str, Any]:
    return json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 7, tzinfo=UTC)


def family(
    name: str = "single_parent_no_income",
    *,
    at_office: Office | None = None,
    lacking: Mapping[str, Sequence[str]] | None = None,
    without_facts: bool = False,
    **applicant: Any,
) -> Application:
    """An application filed from an example, with persons, relations, dwelling and facts."""
    place = at_office or office()
    situation = example(name)
    filed_on = date.fromisoformat(situation["dates"]["filed"])
    persons = _persons(situation, place, filed_on, applicant)
    application = file_application(
        applicant=persons[situation["applicant"]],
        members=list(persons.values()),
        rights=situation["rights"],
        channel="in_person",
        filed_on=filed_on,
        unit=place.unit,
        by=place.clerk,
        at=morning(filed_on),
    )
    if not without_facts:
        for key, person in persons.items():
            record(application, person, situation["persons"][key], leaving_out=(lacking or {}).get(key, ()))
        of_dwelling = {key: value for key, value in situation["dwelling"].items() if key != "persons"}
        record(application, None, of_dwelling)
    return application


def record(
    application: Application,
    person: Person | None,
    facts: Mapping[str, Any],
    *,
    leaving_out: Sequence[str] = (),
) -> None:
    """Write facts as if a register had answered."""
    statements = [
        Statement(key, parse_period(period), value)
        for key, told in facts.items()
        if key not in KNOWN_OF_PERSONS and key not in leaving_out
        for period, value in (told.items() if isinstance(told, dict) else [(None, told)])
    ]
    record_facts(
        case_id=application.case_id,
        person_id=person.pk if person else None,
        statements=statements,
        provenance=Provenance(Origin.REGISTER, morning(application.filed_on), source="tax"),
    )


def _persons(
    situation: dict[str, Any], place: Office, filed_on: date, applicant: dict[str, Any]
) -> dict[str, Person]:
    dwelling = DwellingFactory(municipality=place.municipality)
    persons = {}
    for key, facts in situation["persons"].items():
        born = date.fromisoformat(facts["born"])
        extra = applicant if key == situation["applicant"] else {}
        persons[key] = PersonFactory(
            given_name=key.capitalize(), born=born, sex=facts.get("sex", "male"), **extra
        )
        if key in situation["dwelling"]["persons"]:
            ResidenceFactory(dwelling=dwelling, person=persons[key], period=DateRange(born, None))
    AddressFactory(person=persons[situation["applicant"]], municipality=place.municipality)
    for relation in situation.get("relations", []):
        _relate(relation, persons)
    return persons


def _relate(relation: dict[str, Any], persons: dict[str, Person]) -> None:
    if relation["type"] == "parent":
        RelationFactory(
            person=persons[relation["parent"]],
            other=persons[relation["child"]],
            kind=RelationKind.PARENT,
            period=DateRange(None, None),
        )
    else:
        one, other = (persons[key] for key in relation["persons"])
        RelationFactory(person=one, other=other, kind=RelationKind.PARTNER)
