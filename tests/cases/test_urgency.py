"""A yes that says somebody must be protected at once moves the case, its steps and its deadlines."""

from datetime import UTC, date, datetime

import pytest
from tests.cases.factories import CaseFactory, PartyFactory

from opora.cases.models import CaseStep, Deadline
from opora.cases.records import add_record, change_record
from opora.cases.steps import do_step
from opora.cases.urgency import steps_called_for

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 7)
NOON = datetime(2026, 7, 7, 10, 0, tzinfo=UTC)
NOTICE = {
    "received_at": "2026-07-07T09:00:00+02:00",
    "source": "police",
    "channel": "phone",
    "content": "Policija je bila ponoči na domu.",
}


@pytest.fixture
def case():
    case = CaseFactory(task="domestic_violence_case", assigned=True)
    PartyFactory(case=case, role="victim")
    return case


def noticed(case, **told):
    return add_record(case, "notice", NOTICE | told, by=case.assigned_to, at=NOON)


@pytest.mark.covers("004b/R-38")
def test_a_notice_that_calls_for_a_measure_makes_the_case_urgent_and_plans_the_protection_today(case):
    noticed(case, urgent=True)
    case.refresh_from_db()
    assert case.is_urgent
    step = CaseStep.objects.get(case=case)
    assert (step.key, step.state, step.planned_on) == ("secure_the_victim", "planned", TODAY)
    assert step.planned_for == case.assigned_to
    assert case.events.filter(key="step_called_for").count() == 1
    assert Deadline.objects.get(case=case, key="secure_now").day == TODAY
    assert list(steps_called_for()) == [step]


def test_a_notice_that_calls_for_none_moves_nothing(case):
    noticed(case, urgent=False)
    case.refresh_from_db()
    assert not case.is_urgent
    assert not CaseStep.objects.exists()
    assert not Deadline.objects.filter(key="secure_now").exists()


def test_once_the_victim_is_safe_step_and_deadline_end(case):
    noticed(case, urgent=True)
    do_step(case, "secure_the_victim", on=TODAY, by=case.assigned_to, at=NOON)
    assert CaseStep.objects.get().state == "done"
    assert Deadline.objects.get(case=case, key="secure_now").state == "met"
    assert not steps_called_for().exists()


def test_what_was_planned_or_done_since_is_not_called_for_twice(case):
    record = noticed(case, urgent=True)
    noticed(case, urgent=True)
    do_step(case, "secure_the_victim", on=TODAY, by=case.assigned_to, at=NOON)
    change_record(
        record, NOTICE | {"urgent": True, "reference": "7/2026"}, version=1, by=case.assigned_to, at=NOON
    )
    assert CaseStep.objects.count() == 1


def test_a_yes_entered_by_correcting_the_record_calls_for_the_step_too(case):
    record = noticed(case)
    change_record(record, NOTICE | {"urgent": True}, version=1, by=case.assigned_to, at=NOON)
    case.refresh_from_db()
    assert case.is_urgent
    assert CaseStep.objects.get().key == "secure_the_victim"


def test_a_notice_about_a_child_in_danger_is_acted_on_today():
    case = CaseFactory(task="notice_about_child", assigned=True)
    PartyFactory(case=case, role="child")
    told = {
        "decided_at": "2026-07-07T09:00:00+02:00",
        "result": "urgent_removal",
        "children": 1,
        "immediate_danger": True,
        "why": "Otrok je sam doma.",
    }
    add_record(case, "triage", told, by=case.assigned_to, at=NOON)
    case.refresh_from_db()
    assert case.is_urgent
    assert CaseStep.objects.get(case=case).key == "lead_on"
    assert Deadline.objects.get(case=case, key="act_now").day == TODAY
