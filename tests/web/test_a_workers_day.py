"""My day: messages from the on-call service, steps, notes not saved, and why a deadline ends when it ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import AppointmentFactory, CaseFactory, PartyFactory
from tests.organisation.factories import UnitFactory, WorkerFactory

from opora.cases.deadline_rules import refresh_deadlines
from opora.cases.models import CaseStep, Draft, Handover, StepState

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    return WorkerFactory(professional_worker=True)


@pytest.fixture
def day_of(sign_in):
    def read(worker):
        response = sign_in(worker).get(reverse("worklist"))
        assert response.status_code == 200
        return response

    return read


def case_of(worker, **told):
    told = {"task": "preliminary_counselling", "unit": worker.unit, "opened_on": timezone.localdate()} | told
    return CaseFactory(**told)


def hand(case, to, message="Otrok je pri babici."):
    by = WorkerFactory(unit=UnitFactory(centre=case.centre))
    return Handover.objects.create(case=case, to_unit=to, message=message, by=by, at=timezone.now())


def planned(case, worker, day, key="first_interview", **told):
    state = told.pop("state", StepState.PLANNED)
    return CaseStep.objects.create(
        case=case, key=key, state=state, planned_on=day, planned_for=worker, **told
    )


def kinds(response):
    return [item.kind for item in response.context["waiting"]]


def test_a_message_of_the_on_call_service_waits_until_somebody_takes_the_case(worker, day_of):
    handover = hand(case_of(worker), worker.unit)
    page = day_of(worker)
    assert "Predaja" in kinds(page)
    assert "Otrok je pri babici." in page.content.decode()
    handover.taken_by, handover.taken_at = worker, timezone.now()
    handover.save()
    assert "Predaja" not in kinds(day_of(worker))


def test_a_message_to_another_unit_is_not_shown(worker, day_of):
    other = UnitFactory(centre=worker.centre)
    hand(case_of(worker, unit=other), other)
    assert kinds(day_of(worker)) == []


def test_of_a_sealed_case_only_that_it_waits_is_told(worker, day_of):
    case = case_of(worker, seal="violence")
    PartyFactory(case=case)
    hand(case, worker.unit, "Storilec je prijet.")
    page = day_of(worker)
    (item,) = page.context["waiting"]
    assert item.case is None
    text = page.content.decode()
    assert "varovana zadeva" in text
    assert "Storilec" not in text
    assert case.number not in text


def test_a_note_that_was_begun_and_not_saved_leads_back_to_it(worker, day_of):
    case = case_of(worker)
    told = {"case": case, "worker": worker, "saved_at": timezone.now()}
    draft = Draft.objects.create(text="Zaupno", title="Obisk", **told)
    Draft.objects.create(text="", title="", **told)
    page = day_of(worker)
    (item,) = page.context["waiting"]
    assert item.kind == "Zaznamek"
    assert item.address.startswith(reverse("write_note", args=[case.public_id]))
    assert str(draft.writing) in item.address
    assert "Zaupno" not in page.content.decode()
    other = WorkerFactory(professional_worker=True, unit=worker.unit)
    assert kinds(day_of(other)) == []


def test_planned_steps_stand_by_day_and_what_is_done_is_gone(worker, day_of):
    today = timezone.localdate()
    case = case_of(worker)
    planned(case, worker, today, "first_interview")
    planned(case, worker, today - timedelta(days=1), "invite")
    planned(case, worker, None, "next_interview")
    planned(case_of(worker), worker, today, state=StepState.DONE, ended_on=today)
    planned(case_of(worker, closed=True, closed_on=today), worker, today)
    shown = day_of(worker).context["planned"]
    assert [(step.state, step.day) for step in shown] == [
        ("overdue", today - timedelta(days=1)),
        ("today", today),
        ("ahead", None),
    ]


def test_obligatory_steps_of_my_cases_stay_in_sight_by_case(worker, day_of):
    case = case_of(worker, assigned_to=worker)
    case_of(worker)  # of nobody
    (row,) = day_of(worker).context["to_work_on"]
    before = row.count
    assert row.case == case
    assert len(row.steps) == 3
    today = timezone.localdate()
    planned(case, worker, None, "invite", state=StepState.DONE, ended_on=today)
    (row,) = day_of(worker).context["to_work_on"]
    assert row.count == before - 1


def test_an_appointment_with_others_is_in_the_day_of_each_and_one_called_off_in_nobodys(worker, day_of):
    now = timezone.now()
    joint = AppointmentFactory(case=case_of(worker), starts_at=now)
    joint.with_workers.add(worker)
    AppointmentFactory(worker=worker, case=case_of(worker), starts_at=now, cancelled_at=now, reason="bolezen")
    assert day_of(worker).context["appointments"] == [joint]


def test_a_deadline_tells_why_it_ends_on_its_day(worker, day_of):
    case = case_of(worker, assigned_to=worker)
    refresh_deadlines(case, on=timezone.localdate())
    page = day_of(worker)
    invitation = next(each for each in page.context["deadlines"] if each.words == "Vabilo strankam")
    assert invitation.article == "DZ 204(1)"
    assert any("plus 14" in step for step in invitation.why)
    assert "Zakaj ta dan" in page.content.decode()


def test_what_nothing_else_meets_is_said_to_be_met_by_its_worker(worker, day_of, sign_in):
    case = case_of(worker, task="endangered_child", assigned_to=worker)
    told = {"day": timezone.localdate(), "explanation": {}, "set_on": timezone.localdate()}
    review = case.deadlines.create(key="agreed_plan_review", **told)
    reviewed = case.deadlines.create(key="assessment_review", **told)
    offered = {each.key: each.is_ticked_off for each in day_of(worker).context["deadlines"]}
    assert offered == {review.pk: True, reviewed.pk: False}  # a step of its own meets the other
    address = reverse("tick_off_deadline", args=[review.pk])
    stranger = WorkerFactory(professional_worker=True, unit=UnitFactory(centre=worker.centre))
    assert sign_in(stranger).post(address).status_code == 404
    assert sign_in(worker).post(address).status_code == 302
    review.refresh_from_db()
    assert review.state == "met"
    assert case.events.get(key="deadline_met").by == worker
    assert sign_in(worker).post(address).status_code == 422  # it has ended already


def test_an_hour_stands_beside_the_day(worker, day_of):
    case = case_of(worker, task="urgent_removal", assigned_to=worker)
    deadline = case.deadlines.create(
        key="proposal_due",
        day=date(2026, 5, 4),
        at="09:30",
        explanation={},
        set_on=date(2026, 5, 3),
    )
    assert deadline.is_overdue(timezone.localdate())
    assert "9.30" in day_of(worker).content.decode()


@pytest.mark.parametrize("more", [0, 14])
def test_my_day_costs_the_same_however_much_waits(more, worker, sign_in, django_assert_max_num_queries):
    today = timezone.localdate()
    for number in range(more):
        case = case_of(worker, assigned_to=worker)
        PartyFactory(case=case)
        hand(case, worker.unit)
        planned(case, worker, today, turn=1)
        Draft.objects.create(case=case, worker=worker, title=str(number), saved_at=timezone.now())
        refresh_deadlines(case, on=today)
    client = sign_in(worker)
    client.get(reverse("worklist"))
    with django_assert_max_num_queries(21):
        client.get(reverse("worklist"))
