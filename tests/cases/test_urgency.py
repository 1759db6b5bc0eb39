"""A yes that says somebody must be protected at once moves the case, its steps and its deadlines."""

from datetime import UTC, date, datetime

import pytest
from tests.cases.factories import CaseFactory, PartyFactory

from opora.cases.closing import close_case
from opora.cases.models import CaseState, CaseStep, Deadline
from opora.cases.records import add_record, change_record
from opora.cases.steps import do_step, steps_of, waive_step
from opora.cases.urgency import steps_called_for
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 7)
NOON = datetime(2026, 7, 7, 10, 0, tzinfo=UTC)
CALLED_FOR = {"secure_the_victim", "assess_endangerment"}
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
    step = CaseStep.objects.get(case=case, key="secure_the_victim")
    assert (step.state, step.planned_on) == ("planned", TODAY)
    assert step.planned_for == case.assigned_to
    assert case.events.filter(key="step_called_for").count() == 2
    assert Deadline.objects.get(case=case, key="secure_now").day == TODAY
    assert {each.key for each in steps_called_for()} == CALLED_FOR


def test_a_notice_that_calls_for_none_moves_nothing(case):
    noticed(case, urgent=False)
    case.refresh_from_db()
    assert not case.is_urgent
    assert not CaseStep.objects.exists()
    assert not Deadline.objects.filter(key="secure_now").exists()


def test_once_the_victim_is_safe_step_and_deadline_end(case):
    noticed(case, urgent=True)
    for key in sorted(CALLED_FOR):
        do_step(case, key, on=TODAY, by=case.assigned_to, at=NOON)
    assert set(CaseStep.objects.values_list("state", flat=True)) == {"done"}
    assert Deadline.objects.get(case=case, key="secure_now").state == "met"
    assert not steps_called_for().exists()


def test_what_was_planned_or_done_since_is_not_called_for_twice(case):
    record = noticed(case, urgent=True)
    noticed(case, urgent=True)
    do_step(case, "secure_the_victim", on=TODAY, by=case.assigned_to, at=NOON)
    change_record(
        record, NOTICE | {"urgent": True, "reference": "7/2026"}, version=1, by=case.assigned_to, at=NOON
    )
    assert {step.key for step in CaseStep.objects.all()} == CALLED_FOR
    assert CaseStep.objects.count() == len(CALLED_FOR)


def test_a_yes_entered_by_correcting_the_record_calls_for_the_step_too(case):
    record = noticed(case)
    change_record(record, NOTICE | {"urgent": True}, version=1, by=case.assigned_to, at=NOON)
    case.refresh_from_db()
    assert case.is_urgent
    assert {step.key for step in CaseStep.objects.all()} == CALLED_FOR


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


def interviewed(case, danger):
    told = {
        "held_at": "2026-07-07T10:00:00+02:00",
        "victim": case.parties.get().pk,
        "identified_violence": "Grožnje.",
        "immediate_danger": danger,
        "takes_part": True,
    }
    return add_record(case, "victim_interview", told, by=case.assigned_to, at=NOON)


def closed(case):
    return close_case(case, outcome="victim_safe", by=case.assigned_to, on=TODAY, at=NOON)


def waive_all_but(case, *kept):
    for view in steps_of(case, on=TODAY):
        if view.is_open and view.key not in kept:
            waive_step(case, view.key, reason="Opravljeno pred vpisom.", by=case.assigned_to, at=NOON)


@pytest.mark.parametrize("key", sorted(CALLED_FOR))
def test_in_immediate_danger_neither_assessment_nor_protection_is_left_out_for_want_of_time(case, key):
    interviewed(case, danger=True)
    with pytest.raises(Refused, match="neposredna"):
        waive_step(case, key, reason="Ni bilo časa.", by=case.assigned_to, at=NOON)
    assert key in {step.key for step in steps_called_for()}


def test_a_case_in_immediate_danger_is_not_closed_before_the_victim_is_protected_and_assessed(case):
    interviewed(case, danger=True)
    waive_all_but(case, *CALLED_FOR)
    do_step(case, "assess_endangerment", on=TODAY, by=case.assigned_to, at=NOON)
    with pytest.raises(Refused, match="Takojšnji umik"):
        closed(case)
    assert [step.key for step in steps_called_for()] == ["secure_the_victim"]
    do_step(case, "secure_the_victim", on=TODAY, by=case.assigned_to, at=NOON)
    assert closed(case).state == CaseState.CLOSED


def test_an_assessment_left_out_before_the_danger_was_known_is_owed_again(case):
    waive_step(case, "assess_endangerment", reason="Zadeva je stara.", by=case.assigned_to, at=NOON)
    interviewed(case, danger=True)
    with pytest.raises(Refused, match="Ocena ogroženosti"):
        closed(case)


def test_once_the_last_record_says_that_the_danger_is_over_it_may_be_left_out_and_closed(case):
    interviewed(case, danger=True)
    interviewed(case, danger=False)
    waive_all_but(case)
    assert closed(case).state == CaseState.CLOSED
