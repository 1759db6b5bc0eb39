"""Who is party of an act where the task says it, and which side of a case may be told what."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cases.factories import AccessFactory, CaseFactory, PartyFactory
from tests.decisions.acts import ISSUED_ON, SERVED_ON, act, bureau, issue, morning
from tests.organisation.factories import WorkerFactory
from tests.people.factories import AddressFactory, PersonFactory

from opora.cases.models import Case
from opora.decisions.acts import draft_act
from opora.decisions.appeals import receive_appeal
from opora.decisions.models import Decision
from opora.decisions.models.appeal import AppealFault
from opora.decisions.paper import make_document
from opora.documents.delivery import dispatch
from opora.documents.models import Method
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
LATER = date(2026, 5, 12)


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.OPORA_DOCUMENTS, settings.OPORA_KEYS = tmp_path / "documents", tmp_path / "keys"


def with_ward(task):
    """A case of a guardian and a ward, with somebody else in it."""
    place = bureau(task)
    place.ward = PartyFactory(case=place.case, role="ward").person
    return place


def not_served_on(place, decided, stranger):
    document = make_document(issue(place, decided).pk, at=morning(ISSUED_ON))
    with pytest.raises(Refused, match=stranger.full_name):
        dispatch(
            document, stranger, Method.AT_OFFICE, ISSUED_ON, by=place.clerk, at=morning(date(2026, 5, 6))
        )
    return True


@pytest.mark.covers("003/D-9")
def test_relatives_of_a_special_guardianship_are_heard_but_are_no_parties_of_its_decision():
    place = with_ward("guardianship_special_case")
    relative = PartyFactory(case=place.case, role="relative").person
    with pytest.raises(Refused, match=relative.full_name) as refusal:
        act(place, to=[place.guardian, relative])
    assert refusal.value.field == "to"
    decided = act(place, to=[place.guardian, place.ward])
    assert not_served_on(place, decided, relative)


@pytest.mark.covers("003/D-9")
def test_an_appeal_of_a_relative_against_a_special_guardian_is_of_no_party():
    place = with_ward("guardianship_special_case")
    relative = PartyFactory(case=place.case, role="relative").person
    decision = act(place, served=True)
    told = {"filed_on": SERVED_ON, "received_on": LATER, "by": place.clerk, "at": morning(LATER)}
    appeal = receive_appeal(decision, filed_by=relative, **told)
    assert appeal.fault == AppealFault.NOT_ENTITLED


@pytest.mark.covers("003/D-10")
def test_a_permission_for_a_guardian_goes_to_guardian_and_ward_and_nobody_else():
    place = with_ward("guardian_permission")
    buyer = PartyFactory(case=place.case, role="other_party").person
    with pytest.raises(Refused, match=buyer.full_name):
        act(place, to=[buyer])
    decided = act(place, to=[place.guardian, place.ward])
    assert set(decided.to_persons.all()) == {place.guardian, place.ward}
    assert not_served_on(place, decided, buyer)


@pytest.mark.covers("004b/R-39")
def test_the_victim_is_not_told_of_the_perpetrator_and_the_unit_sees_neither():
    case = CaseFactory(task="restraining_order", assigned=True, seal="violence")
    victim, offender = PersonFactory(), PersonFactory()
    AddressFactory(person=offender, street="Stranska pot", house_number="3")
    PartyFactory(case=case, person=victim, role="protected_person")
    PartyFactory(case=case, person=offender, role="offender")
    colleague = WorkerFactory(unit=case.unit, professional_worker=True)
    assert case not in Case.objects.visible_to(colleague)
    given = {"reasons": "Tako.", "by": case.assigned_to, "at": morning(ISSUED_ON), "on": ISSUED_ON}
    with pytest.raises(Refused, match=offender.full_name):
        draft_act(case, operative="Stanuje na naslovu Stranska pot 3.", to=[victim], **given)
    assert not Decision.objects.exists()
    ruling = draft_act(case, operative="Postopek se ustavi.", to=[victim], **given)
    decider = WorkerFactory(unit=case.unit, decision_maker=True)
    AccessFactory(case=case, worker=decider)
    place = type("Place", (), {"clerk": case.assigned_to, "decider": decider})
    assert not_served_on(place, ruling, offender)
