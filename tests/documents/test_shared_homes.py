"""A paper to a victim never goes by post to where the perpetrator opens the mailbox."""

from datetime import UTC, date, datetime

import pytest
from tests.cases.factories import CaseFactory, PartyFactory
from tests.documents.factories import DocumentFactory
from tests.organisation.factories import WorkerFactory
from tests.people.factories import AddressFactory

from opora.cases.models import CaseLink
from opora.documents.delivery import dispatch
from opora.documents.models import Method
from opora.organisation.refusal import Refused
from opora.people.models import AddressKind

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 4)
NOON = datetime(2026, 5, 4, 10, tzinfo=UTC)


@pytest.fixture
def victim():
    return AddressFactory(street="Peščena ulica", house_number="5b").person


@pytest.fixture
def perpetrator():
    return AddressFactory(street="peščena ulica", house_number="5 B").person


def violence(**parties):
    case = CaseFactory(task="domestic_violence_case", sealed=True)
    for role, person in parties.items():
        PartyFactory(case=case, person=person, role=role)
    return case


def send(case, to, method=Method.PERSONAL):
    return dispatch(
        DocumentFactory(case=case, registered_on=DAY), to, method, DAY, by=WorkerFactory(), at=NOON
    )


def test_post_to_the_shared_address_is_refused_and_the_hand_over_is_not(victim, perpetrator):
    case = violence(victim=victim, perpetrator=perpetrator)
    with pytest.raises(Refused) as refusal:
        send(case, victim)
    assert "izročite na centru" in refusal.value.message
    assert perpetrator.full_name not in refusal.value.message
    assert send(case, victim, Method.AT_OFFICE).address == ""


def test_another_address_for_post_is_the_way_forward(victim, perpetrator):
    case = violence(victim=victim, perpetrator=perpetrator)
    AddressFactory(person=victim, kind=AddressKind.POSTAL, street="Sestrina pot", house_number="1")
    assert "Sestrina pot" in send(case, victim).address


def test_the_perpetrator_is_written_to_at_his_own_address(victim, perpetrator):
    case = violence(victim=victim, perpetrator=perpetrator)
    assert send(case, perpetrator).address


def test_a_plan_of_its_own_case_knows_the_perpetrator_of_the_other_case(victim, perpetrator):
    violence(victim=victim, perpetrator=perpetrator)
    plan = CaseFactory(task="safety_plan", sealed=True)
    PartyFactory(case=plan, person=victim, role="victim")
    with pytest.raises(Refused):
        send(plan, victim)


def test_a_case_linked_with_the_violence_is_as_dangerous_and_another_is_not(victim, perpetrator):
    source = violence(victim=victim, perpetrator=perpetrator)
    linked, free = (PartyFactory(case__task="first_social_aid", person=victim).case for _ in range(2))
    CaseLink.objects.create(
        case=linked, other=source, kind="grew_out_of", made_by=linked.opened_by, made_at=NOON
    )
    with pytest.raises(Refused):
        send(linked, victim)
    assert send(free, victim).address


@pytest.mark.parametrize("method", [Method.ORDINARY_MAIL, Method.PUBLIC_NOTICE])
def test_nothing_of_violence_goes_out_openly_to_a_person(victim, method):
    with pytest.raises(Refused):
        send(violence(victim=victim), victim, method)
