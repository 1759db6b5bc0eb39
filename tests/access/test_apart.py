"""Who decides on money has no need of what is told in counselling: it opens to its own workers alone."""

import pytest
from django.urls import reverse
from tests.cases.factories import CaseFactory, PartyFactory
from tests.organisation.factories import RoleGrantFactory, UnitFactory, WorkerFactory

from opora.cases.models import Case
from opora.cases.newest import newest_visible_to
from opora.catalogue import catalogue
from opora.organisation.access import may
from opora.organisation.access_table import table, tasks_apart
from opora.organisation.kept_queries import kept
from opora.organisation.models import Role, Worker
from opora.people.models import Person

pytestmark = pytest.mark.django_db


@kept
def seen_by(worker: Worker):
    return Case.objects.visible_to(worker)


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def counselling(unit):
    case = CaseFactory(unit=unit, task="preliminary_counselling")
    PartyFactory(case=case, role="proposer")
    return case


@pytest.fixture
def of_money(unit):
    return CaseFactory(unit=unit)


def sees(worker):
    """What a worker may see, asked in each way in which a page asks."""
    ways = [
        set(Case.objects.visible_to(worker)),
        set(seen_by(worker)),
        set(newest_visible_to(worker, most=50)),
        {case for case in Case.objects.all() if may(worker, "see_case", case=case)},
    ]
    assert all(way == ways[0] for way in ways)
    return ways[0]


def test_a_clerk_of_money_rights_does_not_see_the_counselling_of_the_unit(unit, counselling, of_money):
    assert sees(WorkerFactory(clerk=True, unit=unit)) == {of_money}
    for other in ("professional_worker", "head_of_unit", "decision_maker"):
        assert sees(WorkerFactory(unit=unit, **{other: True})) == {of_money, counselling}


def test_a_clerk_sees_the_counselling_that_is_theirs(unit, counselling, of_money):
    clerk = WorkerFactory(clerk=True, unit=unit)
    counselling.assigned_to = clerk
    counselling.save()
    assert sees(clerk) == {of_money, counselling}


def test_a_clerk_here_who_does_social_work_elsewhere_sees_counselling_there_alone(
    unit, counselling, of_money
):
    elsewhere = CaseFactory(unit=UnitFactory(centre=unit.centre), task="preliminary_counselling")
    worker = WorkerFactory(clerk=True, unit=unit)
    RoleGrantFactory(worker=worker, role="professional_worker", unit=elsewhere.unit)
    worker = Worker.objects.get(pk=worker.pk)
    assert sees(worker) == {of_money, elsewhere}


def test_a_person_of_a_counselling_is_not_known_to_the_clerk_by_it(unit, counselling, sign_in):
    person = counselling.parties.get().person
    clerk, worker = WorkerFactory(clerk=True, unit=unit), WorkerFactory(professional_worker=True, unit=unit)
    assert not Person.objects.visible_to(clerk).filter(pk=person.pk).exists()
    assert Person.objects.visible_to(worker).filter(pk=person.pk).exists()
    address = reverse("case", args=[counselling.public_id])
    assert sign_in(clerk).get(address).status_code == 404
    assert sign_in(worker).get(address).status_code == 200


def test_the_fields_kept_apart_are_those_in_which_people_are_counselled_and_protected():
    assert {"preliminary_counselling", "family_mediation", "domestic_violence_case"} <= set(tasks_apart())
    assert {"intervention_call", "personal_help", "family_help", "victim_support"} <= set(tasks_apart())
    assert not {"public_funds_application", "exemption_from_payment"} & set(tasks_apart())
    assert table().roles_apart == {Role.CLERK}
    known = {each.key for each in catalogue().code_lists["fields_of_work"].entries}
    assert table().fields_apart <= known
    assert table().more_apart <= set(catalogue().tasks)
