"""What a wrong application is refused for, each with a sentence and with nothing saved."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from tests.organisation.factories import TerritoryFactory, WorkerFactory
from tests.people.factories import (
    AddressFactory,
    DwellingFactory,
    PersonFactory,
    RelationFactory,
    ResidenceFactory,
)
from tests.rights.factories import morning, office

from opora.cases.models import Case
from opora.organisation.refusal import Refused
from opora.rights.applications import file_application
from opora.rights.models import Application

pytestmark = pytest.mark.django_db
FILED = date(2026, 4, 14)


@pytest.fixture
def place():
    return office()


@pytest.fixture
def applicant(place):
    person = PersonFactory()
    AddressFactory(person=person, municipality=place.municipality)
    return person


def file(place, applicant, **changes):
    return file_application(
        **{
            "applicant": applicant,
            "members": [applicant],
            "rights": ["cash_social_assistance"],
            "channel": "post",
            "filed_on": FILED,
            "unit": place.unit,
            "by": place.clerk,
            "at": morning(FILED),
            **changes,
        }
    )


def test_an_application_opens_a_case_with_number_parties_and_deadlines(place, applicant):
    child = PersonFactory(child=True)
    application = file(
        place, applicant, members=[applicant, child], rights=["cash_social_assistance", "child_benefit"]
    )
    case = application.case
    assert case.number == "1232-1/2026"
    assert case.title == "Otroški dodatek in denarna socialna pomoč"
    assert {(party.person_id, party.role) for party in case.parties.all()} == {
        (applicant.pk, "applicant"),
        (child.pk, "member"),
    }
    assert case.deadlines.filter(key="decision", day=date(2026, 6, 15)).exists()


def test_rights_stand_in_the_order_in_which_the_act_exercises_them(place, applicant):
    application = file(place, applicant, rights=["cash_social_assistance", "child_benefit"])
    assert application.rights == ["child_benefit", "cash_social_assistance"]


def other_household():
    return ResidenceFactory(dwelling=DwellingFactory(), period=DateRange(date(2020, 1, 1), None)).person


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"filed_on": date(2026, 4, 15)}, "je v prihodnosti"),
        ({"rights": []}, "vsaj eno pravico"),
        ({"rights": ["free_lunch"]}, "free_lunch"),
        ({"rights": ["child_care_supplement", "parental_allowance"]}, "Za vsako vpišite svojo vlogo"),
        ({"channel": "by_pigeon"}, "osebno, po pošti, elektronsko ali ustno"),
    ],
)
def test_a_wrong_application_is_refused_with_nothing_saved(place, applicant, changes, sentence):
    with pytest.raises(Refused, match=sentence):
        file(place, applicant, **changes)
    assert not Case.objects.exists()
    assert not Application.objects.exists()


def test_the_applicant_must_be_among_the_members(place, applicant):
    with pytest.raises(Refused, match="ni med člani"):
        file(place, applicant, members=[PersonFactory()])


def test_nobody_is_a_member_twice(place, applicant):
    with pytest.raises(Refused, match="dvakrat"):
        file(place, applicant, members=[applicant, applicant])


def test_a_member_of_another_household_is_refused_by_name(place, applicant):
    elsewhere = other_household()
    with pytest.raises(Refused, match=elsewhere.family_name):
        file(place, applicant, members=[applicant, elsewhere])
    assert not Case.objects.exists()


@pytest.mark.covers("000_002/108", "004a/R-118")
def test_the_wrong_unit_is_refused_and_the_right_one_named(place, applicant):
    other = TerritoryFactory().unit
    worker = WorkerFactory(unit=other, clerk=True)
    with pytest.raises(Refused, match=place.unit.name):
        file(place, applicant, unit=other, by=worker)
    assert not Case.objects.exists()


def test_a_reason_lets_another_unit_take_the_application(place, applicant):
    other = TerritoryFactory().unit
    worker = WorkerFactory(unit=other, clerk=True)
    application = file(place, applicant, unit=other, by=worker, unit_reason="Večina družine živi tukaj.")
    assert application.case.unit == other


def test_who_takes_no_applications_may_not_file_one(place, applicant):
    with pytest.raises(Refused):
        file(place, applicant, by=place.decision_maker)


def test_a_spouse_of_the_same_home_is_left_out_only_with_a_reason(place, applicant):
    home, since = DwellingFactory(), DateRange(date(2020, 1, 1), None)
    spouse = ResidenceFactory(dwelling=home, period=since).person
    ResidenceFactory(person=applicant, dwelling=home, period=since)
    RelationFactory(person=applicant, other=spouse, kind="spouse", period=since)
    with pytest.raises(Refused, match="zakonec ali partner") as refused:
        file(place, applicant)
    assert refused.value.field == "left_out_reason"
    assert not Case.objects.exists()
    case = file(place, applicant, left_out_reason="Ločeno gospodinjstvo, razveza teče.").case
    assert "razveza" in case.events.get(key="left_out").detail["reason"]
    assert file(place, applicant, members=[applicant, spouse]).case.events.filter(key="left_out").count() == 0


def test_of_a_protected_home_nobody_is_named_who_was_left_out(place, applicant):
    home, since = DwellingFactory(), DateRange(date(2020, 1, 1), None)
    spouse = ResidenceFactory(dwelling=home, period=since, person=PersonFactory(is_protected=True)).person
    ResidenceFactory(person=applicant, dwelling=home, period=since)
    RelationFactory(person=applicant, other=spouse, kind="spouse", period=since)
    assert not file(place, applicant, unit_reason="Preverjeno.").case.events.filter(key="left_out").exists()
