"""Dwellings and who lives in them."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from tests.organisation.factories import MunicipalityFactory
from tests.people.conftest import TODAY
from tests.people.factories import DwellingFactory, PersonFactory, ResidenceFactory

from opora.organisation.refusal import Refused
from opora.people.households import (
    dwelling_of,
    found_dwelling,
    house,
    household_of,
    move,
    move_in_with,
    move_out,
    residents,
)
from opora.people.models import Dwelling, Residence

pytestmark = pytest.mark.usefixtures("everybody_has_a_case_here")


def test_those_who_found_a_dwelling_live_in_it_together(worker):
    ana, cene = PersonFactory(), PersonFactory(child=True)
    found_dwelling([ana, cene], by=worker, from_day=TODAY)
    assert household_of(cene, TODAY) == [ana, cene]


def test_a_second_dwelling_at_the_same_time_is_refused_with_the_first_ones_days(worker):
    home = DwellingFactory(municipality=MunicipalityFactory(name_sl="Izola"))
    ana = ResidenceFactory(dwelling=home, person__given_name="Ana", person__family_name="Novak").person
    ResidenceFactory(dwelling=home)
    with pytest.raises(Refused) as refusal:
        house(ana, DwellingFactory(), by=worker, from_day=TODAY)
    assert refusal.value.message == (
        "Ana Novak already lives in another dwelling (Izola) with 1 other person "
        "from 1 June 2018 on, and a person has one dwelling at a time. End that residence first, or choose "
        "other days."
    )
    assert Residence.objects.filter(person=ana).count() == 1


def test_the_municipality_of_a_protected_person_is_not_told(worker):
    home = DwellingFactory(municipality=MunicipalityFactory(name_sl="Izola"))
    person = ResidenceFactory(dwelling=home, person__protected=True).person
    with pytest.raises(Refused) as refusal:
        house(person, DwellingFactory(), by=worker, from_day=TODAY)
    assert "Izola" not in refusal.value.message


def test_living_in_the_same_dwelling_twice_is_refused(worker):
    residence = ResidenceFactory()
    with pytest.raises(Refused, match="already lives in this dwelling from 1 June 2018 on"):
        house(residence.person, residence.dwelling, by=worker, from_day=TODAY)


def test_a_dwelling_founded_with_somebody_who_lives_elsewhere_leaves_nothing_behind(worker):
    person = ResidenceFactory().person
    with pytest.raises(Refused):
        found_dwelling([PersonFactory(), person], by=worker, from_day=TODAY)
    assert Dwelling.objects.count() == 1


def test_a_person_moves_from_one_dwelling_to_another_on_a_day(worker):
    residence, new = ResidenceFactory(), DwellingFactory()
    move(residence.person, new, by=worker, on=TODAY)
    assert dwelling_of(residence.person, date(2026, 3, 9)) == residence.dwelling
    assert dwelling_of(residence.person, TODAY) == new
    assert residents(residence.dwelling, TODAY) == []


def test_who_lives_nowhere_cannot_move_out(worker):
    with pytest.raises(Refused, match="nothing to move out of"):
        move_out(PersonFactory(), by=worker, on=TODAY)


@pytest.mark.parametrize(
    ("from_day", "until", "explained"),
    [
        (date(2026, 3, 10), date(2026, 3, 10), "before it begins"),
        (date(1980, 1, 1), None, "cannot live there earlier"),
    ],
)
def test_an_impossible_stay_is_refused(worker, from_day, until, explained):
    with pytest.raises(Refused, match=explained):
        house(PersonFactory(), DwellingFactory(), by=worker, from_day=from_day, until=until)


def test_a_person_of_no_known_dwelling_is_a_household_of_one(db):
    person = PersonFactory()
    assert household_of(person, TODAY) == [person]


def test_a_person_moves_in_with_somebody_or_alone(worker):
    residence, host = ResidenceFactory(), ResidenceFactory()
    move_in_with(residence.person, host.person, by=worker, on=TODAY)
    assert dwelling_of(residence.person, TODAY) == host.dwelling
    move_in_with(residence.person, None, by=worker, on=date(2026, 4, 1))
    assert household_of(residence.person, date(2026, 4, 1)) == [residence.person]
    assert household_of(host.person, date(2026, 4, 1)) == [host.person]


def test_who_is_moved_in_with_gets_a_dwelling_where_none_was_known(worker):
    guest, host = PersonFactory(born=date(1990, 1, 1)), PersonFactory(born=date(1980, 1, 1))
    move_in_with(guest, host, by=worker, on=TODAY)
    assert household_of(guest, TODAY) == [host, guest]


def test_moving_in_with_oneself_or_with_somebody_one_lives_with_is_refused(worker):
    residence = ResidenceFactory()
    other = ResidenceFactory(dwelling=residence.dwelling).person
    with pytest.raises(Refused, match="with themselves"):
        move_in_with(residence.person, residence.person, by=worker, on=TODAY)
    with pytest.raises(Refused, match="already live together on 10 March 2026"):
        move_in_with(residence.person, other, by=worker, on=TODAY)


def test_moving_in_before_a_later_dwelling_is_refused_and_changes_nothing(worker):
    person = ResidenceFactory(period=DateRange(date(2026, 5, 1), None)).person
    with pytest.raises(Refused, match="one dwelling at a time"):
        move_in_with(person, ResidenceFactory().person, by=worker, on=TODAY)
    assert Residence.objects.filter(person=person).count() == 1
    assert Dwelling.objects.count() == 2
