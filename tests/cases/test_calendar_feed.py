"""The feed for other calendars: readable by them, at an address that can be changed, without a name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.cases.factories import MORNING, AppointmentFactory, CaseFactory, PartyFactory
from tests.organisation.factories import WorkerFactory

from opora.cases import ics
from opora.cases.appointments import cancel_appointment
from opora.cases.calendars import feed_of, renew_feed, switch_feed_off, worker_of_feed
from opora.cases.models import AppointmentKind, Attendance, CalendarFeed

pytestmark = pytest.mark.django_db


def parsed(written: bytes) -> list[dict[str, str]]:
    """The events of a calendar as a reader sees them: unfolded, split at the first colon, unescaped."""
    text = written.decode()
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    lines = text.replace("\r\n ", "").split("\r\n")[:-1]
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert "VERSION:2.0" in lines
    events: list[dict[str, str]] = []
    for line in lines:
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and line not in ("END:VEVENT", "END:VCALENDAR"):
            events[-1][name] = unescaped(value)
    return events


def unescaped(value: str) -> str:
    marks = {"\\n": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}
    out, rest = "", value
    while rest:
        pair = rest[:2]
        out, rest = (out + marks[pair], rest[2:]) if pair in marks else (out + rest[0], rest[1:])
    return out


def test_another_calendar_reads_when_a_worker_is_taken_and_no_name():
    case = CaseFactory(assigned=True, title="Zadeva po imenu Novak")
    person = PartyFactory(case=case).person
    made = AppointmentFactory(
        case=case,
        worker=case.assigned_to,
        subject=f"Pogovor: {person.full_name}",
        place="Skrita ulica 5",
        kind=AppointmentKind.VISIT,
        minutes=45,
    )
    made.persons.add(person)
    written = feed_of(case.assigned_to, at=MORNING)
    [event] = parsed(written)
    assert event["SUMMARY"] == f"{case.number} · obisk na domu"
    assert (event["DTSTART"], event["DTEND"]) == ("20260504T070000Z", "20260504T074500Z")
    assert (event["UID"], event["STATUS"], event["SEQUENCE"]) == (f"{made.public_id}@opora", "CONFIRMED", "0")
    for secret in (person.family_name, "Pogovor", "Skrita", "Novak"):
        assert secret not in written.decode()


def test_of_a_sealed_case_not_even_its_number_is_told():
    case = CaseFactory(assigned=True, sealed=True)
    AppointmentFactory(case=case, worker=case.assigned_to, kind=AppointmentKind.VISIT)
    written = feed_of(case.assigned_to, at=MORNING)
    assert [event["SUMMARY"] for event in parsed(written)] == ["sestanek"]
    assert case.number not in written.decode()


def test_the_feed_has_ones_own_and_joint_meetings_and_nobody_elses():
    worker = WorkerFactory()
    own, joint = AppointmentFactory(worker=worker), AppointmentFactory(starts_at=MORNING + timedelta(hours=2))
    joint.with_workers.add(worker)
    AppointmentFactory()
    AppointmentFactory(worker=worker, starts_at=MORNING - timedelta(days=40))
    found = [event["UID"] for event in parsed(feed_of(worker, at=MORNING))]
    assert found == [f"{each.public_id}@opora" for each in (own, joint)]


def test_a_meeting_called_off_is_told_as_such_with_a_higher_number():
    case = CaseFactory(assigned=True)
    made = AppointmentFactory(case=case, worker=case.assigned_to, starts_at=MORNING + timedelta(days=1))
    how = {"called_off_by": Attendance.CANCELLED_BY_PARTY, "reason": "Bolezen."}
    cancel_appointment(made, **how, by=case.assigned_to, at=MORNING)
    [event] = parsed(feed_of(case.assigned_to, at=MORNING))
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", "1")
    assert "Bolezen" not in str(event)


def test_an_address_opens_until_it_is_changed_or_switched_off_and_only_its_hash_is_kept():
    worker = WorkerFactory()
    first = renew_feed(worker, at=MORNING)
    assert worker_of_feed(first) == worker
    assert first not in str(CalendarFeed.objects.values().get())
    second = renew_feed(worker, at=MORNING)
    assert (worker_of_feed(first), worker_of_feed(second)) == (None, worker)
    switch_feed_off(worker, at=MORNING)
    assert worker_of_feed(second) is None


def test_the_address_of_a_closed_account_opens_nothing():
    worker = WorkerFactory()
    token = renew_feed(worker, at=MORNING)
    worker.is_active = False
    worker.save()
    assert worker_of_feed(token) is None


@pytest.mark.parametrize(
    "summary", ["a", "ž" * 90, "Ena, dve; tri\\štiri\nnova", "č, " * 60, "x" * 75, "x" * 67 + "š" * 9]
)
def test_long_lines_are_folded_between_letters_and_read_back_whole(summary):
    now = datetime(2026, 5, 4, 7, tzinfo=UTC)
    entry = ics.Entry("1@opora", now, now, now, summary, 3, False)
    written = ics.written([entry], name="Opora")
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert [line.decode() for line in written.split(b"\r\n")], "no letter is cut in two"
    assert parsed(written)[0]["SUMMARY"] == summary
