"""The unit of Koper, who works there, and a couple who comes with a newborn. Nobody in it exists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.organisation.factories import (
    CentreFactory,
    MunicipalityFactory,
    TerritoryFactory,
    UnitFactory,
    WorkerFactory,
)
from tests.people.factories import AddressFactory, PersonFactory, RelationFactory

from opora.organisation.models import Municipality, Unit, Worker
from opora.people.models import Person, RelationKind, Sex

DAY_OF_FILING = date(2026, 4, 14)
PASSWORD = "kostanj-in-oljka-7"


@dataclass(frozen=True)
class Office:
    """Who works, and who comes. The clerk may also decide, but never on what she drafted herself."""

    unit: Unit
    municipality: Municipality
    clerk: Worker
    head: Worker
    mother: Person
    father: Person


def open_office() -> Office:
    """The unit, its municipality, two workers with a password, and the couple on record."""
    centre = CentreFactory(
        code="JUZNA_PRIMORSKA",
        name_sl="Center za socialno delo Južna Primorska",
        address="Cankarjeva ulica 6",
        post_code="6000",
        town="Koper",
    )
    unit = UnitFactory(centre=centre, code="koper", name="Koper")
    municipality = MunicipalityFactory(code="koper", name_sl="Koper", name_it="Capodistria", bilingual=True)
    TerritoryFactory(unit=unit, municipality=municipality)
    clerk = WorkerFactory(
        login="neza.hribar",
        given_name="Neža",
        family_name="Hribar",
        unit=unit,
        clerk=True,
        decision_maker=True,
    )
    head = WorkerFactory(
        login="vida.rozic", given_name="Vida", family_name="Rožič", unit=unit, head_of_unit=True
    )
    for worker in (clerk, head):
        worker.set_password(PASSWORD)
        worker.save()
    mother, father = couple(municipality)
    return Office(unit, municipality, clerk, head, mother, father)


def couple(municipality: Municipality) -> tuple[Person, Person]:
    """Two adults of the municipality, recorded as partners, each with an EMŠO; she has a bank account."""
    mother = PersonFactory(
        given_name="Maja",
        family_name="Čebular",
        born=date(1990, 3, 2),
        with_emso=True,
        iban="SI56192001234567892",
    )
    father = PersonFactory(
        given_name="Žiga", family_name="Škrlj", born=date(1987, 11, 19), sex=Sex.MALE, with_emso=True
    )
    for person in (mother, father):
        AddressFactory(person=person, municipality=municipality)
    RelationFactory(person=mother, other=father, kind=RelationKind.PARTNER)
    return mother, father
