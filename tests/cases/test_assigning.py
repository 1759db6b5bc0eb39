"""Giving a case to a worker or another unit; notes, appointments, closing."""

from datetime import date, timedelta

import pytest
from tests.cases.factories import MORNING, CaseFactory, DeadlineFactory, PartyFactory
from tests.organisation.factories import CentreFactory, UnitFactory, WorkerFactory

from opora.audit.models import LogEntry
from opora.cases.appointments import make_appointment
from opora.cases.assigning import assign_case, transfer_case
from opora.cases.closing import close_case, move_case
from opora.cases.models import Case, CaseState, DeadlineState
from opora.cases.notes import add_note
from opora.cases.passing_on import pass_on_case
from opora.organisation.refusal import Refused
from opora.people.need_to_know import may_see_protected_address

pytestmark = pytest.mark.django_db


def test_the_assigned_worker_sees_even_a_sealed_case():
    case = CaseFactory(sealed=True)
    worker = WorkerFactory(professional_worker=True, unit=case.unit)
    assign_case(case, to=worker, by=WorkerFactory(), at=MORNING)
    assert case in Case.objects.visible_to(worker)
    assert case.events.get().detail == {"to": worker.pk, "from_worker": None, "who": str(worker)}


def test_a_protected_address_opens_to_who_was_given_the_case_and_not_to_who_took_it():
    clerk = WorkerFactory(clerk=True)
    head = WorkerFactory(head_of_unit=True, unit=clerk.unit)
    party = PartyFactory(case=CaseFactory(unit=clerk.unit), person__is_protected=True)
    for to, by, reads in [
        (clerk, clerk, False),
        (clerk, head, True),
        (clerk, clerk, False),
        (head, head, True),
    ]:
        assign_case(party.case, to=to, by=by, at=MORNING)
        assert may_see_protected_address(to, party.person) == reads
    assert not may_see_protected_address(clerk, party.person)


def test_a_case_is_assigned_only_within_its_unit():
    with pytest.raises(Refused) as refusal:
        assign_case(CaseFactory(), to=WorkerFactory(professional_worker=True), by=WorkerFactory(), at=MORNING)
    assert refusal.value.field == "to"


def test_a_transferred_case_leaves_its_worker_behind():
    case, unit = CaseFactory(assigned=True), UnitFactory()
    before = case.unit
    head = WorkerFactory(head_of_unit=True, unit=before)
    case = transfer_case(case, to=unit, reason="The family has moved.", by=head, at=MORNING)
    assert (case.unit, case.assigned_to) == (unit, None)
    assert case.events.get().detail == {
        "unit": unit.pk,
        "from_unit": before.pk,
        "who": str(unit),
        "reason": "The family has moved.",
    }
    assert LogEntry.objects.filter(what="transfer_case", case_id=case.pk).exists()


def test_a_transfer_needs_a_reason_and_another_unit_of_the_centre():
    case = CaseFactory()
    elsewhere = UnitFactory(centre=CentreFactory(code="OTHER"))
    for to, reason, field in [
        (UnitFactory(), " ", "reason"),
        (case.unit, "A reason.", "unit"),
        (elsewhere, "A reason.", "unit"),
    ]:
        with pytest.raises(Refused) as refusal:
            transfer_case(case, to=to, reason=reason, by=WorkerFactory(director=True), at=MORNING)
        assert refusal.value.field == field


def test_only_a_head_or_director_hands_a_case_over():
    case = CaseFactory(assigned=True)
    with pytest.raises(Refused, match="predaja zadeve"):
        transfer_case(case, to=UnitFactory(), reason="A reason.", by=case.assigned_to, at=MORNING)


class TestPassingOn:
    """To another centre, which opens a case of its own (ZUP 65)."""

    @pytest.fixture
    def elsewhere(self):
        return UnitFactory(centre=CentreFactory(code="OTHER"))

    def test_the_case_here_ends_with_its_deadlines_and_says_where_it_went(self, elsewhere):
        case = CaseFactory()
        DeadlineFactory(case=case, key="decision")
        director = WorkerFactory(director=True, unit=case.unit)
        case = pass_on_case(case, to=elsewhere, reason="They live there.", by=director, at=MORNING)
        assert (case.state, case.closed_on) == (CaseState.CLOSED, MORNING.date())
        assert case.deadlines.get().state == DeadlineState.CANCELLED
        event = case.events.get()
        assert (event.key, event.detail["reason"]) == ("case_passed_on", "They live there.")
        assert LogEntry.objects.filter(what="pass_on_case", case_id=case.pk).exists()

    def test_it_needs_a_reason_another_centre_and_no_decision_yet(self, elsewhere):
        case, director = CaseFactory(), WorkerFactory(director=True)
        for to, reason in [(elsewhere, " "), (UnitFactory(), "A reason.")]:
            with pytest.raises(Refused):
                pass_on_case(case, to=to, reason=reason, by=director, at=MORNING)
        with pytest.raises(Refused, match="izdana"):
            pass_on_case(
                CaseFactory(state=CaseState.DECIDED), to=elsewhere, reason="A.", by=director, at=MORNING
            )


def test_a_note_stands_in_the_timeline():
    case = CaseFactory(assigned=True)
    worker = case.assigned_to
    note = add_note(case=case, text=" Klicati v ponedeljek. ", by=worker, at=MORNING)
    assert note.text == "Klicati v ponedeljek."
    assert case.events.get().detail == {"note": note.pk}
    with pytest.raises(Refused):
        add_note(case=case, text="  ", by=worker, at=MORNING)


@pytest.fixture
def meet():
    worker = WorkerFactory(professional_worker=True)

    def agreed(**changes):
        wish = {
            "worker": worker,
            "starts_at": MORNING + timedelta(hours=1),
            "subject": "Pogovor",
            "by": worker,
        }
        return make_appointment(**wish | {"at": MORNING} | changes)

    return agreed


def test_an_appointment_in_a_case_stands_in_its_timeline(meet):
    case = CaseFactory(assigned=True)
    meet(case=case, by=case.assigned_to)
    assert case.events.get().key == "appointment_made"


def test_a_worker_is_in_one_meeting_at_a_time(meet):
    meet(minutes=60)
    for minutes in (0, 59, -10):
        with pytest.raises(Refused):
            meet(starts_at=MORNING + timedelta(hours=1, minutes=minutes))
    assert meet(starts_at=MORNING + timedelta(hours=2)).pk
    assert meet(starts_at=MORNING + timedelta(minutes=30)).pk


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_at": MORNING - timedelta(minutes=1)}, "hour"),
        ({"subject": ""}, "subject"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 1441}, "minutes"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(meet, changes, field):
    with pytest.raises(Refused) as refusal:
        meet(**changes)
    assert refusal.value.field == field


def test_a_closed_case_has_no_deadline_left():
    deadline = DeadlineFactory(key="fetch_records")
    head = WorkerFactory(head_of_unit=True, unit=deadline.case.unit)
    case = close_case(deadline.case, outcome="withdrawn", by=head, on=date(2026, 5, 4), at=MORNING)
    deadline.refresh_from_db()
    assert (case.state, case.closed_on) == (CaseState.CLOSED, date(2026, 5, 4))
    assert deadline.state == DeadlineState.CANCELLED


def test_a_case_is_not_closed_before_its_decision():
    deadline = DeadlineFactory()
    head = WorkerFactory(head_of_unit=True, unit=deadline.case.unit)
    with pytest.raises(Refused, match="O zadevi še ni odločeno"):
        close_case(deadline.case, outcome="granted", by=head, on=date(2026, 5, 4), at=MORNING)
    deadline.case.refresh_from_db()
    assert deadline.case.state == CaseState.OPEN


def test_a_case_moves_only_where_a_way_leads():
    case = CaseFactory()
    assert move_case(case, CaseState.AWAITING_PARTY).state == CaseState.AWAITING_PARTY
    assert move_case(case, CaseState.AWAITING_PARTY).state == CaseState.AWAITING_PARTY
    assert move_case(case, CaseState.OPEN).state == CaseState.OPEN
    move_case(case, CaseState.CLOSED)
    with pytest.raises(Refused):
        move_case(case, CaseState.OPEN)
