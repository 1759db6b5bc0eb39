"""Notes, appointments, calendars and rooms: accessible, light, dark, on a phone; a week is printed whole."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import AppointmentFactory, CaseFactory, NoteFactory
from tests.organisation.factories import WorkerFactory
from tests.web.scene import set_scene
from tests.web.test_looks import visit_all

from opora.cases.drafts import Typed, keep_draft
from opora.cases.models import AppointmentKind, Attendance, Body, NoteKind, Room
from opora.cases.notes import change_note

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "Prišla je s sestro.\nDogovorili smo se za obisk na domu in za poročilo šole.\nKlicati v petek."


def at(day, hour):
    return timezone.make_aware(datetime.combine(day, time(hour)))


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def note(scene):
    """Minutes that a colleague changed while the clerk was writing, and a draft of the clerk's."""
    found = NoteFactory(
        case=scene.case, by=scene.clerk, kind=NoteKind.MINUTES, title="Prvi pogovor", text=TEXT
    )
    found = change_note(
        found,
        title="Prvi pogovor",
        text=f"{TEXT}\nPovabiti očeta.",
        version=1,
        by=scene.head,
        at=timezone.now(),
    )
    drafts = [(found, 1, TEXT.replace("petek", "ponedeljek")), (None, 0, "Klical je zaradi roka.")]
    for of, version, text in drafts:
        keep_draft(
            scene.case,
            Typed("", text),
            writing=uuid4(),
            turn=0,
            kind=NoteKind.PHONE if of is None else NoteKind.MINUTES,
            note=of,
            rests_on_version=version,
            by=scene.clerk,
            at=timezone.now(),
        )
    return found


@pytest.fixture
def week(scene):
    """A week of a unit with joint, foreign, past and weekend meetings."""
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    colleague = WorkerFactory(unit=scene.unit, professional_worker=True, given_name="Ana", family_name="Kos")
    room = Room.objects.create(unit=scene.unit, name="Soba za pogovore 12", seats=6)
    sealed = CaseFactory(unit=scene.unit, sealed=True, assigned_to=colleague)
    AppointmentFactory(case=sealed, worker=colleague, starts_at=at(monday, 9))
    for number, kind in enumerate([AppointmentKind.TALK, AppointmentKind.VISIT, AppointmentKind.CONTACT]):
        made = AppointmentFactory(
            case=scene.case,
            worker=scene.clerk,
            kind=kind,
            room=room if number else None,
            starts_at=at(monday + timedelta(days=2 * number), 10 + number),
            minutes=60,
            subject="Stik otroka z očetom pod nadzorom",
            ended_as=Attendance.MISSED if not number else "",
        )
        made.with_workers.add(colleague)
        made.persons.add(scene.mother, scene.child)
    return made


def test_the_pages_of_the_diary_are_accessible_and_fit_their_screen(
    scene, note, week, opened, violations, picture
):
    case, of_note, of_week = [scene.case.public_id], [note.public_id], [week.public_id]
    court = Body.objects.create(kind="court", name="Okrožno sodišče v Kopru")
    visits = [
        ("diary_case", scene.clerk, reverse("case", args=case)),
        ("diary_notes", scene.clerk, reverse("notes", args=case)),
        ("diary_phone_call", scene.clerk, f"{reverse('write_note', args=case)}?kind=phone"),
        ("diary_note", scene.clerk, reverse("note", args=of_note)),
        ("diary_both_texts", scene.clerk, reverse("change_note", args=of_note)),
        ("diary_new_appointment", scene.clerk, reverse("make_appointment", args=case)),
        ("diary_appointment", scene.clerk, reverse("appointment", args=of_week)),
        ("diary_own_week", scene.clerk, reverse("calendar")),
        ("diary_week_of_unit", scene.clerk, f"{reverse('calendar')}?unit={scene.unit.pk}"),
        ("diary_rooms", scene.head, reverse("rooms")),
        ("diary_bodies", scene.head, reverse("bodies")),
        ("diary_body", scene.head, reverse("body", args=[court.public_id])),
    ]
    assert not visit_all(visits, opened, violations, picture)


def test_a_week_is_printed_with_all_its_meetings_and_without_buttons(scene, week, opened, picture):
    page = opened(scene.clerk)
    page.goto(f"{reverse('calendar')}?unit={scene.unit.pk}")
    page.emulate_media(media="print")
    picture(page, "diary_week-print")
    assert page.locator(".slot:visible").count() == page.locator(".slot").count() > 3
    assert page.locator(".button:visible").count() == 0
