"""Running exemptions for tests: a mother in care or with home help, and a son who is bound to pay."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from tests.organisation.factories import WorkerFactory
from tests.people.factories import (
    AddressFactory,
    DwellingFactory,
    PersonFactory,
    RelationFactory,
    ResidenceFactory,
)
from tests.rights.factories import Office, example, morning, record

from opora.decisions.drafting import submit_for_approval
from opora.decisions.issuing import approve_and_issue, names_to_confirm
from opora.decisions.models import Decision
from opora.people.models import RelationKind
from opora.rights.applications import file_application
from opora.rights.deciding import draft_from
from opora.rights.determining import determine
from opora.rights.models import Application

FILED, DECIDED = date(2024, 2, 10), date(2024, 3, 4)
MONTHS = ("2023-11", "2023-12", "2024-01")
RIGHTS = {
    "home_help": [
        "exemption_home_help",
        "obliged_persons_contribution_home_help",
        "public_payment_home_help",
    ],
}


def applied(place: Office, **facts: Any) -> Application:
    """An application of 2024 for home help; the son lives in a home of his own."""
    mother = PersonFactory(given_name="Vida", born=date(1944, 9, 2), sex="female")
    son = PersonFactory(given_name="Rok", born=date(1972, 5, 11), sex="male")
    RelationFactory(person=mother, other=son, kind=RelationKind.PARENT, period=DateRange(None, None))
    for person in (mother, son):
        home = DwellingFactory(municipality=place.municipality)
        ResidenceFactory(dwelling=home, person=person, period=DateRange(person.born, None))
        AddressFactory(person=person, municipality=place.municipality)
    application = file_application(
        applicant=mother,
        members=[mother, son],
        rights=RIGHTS["home_help"],
        channel="in_person",
        filed_on=FILED,
        unit=place.unit,
        by=place.clerk,
        at=morning(FILED),
    )
    told = dict(example("exemption_home_help/pension_of_1000")["persons"]["vida"])
    of_mother = {
        key: dict(zip(MONTHS, value.values(), strict=True)) if isinstance(value, dict) else value
        for key, value in told.items()
    }
    record(application, mother, of_mother | {"bound_to_contribute": False} | facts)
    record(
        application,
        son,
        {
            "bound_to_contribute": True,
            "bound_by_title_or_contract": False,
            "obliged_persons_children": 0,
            "obliged_person_has_spouse": False,
            "income_of_obliged_person": "950.00",
            "parent_failed_to_maintain_without_good_reason": False,
        },
    )
    return application


def exempted(place: Office, **facts: Any) -> Decision:
    """The issued decision on it."""
    application = applied(place, **facts)
    found = determine(application, by=place.clerk, at=morning(DECIDED), on=DECIDED)
    return issue(draft_from(found, by=place.clerk, at=morning(DECIDED), on=DECIDED), place, DECIDED)


def issue(draft: Decision, place: Office, on: date) -> Decision:
    submitted = submit_for_approval(draft, by=place.clerk, at=morning(on))
    return approve_and_issue(
        submitted,
        by=place.decision_maker,
        on=on,
        at=morning(on),
        confirmed_warnings=names_to_confirm(submitted.warnings),
    )


def head_of(place: Office) -> Any:
    return WorkerFactory(unit=place.unit, head_of_unit=True)
