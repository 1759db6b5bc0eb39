"""A list of cases says whom each is about, whatever its task."""

import pytest
from tests.cases.factories import CaseFactory, PartyFactory

from opora.web.main_persons import with_main_persons

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def watched(monkeypatch):
    """The persons whom the page would be noted to have shown."""
    shown = set()
    monkeypatch.setattr("opora.web.main_persons.trail.shows", shown.update)
    return shown


def named(case):
    return [party.person for party in case.main_persons]


def test_a_case_of_violence_is_about_its_victim_and_an_application_about_who_applies(
    watched, django_assert_num_queries
):
    violence, application = CaseFactory(task="domestic_violence_case"), CaseFactory()
    PartyFactory(case=violence, role="perpetrator")
    victim = PartyFactory(case=violence, role="victim").person
    PartyFactory(case=application, role="partner")
    applicant = PartyFactory(case=application, role="applicant").person
    with django_assert_num_queries(1):
        with_main_persons([violence, application])
    assert (named(violence), named(application)) == ([victim], [applicant])
    assert watched == {victim.pk, applicant.pk}


def test_several_who_stand_in_the_first_role_are_all_named():
    case = CaseFactory(task="couple_counselling")
    both = {PartyFactory(case=case, role="partner").person for _each in range(2)}
    with_main_persons([case])
    assert set(named(case)) == both


def test_a_case_without_anybody_known_names_nobody():
    case = CaseFactory(task="domestic_violence_case")
    with_main_persons([case])
    assert named(case) == []
