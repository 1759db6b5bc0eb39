"""Appointments of several workers, persons and a room: nobody and no room is booked twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cases.factories import MORNING, CaseFactory, PartyFactory
from tests.organisation.factories import CentreFactory, UnitFactory, WorkerFactory

from opora.audit.models import LogEntry
from opora.cases.appointments import (
    Plan,
    cancel_appointment,
    change_appointment,
    make_appointment,
    note_attendance,
)
from opora.cases.models import Appointment, AppointmentKind, Attendance, Room
from opora.cases.rooms import close_room, make_room
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
TEN = MORNING + timedelta(hours=3)
HOUR = timedelta(hours=1)


@pytest.fixture
def case():
    return CaseFactory(assigned=True)


@pytest.fixture
def colleague(case):
    return WorkerFactory(unit=case.unit, professional_worker=True, given_name="Ana", family_name="Kos")


@pytest.fixture
def room(case):
    return Room.objects.create(unit=case.unit, name="Soba 12", seats=5)


@pytest.fixture
def meet(case):
    """Makes an appointment of the worker of the case at ten, for an hour."""

    def met(**changes):
        wish = {
            "worker": case.assigned_to,
            "by": case.assigned_to,
            "case": case,
            "starts_at": TEN,
            "minutes": 60,
            "subject": "Pogovor z družino",
            "at": MORNING,
        }
        return make_appointment(**wish | changes)

    return met


@pytest.mark.covers("004a/R-66")
def test_two_workers_and_a_whole_family_meet_at_once(case, meet, colleague, room):
    family = [PartyFactory(case=case, role=role).person for role in ("applicant", "member", "other")]
    made = meet(with_workers=[colleague], persons=family, room=room, kind=AppointmentKind.CONTACT)
    assert list(made.with_workers.all()) == [colleague]
    assert set(made.persons.all()) == set(family)
    for worker in (case.assigned_to, colleague):
        assert list(Appointment.objects.of(worker)) == [made]
    entry = LogEntry.objects.get(what="make_appointment")
    assert entry.persons == sorted(person.pk for person in family)


@pytest.mark.covers("004a/R-66")
@pytest.mark.parametrize("role", ["first", "joined"])
def test_a_worker_taken_in_either_role_is_not_booked_again(case, meet, colleague, role):
    first = {"worker": colleague} if role == "first" else {"with_workers": [colleague]}
    meet(case=None, **first, **({} if role == "first" else {"by": case.assigned_to}))
    other = CaseFactory(unit=case.unit, assigned=True)
    with pytest.raises(Refused, match=r"Ana Kos: zasedeno 4\. 5\. 2026 od 12\.00 do 13\.00") as refusal:
        meet(
            case=other,
            worker=other.assigned_to,
            by=other.assigned_to,
            with_workers=[colleague],
            starts_at=TEN + HOUR / 2,
        )
    assert refusal.value.field == "with_workers"
    assert Appointment.objects.count() == 1, "nothing half saved"
    assert not other.events.exists()


def test_a_room_is_in_one_meeting_at_a_time(case, meet, room):
    meet(room=room)
    other = CaseFactory(unit=case.unit, assigned=True)
    later = {"case": other, "worker": other.assigned_to, "by": other.assigned_to, "room": room}
    with pytest.raises(Refused, match="Soba 12: zasedeno") as refusal:
        meet(**later, starts_at=TEN + timedelta(minutes=59))
    assert refusal.value.field == "room"
    assert meet(**later, starts_at=TEN + HOUR).pk, "the room is free from the minute the first ends"


@pytest.mark.covers("004c/R-15")
def test_a_room_too_small_for_everybody_is_refused(case, meet, colleague, room):
    family = [PartyFactory(case=case, role=role).person for role in ("applicant", "member", "other")]
    Room.objects.update(seats=4)
    room.refresh_from_db()
    with pytest.raises(Refused, match="4") as refusal:
        meet(with_workers=[colleague], persons=family, room=room)
    assert refusal.value.field == "room"
    assert meet(persons=family, room=room).room == room


def test_who_is_of_another_centre_is_not_booked(meet, room):
    elsewhere = UnitFactory(centre=CentreFactory(code="ELSEWHERE"))
    for changes in (
        {"with_workers": [WorkerFactory(unit=elsewhere)]},
        {"room": Room.objects.create(unit=elsewhere, name="Sejna")},
        {"with_workers": [WorkerFactory(is_active=False)]},
    ):
        with pytest.raises(Refused):
            meet(**changes)


def test_a_moved_appointment_frees_its_time_and_says_why(case, meet, colleague, room):
    made = meet(room=room)
    plan = Plan(case.assigned_to, TEN + 2 * HOUR, 30, room, with_workers=[colleague])
    with pytest.raises(Refused) as refusal:
        change_appointment(made, plan, subject="Pogovor", reason=" ", by=case.assigned_to, at=MORNING)
    assert refusal.value.field == "reason"
    moved = change_appointment(
        made, plan, subject="Pogovor", reason="Prosila je stranka.", by=case.assigned_to, at=MORNING
    )
    assert (moved.starts_at, moved.minutes, moved.revision) == (TEN + 2 * HOUR, 30, 1)
    assert list(moved.with_workers.all()) == [colleague]
    assert case.events.get(key="appointment_changed").detail["reason"] == "Prosila je stranka."
    assert meet(room=room).pk, "ten o'clock is free again"


def test_an_appointment_moved_by_minutes_does_not_stand_in_its_own_way(case, meet, room):
    made = meet(room=room)
    plan = Plan(case.assigned_to, TEN + HOUR / 4, 60, room)
    moved = change_appointment(made, plan, subject="A", reason="Zamuda.", by=case.assigned_to, at=MORNING)
    assert moved.starts_at == TEN + HOUR / 4


def test_an_appointment_moved_onto_a_taken_time_stays_where_it_was(case, meet, colleague):
    made = meet()
    meet(worker=colleague, starts_at=TEN + 2 * HOUR)
    plan = Plan(case.assigned_to, TEN + 2 * HOUR, 60, with_workers=[colleague])
    with pytest.raises(Refused):
        change_appointment(made, plan, subject="A", reason="Želja.", by=case.assigned_to, at=MORNING)
    made.refresh_from_db()
    assert (made.starts_at, made.revision, made.with_workers.count()) == (TEN, 0, 0)


@pytest.mark.parametrize("called_off_by", [Attendance.CANCELLED_BY_PARTY, Attendance.CANCELLED_BY_CENTRE])
def test_a_meeting_called_off_says_by_whom_and_why_and_frees_its_time(case, meet, room, called_off_by):
    made = meet(room=room)
    with pytest.raises(Refused):
        cancel_appointment(made, called_off_by=called_off_by, reason="", by=case.assigned_to, at=MORNING)
    with pytest.raises(Refused):
        cancel_appointment(made, called_off_by="attended", reason="A", by=case.assigned_to, at=MORNING)
    off = cancel_appointment(
        made, called_off_by=called_off_by, reason="Bolezen.", by=case.assigned_to, at=MORNING
    )
    assert (off.ended_as, off.reason, off.is_cancelled) == (called_off_by, "Bolezen.", True)
    assert meet(room=room).pk
    with pytest.raises(Refused):
        cancel_appointment(off, called_off_by=called_off_by, reason="Še.", by=case.assigned_to, at=MORNING)


@pytest.mark.parametrize(("came", "ended_as"), [(True, Attendance.ATTENDED), (False, Attendance.MISSED)])
def test_it_is_said_whether_they_came_once_it_has_begun(case, meet, came, ended_as):
    made = meet()
    with pytest.raises(Refused):
        note_attendance(made, came=came, by=case.assigned_to, at=MORNING)
    assert note_attendance(made, came=came, by=case.assigned_to, at=TEN + HOUR).ended_as == ended_as
    plan = Plan(case.assigned_to, TEN + 4 * HOUR, 30)
    with pytest.raises(Refused):
        change_appointment(made, plan, subject="A", reason="B", by=case.assigned_to, at=MORNING)


class TestRooms:
    def test_a_head_keeps_the_rooms_of_the_unit_and_no_other(self, case):
        head = WorkerFactory(unit=case.unit, head_of_unit=True)
        made = make_room(case.unit, name=" Soba 3 ", seats=4, by=head, at=MORNING)
        assert (made.name, made.seats) == ("Soba 3", 4)
        with pytest.raises(Refused) as refusal:
            make_room(case.unit, name="Soba 3", seats=None, by=head, at=MORNING)
        assert refusal.value.field == "name"
        for unit, by in ((UnitFactory(), head), (case.unit, case.assigned_to)):
            with pytest.raises(Refused):
                make_room(unit, name="Soba 4", seats=None, by=by, at=MORNING)

    def test_a_room_with_meetings_ahead_is_not_given_up(self, case, meet, room):
        head = WorkerFactory(unit=case.unit, head_of_unit=True)
        meet(room=room)
        with pytest.raises(Refused, match="1 termin"):
            close_room(room, by=head, on=MORNING.date(), at=MORNING)
        closed = close_room(room, by=head, on=TEN.date(), at=TEN + 2 * HOUR)
        with pytest.raises(Refused) as refusal:
            meet(room=closed, starts_at=TEN + 4 * HOUR)
        assert refusal.value.field == "room"
