"""A protected address is set and ended with a reason, by those who work on the person's case."""

import pytest
from tests.cases.factories import CaseFactory, PartyFactory
from tests.organisation.factories import UnitFactory, WorkerFactory
from tests.people.factories import PersonFactory

from opora.audit.models import LogEntry
from opora.cases.models import CaseState
from opora.organisation.refusal import Refused
from opora.people.protecting import end_protection, may_protect, protect_address

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def person(unit):
    """A woman whose case is running in the unit, assigned to nobody."""
    found = PersonFactory()
    PartyFactory(case=CaseFactory(unit=unit), person=found)
    return found


def test_an_address_is_protected_and_shown_again_each_with_a_reason_in_the_log(unit, person):
    head = WorkerFactory(unit=unit, head_of_unit=True)
    assert protect_address(person, by=head, reason=" Threatened by a former partner. ").is_protected
    assert not end_protection(person, by=head, reason="The threat has ended.").is_protected
    assert list(LogEntry.objects.order_by("pk").values_list("what", "purpose", "persons")) == [
        ("protect_address", "Threatened by a former partner.", [person.pk]),
        ("end_protection", "The threat has ended.", [person.pk]),
    ]


def test_whoever_works_on_the_case_may_protect_and_a_colleague_of_the_unit_may_not(unit, person):
    colleague = WorkerFactory(unit=unit, professional_worker=True)
    assert not may_protect(colleague, person)
    with pytest.raises(Refused, match="You work on no running case"):
        protect_address(person, by=colleague, reason="Threatened by a neighbour.")
    own = CaseFactory(unit=unit, assigned_to=colleague)
    PartyFactory(case=own, person=person)
    assert protect_address(person, by=colleague, reason="Threatened by a neighbour.").is_protected


def test_a_closed_case_is_no_ground_to_end_a_protection(unit):
    worker = WorkerFactory(unit=unit, professional_worker=True)
    person = PersonFactory(protected=True)
    PartyFactory(case=CaseFactory(unit=unit, assigned_to=worker, state=CaseState.CLOSED), person=person)
    with pytest.raises(Refused, match="You work on no running case"):
        end_protection(person, by=worker, reason="The threat has ended.")


def test_a_clerk_is_refused_by_role(unit, person):
    with pytest.raises(Refused, match="Your role does not cover this step"):
        protect_address(person, by=WorkerFactory(unit=unit, clerk=True), reason="Threatened by a neighbour.")


@pytest.mark.parametrize(
    ("reason", "explained"),
    [
        ("  ", "Say why"),
        ("x", "at least 2 words"),
        ("well well well", "at least 2 words"),
        ("so very long " * 20, "at most 200 characters"),
    ],
)
def test_a_protection_without_a_reason_that_can_be_kept_is_refused(unit, person, reason, explained):
    head = WorkerFactory(unit=unit, head_of_unit=True)
    with pytest.raises(Refused, match=explained):
        protect_address(person, by=head, reason=reason)
    person.refresh_from_db()
    assert not person.is_protected


def test_what_is_so_already_is_said(unit, person):
    head = WorkerFactory(unit=unit, head_of_unit=True)
    with pytest.raises(Refused, match="is not protected"):
        end_protection(person, by=head, reason="It was a mistake.")
    protect_address(person, by=head, reason="Threatened by a neighbour.")
    with pytest.raises(Refused, match="is already protected"):
        protect_address(person, by=head, reason="Threatened by a neighbour.")


def test_whoever_works_on_a_case_of_the_person_reads_in_it_who_ended_the_protection_and_why(unit, person):
    other = CaseFactory(assigned=True)
    closed = CaseFactory(closed=True)
    for case in (other, closed):
        PartyFactory(case=case, person=person)
    head = WorkerFactory(unit=unit, head_of_unit=True)
    protect_address(person, by=head, reason="Threatened by a neighbour.")
    end_protection(person, by=head, reason="The threat has ended.")
    lines = other.events.order_by("pk")
    assert [(line.key, line.by, line.detail["reason"]) for line in lines] == [
        ("protect_address", head, "Threatened by a neighbour."),
        ("end_protection", head, "The threat has ended."),
    ]
    assert not closed.events.exists()
