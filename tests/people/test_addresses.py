"""Addresses by date, and what is withheld of them."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from tests.people.conftest import TODAY
from tests.people.factories import AddressFactory, PersonFactory

from opora.organisation.refusal import Refused
from opora.people import need_to_know
from opora.people.addresses import address_line, address_on, change_address, end_address, postal_lines
from opora.people.models import AddressKind, Person

pytestmark = pytest.mark.usefixtures("everybody_has_a_case_here")


def new_address(person, worker, from_day=date(2026, 1, 1), kind=AddressKind.PERMANENT, until=None):
    return change_address(
        person,
        by=worker,
        kind=kind,
        street="Nova pot",
        house_number="3a",
        post_code="6310",
        town="Izola",
        from_day=from_day,
        until=until,
    )


def test_a_new_address_ends_the_one_before(worker):
    person = PersonFactory(at_home=True)
    new_address(person, worker)
    assert address_on(person, date(2025, 12, 31)).street == "Preskusna ulica"
    assert address_on(person, date(2026, 1, 1)).street == "Nova pot"


def test_an_address_of_another_kind_ends_nothing(worker):
    person = PersonFactory(at_home=True)
    new_address(person, worker, kind=AddressKind.POSTAL)
    assert address_on(person, TODAY).street == "Preskusna ulica"


def test_an_address_before_a_later_one_is_refused(worker):
    person = PersonFactory(at_home=True)
    with pytest.raises(Refused, match="already entered from 1 January 2015"):
        new_address(person, worker, from_day=date(2015, 1, 1))


def test_an_address_that_ended_before_the_present_one_is_entered_with_both_days(worker):
    person = PersonFactory(at_home=True)
    new_address(person, worker, from_day=date(2010, 1, 1), until=date(2015, 1, 1))
    assert address_on(person, date(2012, 5, 4)).street == "Nova pot"
    assert address_on(person, TODAY).street == "Preskusna ulica"


@pytest.mark.parametrize(
    ("from_day", "until", "explained", "field"),
    [
        (date(2010, 1, 1), date(2015, 1, 2), "already entered from 1 January 2015", "from_day"),
        (date(2018, 1, 1), date(2019, 1, 1), "from 1 January 2015 on still holds on 1 January 2019", "until"),
        (date(2010, 1, 2), date(2010, 1, 2), "would end on 2 January 2010, before it begins", "until"),
        (date(1988, 3, 1), date(1990, 1, 1), "was born on 2 March 1988", "from_day"),
    ],
)
def test_an_address_of_impossible_or_overlapping_days_is_refused(worker, from_day, until, explained, field):
    person = PersonFactory(at_home=True, born=date(1988, 3, 2))
    with pytest.raises(Refused, match=explained) as refusal:
        new_address(person, worker, from_day=from_day, until=until)
    assert refusal.value.field == field
    assert person.addresses.count() == 1


def test_an_address_ends_once(worker):
    address = AddressFactory()
    end_address(address, by=worker, on=TODAY)
    with pytest.raises(Refused, match="already ended on 10 March 2026"):
        end_address(address, by=worker, on=date(2026, 4, 1))


def test_an_address_is_one_line_on_the_screen(worker):
    assert address_line(PersonFactory(at_home=True), TODAY, worker) == "Preskusna ulica 7, 6000 Koper"
    assert address_line(PersonFactory(), TODAY, worker) == ""


def test_a_protected_address_is_withheld(worker):
    person = PersonFactory(at_home=True, protected=True)
    assert address_line(person, TODAY, worker) == "protected address"


def test_a_protected_address_shows_to_whoever_works_on_the_persons_own_case(worker, monkeypatch):
    mine, other = PersonFactory(at_home=True, protected=True), PersonFactory(at_home=True, protected=True)
    monkeypatch.setattr(need_to_know, "_reasons_for_protected_addresses", [])
    need_to_know.protected_address_serves(
        lambda asking: (
            Person.objects.filter(pk=mine.pk).values("pk") if asking == worker else Person.objects.none()
        )
    )
    assert address_line(mine, TODAY, worker) == "Preskusna ulica 7, 6000 Koper"
    assert address_line(other, TODAY, worker) == "protected address"


def test_post_goes_to_the_address_for_post_first(worker):
    person = PersonFactory(at_home=True)
    assert postal_lines(person, TODAY) == ["Preskusna ulica 7", "6000 Koper"]
    new_address(person, worker, kind=AddressKind.POSTAL)
    assert postal_lines(person, TODAY) == ["Nova pot 3a", "6310 Izola"]


def test_post_to_another_country_names_it(db):
    person = PersonFactory()
    AddressFactory(person=person, country="IT", post_code="34121", town="Trieste")
    assert postal_lines(person, TODAY)[-1] == "IT"


def test_no_post_goes_to_where_a_protected_person_lives(worker):
    person = PersonFactory(at_home=True, protected=True)
    with pytest.raises(Refused, match="letters go only to an address for post"):
        postal_lines(person, TODAY)
    new_address(person, worker, kind=AddressKind.POSTAL)
    assert postal_lines(person, TODAY) == ["Nova pot 3a", "6310 Izola"]


def test_without_any_address_the_letter_is_refused(db):
    person = PersonFactory()
    AddressFactory(person=person, period=DateRange(date(2010, 1, 1), date(2012, 1, 1)))
    with pytest.raises(Refused, match="No address of"):
        postal_lines(person, TODAY)
