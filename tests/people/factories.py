"""Persons, dwellings and relations for tests.

`PersonFactory(with_emso=True)` has a valid EMŠO of a region that was never assigned, `child=True` was
born in 2018, `protected=True` has a protected address, `at_home=True` a permanent address.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import factory
from django.db.backends.postgresql.psycopg_any import DateRange
from factory.django import DjangoModelFactory
from stdnum.si import emso
from tests.organisation.factories import MunicipalityFactory

from opora.people.identifiers import TEN, check_value
from opora.people.models import (
    Address,
    AddressKind,
    Dwelling,
    FormerName,
    Person,
    Relation,
    RelationKind,
    Residence,
    Sex,
)

UNASSIGNED_REGION = "60"


def generated_emso(born: date, sex: str, serial: int = 0) -> str:
    """A valid EMŠO that cannot be anybody's: another one for each serial number."""
    return numbers_of_the_day(born, sex)[serial]


@cache
def numbers_of_the_day(born: date, sex: str) -> tuple[str, ...]:
    """Kept for the run: most persons of the tests are born on the same few days."""
    first = 500 if sex == Sex.FEMALE else 0
    beginnings = [
        f"{born:%d%m}{born.year % 1000:03}{UNASSIGNED_REGION}{number:03}"
        for number in range(first, first + 500)
    ]
    return tuple(each + emso.calc_check_digit(each) for each in beginnings if check_value(each) != TEN)


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person
        skip_postgeneration_save = True

    class Params:
        child = factory.Trait(born=date(2018, 5, 4))
        protected = factory.Trait(is_protected=True)
        with_emso = factory.Trait(
            emso=factory.LazyAttributeSequence(
                lambda person, n: generated_emso(person.born, person.sex, n % 400)
            )
        )
        newborn = factory.Trait(born=date(2026, 3, 1), given_name="")
        at_home = factory.Trait(
            home=factory.RelatedFactory("tests.people.factories.AddressFactory", "person")
        )

    given_name = "Ana"
    family_name = factory.Sequence(lambda n: f"Preskus{'abcdefghij'[n % 10]}{'klmnoprstu'[n // 10 % 10]}")
    born = date(1988, 3, 2)
    sex = Sex.FEMALE


class FormerNameFactory(DjangoModelFactory):
    class Meta:
        model = FormerName

    person = factory.SubFactory(PersonFactory)
    given_name = "Ana"
    family_name = "Dekliška"
    period = DateRange(date(1988, 3, 2), date(2015, 6, 1))


class AddressFactory(DjangoModelFactory):
    class Meta:
        model = Address

    person = factory.SubFactory(PersonFactory)
    kind = AddressKind.PERMANENT
    street = "Preskusna ulica"
    house_number = "7"
    post_code = "6000"
    town = "Koper"
    municipality = factory.SubFactory(MunicipalityFactory)
    period = DateRange(date(2015, 1, 1), None)


class RelationFactory(DjangoModelFactory):
    class Meta:
        model = Relation

    person = factory.SubFactory(PersonFactory)
    other = factory.SubFactory(PersonFactory)
    kind = RelationKind.PARTNER
    period = DateRange(date(2015, 1, 1), None)


class DwellingFactory(DjangoModelFactory):
    class Meta:
        model = Dwelling

    municipality = factory.SubFactory(MunicipalityFactory)


class ResidenceFactory(DjangoModelFactory):
    class Meta:
        model = Residence

    dwelling = factory.SubFactory(DwellingFactory)
    person = factory.SubFactory(PersonFactory)
    period = DateRange(date(2018, 6, 1), None)
