"""Free terms of two workers and a room in the hours of the office, outside school and work."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import AppointmentFactory, CaseFactory, PartyFactory
from tests.organisation.factories import UnitFactory, WorkerFactory

from opora.cases.closing import close_case
from opora.cases.free_terms import Hours, Wish, free_terms
from opora.cases.links import link_cases
from opora.cases.models import Appointment, Case, Room
from opora.cases.step_views import open_obligatory
from opora.cases.teams import join
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY, FRIDAY = date(2026, 5, 11), date(2026, 5, 12), date(2026, 5, 15)
NOW = datetime(2026, 5, 4, 8, tzinfo=UTC)
OFFICE = Hours(time(8), time(16))


@pytest.fixture(autouse=True)
def on_a_working_day(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def worker(unit):
    return WorkerFactory(professional_worker=True, unit=unit)


@pytest.fixture
def second(unit):
    return WorkerFactory(professional_worker=True, unit=unit)


def at(day, hour, minute=0):
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def wish(*workers, first=MONDAY, last=MONDAY, minutes=60, **told):
    return Wish(workers, minutes, first, last, told.pop("office", OFFICE), **told)


@pytest.mark.covers("004a/R-47")
def test_a_contact_of_two_workers_is_offered_outside_school_and_work(worker, second):
    AppointmentFactory(worker=worker, starts_at=at(MONDAY, 14), minutes=60)
    joint = AppointmentFactory(worker=WorkerFactory(unit=worker.unit), starts_at=at(TUESDAY, 15), minutes=60)
    joint.with_workers.add(second)
    found = free_terms(
        wish(worker, second, last=TUESDAY, cannot=[Hours(time(8), time(13)), Hours(time(7), time(14))]),
        at=NOW,
    )
    assert found == [at(MONDAY, 15), at(TUESDAY, 14)]


@pytest.mark.covers("004a/R-47")
def test_terms_lie_in_the_hours_of_the_office_on_days_that_are_worked(worker):
    assert free_terms(wish(worker, office=Hours(time(14), time(16))), at=NOW) == [
        at(MONDAY, 14),
        at(MONDAY, 14, 30),
        at(MONDAY, 15),
    ]
    weekend = wish(worker, first=date(2026, 5, 16), last=date(2026, 5, 17))
    assert free_terms(weekend, at=NOW) == []
    only_friday = wish(worker, last=FRIDAY, weekdays=frozenset({4}), office=Hours(time(8), time(9)))
    assert free_terms(only_friday, at=NOW) == [at(FRIDAY, 8)]


def test_a_room_that_is_taken_and_a_time_that_has_passed_are_not_offered(worker, unit):
    room = Room.objects.create(unit=unit, name="Soba 12")
    AppointmentFactory(worker=WorkerFactory(unit=unit), room=room, starts_at=at(MONDAY, 8), minutes=60)
    short = Hours(time(8), time(10))
    assert free_terms(wish(worker, room=room, office=short), at=NOW) == [at(MONDAY, 9)]
    assert free_terms(wish(worker, office=short), at=at(MONDAY, 8, 45)) == [at(MONDAY, 9)]


@pytest.mark.parametrize(
    "told",
    [{"last": date(2026, 5, 10)}, {"last": date(2026, 12, 1)}, {"office": Hours(time(16), time(8))}],
    ids=str,
)
def test_days_and_hours_out_of_order_are_refused(worker, told):
    with pytest.raises(Refused):
        free_terms(wish(worker, **told), at=NOW)


@pytest.mark.covers("004a/R-47")
def test_a_term_that_is_chosen_stands_in_the_form_of_the_appointment(sign_in, worker, second, unit):
    case = CaseFactory(task="supervised_contacts", unit=unit, assigned_to=worker)
    typed = {
        "first": "11. 5. 2026", "last": "11. 5. 2026", "minutes": "60", "opens": "8", "closes": "16",
        "school_from": "8", "school_until": "14", "with_workers": [second.pk],
    }  # fmt: skip
    client = sign_in(worker)
    page = client.post(reverse("free_terms", args=[case.public_id]), typed)
    terms = page.context["terms"]
    assert [moment for moment, _address in terms] == [at(MONDAY, 14), at(MONDAY, 14, 30), at(MONDAY, 15)]
    form = client.get(terms[0][1]).context["form"]
    assert (form["hour"].value(), form["with_workers"].value()) == ("14.00", [str(second.pk)])


def test_what_is_typed_wrong_is_said_and_stays(sign_in, worker, unit):
    case = CaseFactory(task="supervised_contacts", unit=unit, assigned_to=worker)
    typed = {"first": "11. 5. 2026", "last": "1. 5. 2026", "minutes": "60", "opens": "8", "closes": "16"}
    page = sign_in(worker).post(reverse("free_terms", args=[case.public_id]), typed)
    assert page.status_code == 422
    assert "največ tri mesece" in page.content.decode()


def test_persons_of_the_family_s_other_cases_can_be_invited_as_far_as_they_are_seen(sign_in, worker, unit):
    case, family = (CaseFactory(unit=unit, assigned_to=worker) for _ in range(2))
    own, cousin = PartyFactory(case=case).person, PartyFactory(case=family).person
    hidden = CaseFactory(unit=unit, seal="violence")
    stranger = PartyFactory(case=hidden).person
    PartyFactory(case=hidden, person=own)
    link_cases(case, family, by=worker, at=NOW)
    page = sign_in(worker).get(reverse("make_appointment", args=[case.public_id]))
    offered = [key for key, _name in page.context["form"].fields["persons"].choices]
    assert offered == [own.pk, cousin.pk]
    assert stranger.pk not in offered
    assert not Appointment.objects.exists()


def test_the_team_of_a_case_ends_with_it_and_sees_it_no_more(worker, second, unit):
    head = WorkerFactory(head_of_unit=True, professional_worker=True, unit=unit)
    case = CaseFactory(task="opinion_on_eviction", unit=unit, assigned_to=worker, seal="violence")
    join(case, second, "lead", by=worker, at=NOW)
    assert Case.objects.visible_to(second, at=NOW).filter(pk=case.pk).exists()
    for step in [step.key for step in _open(case)]:
        case.steps.create(
            key=step, turn=1, state="waived", ended_on=NOW.date(), by=worker, reason="Ni treba."
        )
    closed = close_case(case, outcome="request_withdrawn", by=worker, on=NOW.date(), at=NOW)
    assert closed.team.get().until == NOW.date()
    assert not Case.objects.visible_to(second, at=NOW).filter(pk=case.pk).exists()
    assert not Case.objects.visible_to(head, at=NOW).filter(pk=case.pk).exists()


def _open(case):
    return [view.definition for view in open_obligatory(case, on=NOW.date())]
