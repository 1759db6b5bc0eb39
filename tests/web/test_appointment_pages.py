"""Appointments and calendars on their pages."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import AppointmentFactory, CaseFactory, PartyFactory
from tests.organisation.factories import CentreFactory, UnitFactory, WorkerFactory
from tests.web.scene import set_scene

from opora.audit.models import LogEntry
from opora.cases.models import Appointment, Attendance, Room
from opora.law.procedure import work_free_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def client(scene, sign_in):
    return sign_in(scene.clerk)


@pytest.fixture
def monday():
    """The next Monday on which nothing of the scene is agreed on; no Monday soon after it is work-free."""
    today = timezone.localdate()
    ahead = (today + timedelta(days=7 - today.weekday(), weeks=turn) for turn in range(60))
    return next(day for day in ahead if not any(is_work_free(day + timedelta(weeks=n)) for n in range(3)))


def is_work_free(day):
    return day in work_free_days(day.year)


def at(day, hour):
    return timezone.make_aware(datetime.combine(day, time(hour)))


def typed(day, **changes):
    return {
        "kind": "visit",
        "subject": "Obisk",
        "day": day.isoformat(),
        "hour": "10.00",
        "minutes": "60",
    } | changes


def week(client, day, **query):
    return client.get(reverse("calendar"), query | {"on": day.isoformat()}).content.decode()


def test_a_meeting_of_several_is_made_in_one_press(scene, client, monday):
    colleague = WorkerFactory(unit=scene.unit, professional_worker=True)
    room = Room.objects.create(unit=scene.unit, name="Soba 12", seats=6)
    people = {"persons": [scene.mother.pk, scene.child.pk], "with_workers": [colleague.pk], "room": room.pk}
    where = reverse("make_appointment", args=[scene.case.public_id])
    assert client.post(where, typed(monday, **people)).status_code == 302
    made = Appointment.objects.get(subject="Obisk")
    assert (made.worker, made.starts_at, made.room) == (scene.clerk, at(monday, 10), room)
    assert set(made.persons.all()) == {scene.mother, scene.child}
    assert set(made.with_workers.all()) == {colleague}


def test_a_double_booking_comes_back_with_who_and_when_and_all_that_was_typed(scene, client, monday):
    AppointmentFactory(case=scene.case, worker=scene.clerk, starts_at=at(monday, 10), minutes=60)
    where = reverse("make_appointment", args=[scene.case.public_id])
    answer = client.post(where, typed(monday, hour="10.30", subject="Drugi obisk"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"{scene.clerk.full_name}: zasedeno" in page
    assert 'value="Drugi obisk"' in page
    assert not Appointment.objects.filter(subject="Drugi obisk").exists()


def test_an_appointment_is_changed_called_off_and_its_end_told(scene, client, monday):
    made = AppointmentFactory(case=scene.case, worker=scene.clerk, starts_at=at(monday, 10), minutes=60)
    key = [made.public_id]
    moved = typed(monday, hour="12.00", reason="Prosila je stranka.")
    assert client.post(reverse("change_appointment", args=key), moved).status_code == 302
    made.refresh_from_db()
    assert (made.starts_at, made.reason) == (at(monday, 12), "Prosila je stranka.")
    cancel = reverse("cancel_appointment", args=key)
    assert client.post(cancel, {"called_off_by": "cancelled_by_party"}).status_code == 422
    assert (
        client.post(cancel, {"called_off_by": "cancelled_by_party", "reason": "Bolezen."}).status_code == 302
    )
    assert "odpovedala stranka" in client.get(reverse("appointment", args=key)).content.decode()
    past = AppointmentFactory(
        case=scene.case, worker=scene.clerk, starts_at=timezone.now() - timedelta(hours=2)
    )
    client.post(reverse("note_attendance", args=[past.public_id]), {"came": "no"})
    past.refresh_from_db()
    assert past.ended_as == Attendance.MISSED


def test_ones_own_week_shows_joint_meetings_with_what_they_are_about(scene, client, monday):
    made = AppointmentFactory(case=scene.case, starts_at=at(monday, 10), subject="Skupni pogovor")
    made.with_workers.add(scene.clerk)
    made.persons.add(scene.mother)
    page = week(client, monday)
    for part in ("Skupni pogovor", scene.mother.family_name, scene.case.number, "10.00–10.30"):
        assert part in page
    assert scene.mother.pk in LogEntry.objects.filter(what="calendar").latest("pk").persons
    assert "Skupni pogovor" not in week(client, monday + timedelta(days=7))


def test_of_a_case_that_the_reader_may_not_see_only_the_time_shows(scene, client, monday):
    colleague = WorkerFactory(unit=scene.unit, professional_worker=True)
    sealed = CaseFactory(unit=scene.unit, sealed=True, assigned_to=colleague)
    person = PartyFactory(case=sealed).person
    made = AppointmentFactory(
        case=sealed, worker=colleague, starts_at=at(monday, 10), subject="Varna hiša", place="Skrita ulica 5"
    )
    made.persons.add(person)
    AppointmentFactory(case=None, worker=colleague, starts_at=at(monday, 12), subject="Zdravnik")
    page = week(client, monday, unit=scene.unit.pk)
    assert "10.00–10.30" in page
    assert "zasedeno" in page
    for secret in ("Varna hiša", sealed.number, person.family_name, "Skrita", "Zdravnik"):
        assert secret not in page
    assert client.get(reverse("appointment", args=[made.public_id])).status_code == 404


def test_a_room_has_a_calendar_and_those_of_another_centre_do_not_exist(scene, client, monday):
    room = Room.objects.create(unit=scene.unit, name="Soba 12")
    AppointmentFactory(case=scene.case, room=room, starts_at=at(monday, 10), subject="V sobi")
    assert "V sobi" in week(client, monday, room=room.pk)
    assert "Soba 12" in week(client, monday, unit=scene.unit.pk)
    elsewhere = UnitFactory(centre=CentreFactory(code="ELSEWHERE"))
    foreign = Room.objects.create(unit=elsewhere, name="Soba 1")
    for query in ({"room": foreign.pk}, {"unit": elsewhere.pk}):
        assert client.get(reverse("calendar"), query).status_code == 404


def test_one_day_is_shown_alone_and_a_weekend_only_where_something_is_agreed_on(scene, client, monday):
    AppointmentFactory(case=scene.case, worker=scene.clerk, starts_at=at(monday, 10), subject="V ponedeljek")
    assert "V ponedeljek" in week(client, monday, view="day")
    assert "V ponedeljek" not in week(client, monday + timedelta(days=1), view="day")
    assert "sobota" not in week(client, monday).lower()
    saturday = monday + timedelta(days=5)
    AppointmentFactory(case=scene.case, worker=scene.clerk, starts_at=at(saturday, 10))
    assert "sobota" in week(client, monday).lower()
    assert "nedelja" in week(client, monday).lower()  # a week with a weekend has all of it
    assert "Prejšnji teden" in week(client, monday)
    assert "Naslednji teden" in week(client, monday)


@pytest.mark.parametrize("more", [0, 25])
def test_a_calendar_costs_no_more_however_much_is_agreed_on(
    scene, client, monday, more, django_assert_max_num_queries
):
    room = Room.objects.create(unit=scene.unit, name="Soba 12")
    for number in range(more):
        worker = WorkerFactory(unit=scene.unit, professional_worker=True)
        case = CaseFactory(unit=scene.unit)
        made = AppointmentFactory(
            case=case, worker=scene.clerk, room=room, starts_at=at(monday, 8) + timedelta(minutes=20 * number)
        )
        made.with_workers.add(worker)
        made.persons.add(PartyFactory(case=case).person)
    for query in ({}, {"unit": scene.unit.pk}, {"room": room.pk}):
        client.get(reverse("calendar"))
        with django_assert_max_num_queries(12):
            client.get(reverse("calendar"), query | {"on": monday.isoformat()})


def test_the_secret_address_is_shown_once_and_opens_without_signing_in(scene, client):
    AppointmentFactory(case=scene.case, worker=scene.clerk, starts_at=timezone.now(), subject="Pogovor")
    page = client.post(reverse("renew_feed")).content.decode()
    address = page.split("<code>")[1].split("</code>")[0]
    feed = Client().get(address)
    assert feed["Content-Type"].startswith("text/calendar")
    assert feed.content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert scene.case.number in feed.content.decode()
    assert address not in client.get(reverse("calendar")).content.decode()
    client.post(reverse("renew_feed"))
    assert Client().get(address).status_code == 404


def test_a_switched_off_address_opens_nothing(client):
    page = client.post(reverse("renew_feed")).content.decode()
    address = page.split("<code>")[1].split("</code>")[0]
    client.post(reverse("switch_feed_off"))
    assert Client().get(address).status_code == 404


def test_a_head_enters_a_room_and_gives_it_up(scene, sign_in):
    head = sign_in(scene.head)
    assert (
        head.post(reverse("rooms"), {"unit": scene.unit.pk, "name": "Soba 7", "seats": "8"}).status_code
        == 302
    )
    room = Room.objects.get(name="Soba 7")
    assert "Soba 7" in head.get(reverse("rooms")).content.decode()
    again = head.post(reverse("rooms"), {"unit": scene.unit.pk, "name": "Soba 7", "seats": ""})
    assert again.status_code == 422
    head.post(reverse("close_room"), {"room": room.pk})
    assert "Soba 7" not in head.get(reverse("rooms")).content.decode()


def test_a_series_is_agreed_on_moved_and_called_off_on_its_pages(scene, client, monday):
    where = reverse("make_appointment", args=[scene.case.public_id])
    until = monday + timedelta(weeks=2)
    assert client.post(where, typed(monday, every_weeks="1")).status_code == 422
    assert client.post(where, typed(monday, until=until.isoformat())).status_code == 422
    answer = client.post(where, typed(monday, every_weeks="1", until=until.isoformat()), follow=True)
    assert "Dogovorjeni so 3 termini" in answer.content.decode()
    assert "sledita še 2 termina" in answer.content.decode()
    first, second, third = Appointment.objects.filter(subject="Obisk").order_by("starts_at")
    moved = typed(second.starts_at.date(), hour="12.00", reason="Prosila je stranka.", which="following")
    client.post(reverse("change_appointment", args=[second.public_id]), moved)
    third.refresh_from_db()
    assert third.starts_at == at(monday + timedelta(weeks=2), 12)
    off = {"called_off_by": "cancelled_by_centre", "reason": "Konec.", "which": "following"}
    client.post(reverse("cancel_appointment", args=[second.public_id]), off)
    assert list(Appointment.objects.standing().filter(subject="Obisk")) == [first]
    page = client.get(reverse("appointment", args=[first.public_id])).content.decode()
    assert "tega in vse naslednje" not in page


def test_a_monthly_series_says_which_work_free_days_it_passes_over(scene, client):
    where = reverse("make_appointment", args=[scene.case.public_id])
    monthly = typed(date(2040, 4, 3), every_weeks="0", until="2040-06-30")  # the first Tuesday, as is 1 May
    text = client.post(where, monthly, follow=True).content.decode()
    assert "Na dela proste dneve termina ni: 1. 5. 2040" in text.replace("\N{NO-BREAK SPACE}", " ")
    days = {timezone.localdate(each.starts_at) for each in Appointment.objects.filter(subject="Obisk")}
    assert days == {date(2040, 4, 3), date(2040, 6, 5)}


def test_from_an_appointment_leads_a_way_to_the_invitation_that_says_when_it_is(sign_in, scene, monday):
    case = CaseFactory(task="preliminary_counselling", unit=scene.unit, assigned_to=scene.clerk)
    PartyFactory(case=case, person=scene.mother, role="proposer")
    client = sign_in(scene.clerk)
    where = reverse("make_appointment", args=[case.public_id])
    answer = client.post(where, typed(monday, persons=[scene.mother.pk]), follow=True)
    page = answer.content.decode()
    assert f"Vabilo na predhodno svetovanje: {scene.mother.full_name}" in page
    draft = {"key": "invitation", "addressee": f"person-{scene.mother.pk}", "language": "sl"}
    paper = client.post(reverse("begin_paper", args=[case.public_id]), draft, follow=True).content.decode()
    assert "10.00" in paper.replace(":", ".")
    assert f"{monday.day}. " in paper.replace("\xa0", " ")


def test_ones_own_week_is_told_by_the_hour(scene, client, monday):
    AppointmentFactory(case=scene.case, worker=scene.clerk, starts_at=at(monday, 18), subject="Zvečer")
    page = week(client, monday)
    for hour in ("8.00", "15.00", "18.00"):
        assert f'<th scope="row">{hour}</th>' in page
    assert '<th scope="row">19.00</th>' not in page


def test_weekends_are_shown_for_whoever_wants_them_and_stay_shown(scene, client, monday):
    assert "sobota" not in week(client, monday).lower()
    way = f"{reverse('calendar')}?on={monday.isoformat()}"
    answer = client.post(reverse("set_weekends"), {"weekends": "shown", "next": way})
    assert answer.url == way
    assert "sobota" in week(client, monday).lower()
    client.post(reverse("set_weekends"), {"weekends": "hidden", "next": way})
    assert "sobota" not in week(client, monday).lower()


@pytest.mark.parametrize("ahead", [5, 6])
def test_at_a_weekend_the_week_to_come_opens_and_today_leads_to_today(
    scene, client, monday, monkeypatch, ahead
):
    weekend = monday + timedelta(days=ahead)
    monkeypatch.setattr("opora.web.calendar.timezone.localdate", lambda *_of: weekend)
    opened = client.get(reverse("calendar"))
    assert opened.context["first"] == monday + timedelta(days=7)
    assert opened.context["now"] == f"?on={weekend.isoformat()}"
    today = client.get(reverse("calendar"), {"on": weekend.isoformat()})
    assert weekend in [day for day, _way in today.context["days"]]
    assert client.get(reverse("calendar"), {"view": "day"}).context["first"] == weekend
