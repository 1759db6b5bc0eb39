"""The director names the commission of personal assistance, by an order, out of the ministry's list alone."""

from datetime import UTC, date, datetime

import pytest
from tests.cases.factories import CaseFactory, PartyFactory
from tests.organisation.factories import WorkerFactory
from tests.people.factories import PersonFactory

from opora.cases.added_parties import add_party
from opora.cases.catalogue_versions import task_of
from opora.cases.records import add_to_register
from opora.cases.steps import do_step
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
TODAY = date(2026, 5, 4)
COORDINATOR = {"qualifications": ["disability_coordinator"], "licences": ["disability_coordinator_training"]}


@pytest.fixture
def case():
    case = CaseFactory(task="personal_assistance", assigned=True)
    PartyFactory(case=case, role="user")
    return case


@pytest.fixture
def coordinator(case):
    worker = WorkerFactory(professional_worker=True, unit=case.unit, **COORDINATOR)
    case.assigned_to = worker
    case.save()
    return worker


def list_expert(expert, by, **days):
    values = {"person": str(expert.public_id), "listed_on": "2024-01-08"} | days
    return add_to_register("disability_experts", "expert", values, unit=by.unit, by=by, at=NOON)


@pytest.mark.covers("000_002/32")
def test_a_member_of_the_commission_is_taken_from_the_list_and_from_nowhere_else(case, coordinator):
    expert, stranger = PersonFactory(), PersonFactory()
    list_expert(expert, coordinator)
    assert add_party(case, expert, "commission_member", by=coordinator, at=NOON).pk
    with pytest.raises(Refused, match="Seznam izvedencev") as refusal:
        add_party(case, stranger, "commission_member", by=coordinator, at=NOON)
    assert refusal.value.about == stranger
    assert case.parties.filter(role="commission_member").count() == 1


@pytest.mark.covers("000_002/32")
def test_whoever_was_struck_off_is_not_named(case, coordinator):
    expert = PersonFactory()
    list_expert(expert, coordinator, removed_on="2026-05-04")
    with pytest.raises(Refused):
        add_party(case, expert, "commission_member", by=coordinator, at=NOON)


@pytest.mark.covers("000_002/32")
def test_the_commission_is_named_by_the_director_alone_and_by_an_order(case, coordinator):
    with pytest.raises(Refused, match="direktor"):
        do_step(case, "appoint_commission", on=TODAY, by=coordinator, at=NOON)
    director = WorkerFactory(director=True, unit=case.unit, whole_centre=True)
    assert do_step(case, "appoint_commission", on=TODAY, by=director, at=NOON)
    step = next(each for each in task_of(case).steps if each.key == "appoint_commission")
    order = next(each for each in task_of(case).documents if each.key == step.document)
    assert (order.kind, order.signed_by) == ("order", ("appointing",))
