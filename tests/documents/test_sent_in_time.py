"""A deadline that is there to send something ends when it is sent, not when it lies made on the desk."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.cases.factories import CaseFactory, PartyFactory
from tests.people.factories import AddressFactory, PersonFactory

from opora.cases.bodies import body_named
from opora.cases.deadline_rules import begin_deadlines
from opora.cases.models import Deadline
from opora.cases.records import add_record
from opora.cases.steps import do_step
from opora.documents.delivery import dispatch
from opora.documents.each_addressee import went_to_all
from opora.documents.models import Method
from opora.documents.papers.drafting import begin_paper
from opora.documents.papers.making import make_paper

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 4)
NOON = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def documents_in_a_folder_of_the_test(settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path


def opened(task, role):
    case = CaseFactory(task=task, assigned=True, opened_on=DAY)
    person = PersonFactory()
    AddressFactory(person=person)
    case.party = PartyFactory(case=case, person=person, role=role)
    begin_deadlines(case, on=DAY)
    return case


def made(case, key, addressee, **parts):
    paper = begin_paper(case, key, addressee=addressee, language="sl", by=case.assigned_to, at=NOON)
    paper.parts = parts
    paper.save()
    return make_paper(paper, by=case.assigned_to, on=DAY, at=NOON)


def state(case, key):
    return Deadline.objects.get(case=case, key=key).state


def test_the_invitation_to_counselling_is_in_time_once_it_is_dispatched():
    case = opened("preliminary_counselling", "proposer")
    letter = made(
        case, "invitation", case.party.person, when="6. 5. 2026 ob 9. uri", why="Predhodno svetovanje."
    )
    assert not case.steps.filter(key="invite").exists()
    assert state(case, "invitation_due") == "running"
    dispatch(letter, case.party.person, Method.PERSONAL, on=DAY + A_DAY, by=case.assigned_to, at=NOON + A_DAY)
    met = Deadline.objects.get(case=case, key="invitation_due")
    assert (met.state, met.ended_on) == ("met", DAY + A_DAY)
    assert case.steps.get(key="invite").state == "done"


def other_parent(case, role="other_parent"):
    person = PersonFactory()
    AddressFactory(person=person)
    return PartyFactory(case=case, person=person, role=role)


def invite(case, party, on=DAY, **parts):
    letter = made(case, "invitation", party.person, **parts)
    dispatch(letter, party.person, Method.PERSONAL, on=on, by=case.assigned_to, at=NOON + (on - DAY))


def test_both_parents_are_invited_before_the_invitation_is_done():
    case = opened("preliminary_counselling", "proposer")
    other = other_parent(case)
    told = {"when": "6. 5. 2026 ob 9. uri", "why": "Predhodno svetovanje."}
    invite(case, case.party, **told)
    assert state(case, "invitation_due") == "running"
    assert not case.steps.filter(key="invite").exists()
    case.refresh_from_db()
    assert case.stage != "invited"
    invite(case, other, on=DAY + A_DAY, **told)
    met = Deadline.objects.get(case=case, key="invitation_due")
    assert (met.state, met.ended_on) == ("met", DAY + A_DAY)
    assert case.steps.get(key="invite").state == "done"
    case.refresh_from_db()
    assert case.stage == "invited"


def test_whoever_has_consented_to_mediation_needs_no_invitation():
    case = opened("family_mediation", "participant")
    other = other_parent(case, "participant")
    consented = {"participant": case.party.pk, "given_on": DAY.isoformat()}
    assert not went_to_all(case, "invitation")
    add_record(case, "consent", consented, by=case.assigned_to, at=NOON)
    paper = made(case, "invitation", other.person, when="6. 5. 2026 ob 9. uri", why="Mediacija.")
    assert not case.steps.filter(key="invite_others").exists()
    dispatch(paper, other.person, Method.PERSONAL, on=DAY, by=case.assigned_to, at=NOON)
    assert case.steps.get(key="invite_others").state == "done"


def test_the_opinion_is_with_the_court_in_time_once_it_is_dispatched():
    case = opened("opinion_on_eviction", "debtor")
    court = body_named("Okrajno sodišče v Kopru", kind="court")
    court.address = "Ferrarska ulica 9, 6000 Koper"
    court.save()
    PartyFactory(case=case, person=None, body=court, role="court")
    told = {"asked_by": "court", "request_received_on": DAY.isoformat(), "court_due_on": "2026-05-20"}
    add_record(case, "enforcement", told, by=case.assigned_to, at=NOON)
    assert state(case, "court_due") == "running"
    letter = made(
        case, "opinion", court, findings="Družina nima drugega stanovanja.", opinion="Odlog je utemeljen."
    )
    assert case.steps.get(key="opinion").state == "done"
    assert state(case, "court_due") == "running"
    dispatch(letter, court, Method.PERSONAL, on=DAY, by=case.assigned_to, at=NOON)
    assert state(case, "court_due") == "met"


def test_parties_who_were_called_without_a_letter_were_called_all_the_same():
    case = opened("preliminary_counselling", "proposer")
    do_step(case, "invite", on=DAY, by=case.assigned_to, at=NOON)
    assert state(case, "invitation_due") == "met"
