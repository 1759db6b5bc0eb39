"""The steps of a case: open, planned, done, left out with a reason, in turns."""

from datetime import date, timedelta

import pytest
from tests.cases.factories import MORNING, CaseFactory, DeadlineFactory
from tests.documents.factories import DocumentFactory
from tests.organisation.factories import WorkerFactory

from opora.cases.closing import close_case, reopen_case
from opora.cases.models import CaseState, CaseStep, DeadlineState, Event, TimeSpent
from opora.cases.stages import move_to
from opora.cases.steps import do_step, plan_step, reopen_step, steps_of, waive_step
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 4)
WHY = "Sodišče ga izrecno ne zahteva."


@pytest.fixture
def case():
    """An opinion to the court on an eviction: four obligatory steps and a visit where it is needed."""
    return CaseFactory(task="opinion_on_eviction", assigned=True)


def do(case, key, **more):
    return do_step(case, key, **{"on": TODAY, "by": case.assigned_to, "at": MORNING} | more)


def states(case, on=TODAY):
    return {view.key: view.state for view in steps_of(case, on=on)}


def view_of(case, key, on=TODAY):
    return next(view for view in steps_of(case, on=on) if view.key == key)


@pytest.mark.covers("000_002/17", "000_002/11")
def test_a_new_case_waits_for_its_obligatory_steps_in_the_printed_order(case):
    assert states(case) == {
        "study_request": "open",
        "talk_with_debtor": "open",
        "talk_with_family": "open",
        "home_visit": "not_due",
        "opinion": "open",
    }
    assert [view.definition.number for view in steps_of(case)] == ["1", "2", "2", "3", "4"]
    assert view_of(case, "talk_with_debtor").minutes_printed == 60
    assert not CaseStep.objects.exists()


@pytest.mark.covers("000_002/20")
def test_an_optional_step_is_done_only_with_its_ground(case):
    with pytest.raises(Refused) as refusal:
        do(case, "home_visit", reason="  ")
    assert refusal.value.field == "reason"
    assert do(case, "home_visit", reason="Razmere niso jasne.").reason == "Razmere niso jasne."
    assert states(case)["home_visit"] == "done"


def test_a_step_is_done_once_unless_it_is_optional_or_comes_again(case):
    do(case, "study_request")
    with pytest.raises(Refused, match="znova odprite"):
        do(case, "study_request")
    do(case, "home_visit", reason="Razmere niso jasne.")
    assert do(case, "home_visit", reason="Družina se je preselila.").turn == 2


def test_a_step_done_leaves_its_minutes_its_line_and_its_entry_in_the_log(case):
    colleague = WorkerFactory(professional_worker=True, unit=case.unit)
    do(case, "talk_with_debtor", minutes=50, travel_minutes=20, workers=[colleague])
    view = view_of(case, "talk_with_debtor")
    assert (view.state, view.minutes_spent, view.travel_spent) == ("done", 100, 40)
    assert {spent.worker for spent in TimeSpent.objects.all()} == {case.assigned_to, colleague}
    assert Event.objects.get(key="step_done").detail == {"step": "talk_with_debtor", "turn": 1}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"minutes": -1}, "minutes"),
        ({"minutes": 1441}, "minutes"),
        ({"key": "dance"}, "step"),
    ],
)
def test_what_cannot_be_is_refused_with_nothing_saved(case, change, field):
    with pytest.raises(Refused) as refusal:
        do(case, **{"key": "study_request"} | change)
    assert refusal.value.field == field
    assert not CaseStep.objects.exists()
    assert not TimeSpent.objects.exists()


@pytest.mark.covers("000_002/15")
def test_a_step_by_somebody_without_the_qualification_is_refused_with_what_is_missing(case):
    unqualified = WorkerFactory(professional_worker=True, unit=case.unit, unqualified=True)
    with pytest.raises(Refused, match="Neizpolnjeni pogoji"):
        do(case, "study_request", by=unqualified)
    with pytest.raises(Refused, match="Neizpolnjeni pogoji"):
        do(case, "study_request", workers=[unqualified])
    assert not CaseStep.objects.exists()


def test_a_planned_step_waits_for_its_worker_and_is_the_turn_that_is_done(case):
    worker = case.assigned_to
    planned = plan_step(case, "opinion", on=TODAY, for_worker=worker, by=worker, at=MORNING)
    later = plan_step(case, "opinion", on=TODAY + timedelta(days=9), for_worker=worker, by=worker, at=MORNING)
    assert (later.pk, later.planned_on) == (planned.pk, TODAY + timedelta(days=9))
    assert states(case)["opinion"] == "planned"
    assert do(case, "opinion").pk == planned.pk
    assert CaseStep.objects.get().ended_on == TODAY


def test_a_step_is_planned_for_nobody_who_may_not_do_it(case):
    unqualified = WorkerFactory(professional_worker=True, unit=case.unit, unqualified=True)
    with pytest.raises(Refused) as refusal:
        plan_step(case, "opinion", on=TODAY, for_worker=unqualified, by=case.assigned_to, at=MORNING)
    assert refusal.value.field == "for_worker"


@pytest.mark.covers("000_002/22")
def test_an_obligatory_step_is_left_out_only_with_a_reason_and_an_optional_one_not_at_all(case):
    for reason in ("", "ni treba"):
        with pytest.raises(Refused):
            waive_step(case, "talk_with_family", reason=reason, by=case.assigned_to, at=MORNING)
    with pytest.raises(Refused, match="ni obvezen"):
        waive_step(case, "home_visit", reason=WHY, by=case.assigned_to, at=MORNING)
    waived = waive_step(case, "talk_with_family", reason=WHY, by=case.assigned_to, at=MORNING)
    assert (states(case)["talk_with_family"], waived.reason) == ("waived", WHY)


def test_a_step_entered_by_mistake_is_taken_up_again(case):
    with pytest.raises(Refused):
        reopen_step(case, "opinion", reason="Vpisano po pomoti danes.", by=case.assigned_to, at=MORNING)
    do(case, "opinion", minutes=30)
    reopen_step(case, "opinion", reason="Vpisano po pomoti danes.", by=case.assigned_to, at=MORNING)
    assert view_of(case, "opinion").is_open
    assert do(case, "opinion").turn == 1


@pytest.mark.covers("000_002/17")
def test_a_printed_product_is_done_as_often_as_it_says():
    case = CaseFactory(task="personal_help", assigned=True)
    for turn in range(1, 10):
        assert do(case, "meetings").turn == turn
        assert states(case)["meetings"] == "open"
    do(case, "meetings")
    assert states(case)["meetings"] == "done"
    assert view_of(case, "meetings").minutes_printed == 900
    with pytest.raises(Refused):
        do(case, "meetings")


@pytest.mark.covers("000_002/24")
def test_what_waits_for_an_event_is_owed_only_once_it_is_planned():
    worker = WorkerFactory(
        professional_worker=True,
        qualifications=["disability_coordinator"],
        licences=["disability_coordinator_training"],
    )
    case = CaseFactory(task="personal_assistance", unit=worker.unit, assigned_to=worker)
    assert states(case)["review_plan"] == "not_due"
    plan_step(case, "review_plan", on=TODAY, for_worker=worker, by=worker, at=MORNING)
    assert view_of(case, "review_plan").is_open
    do(case, "review_plan")
    assert states(case)["review_plan"] == "done"
    assert do(case, "review_plan").turn == 2


@pytest.mark.covers("000_002/23")
def test_a_yearly_step_is_owed_a_year_after_the_opening_and_after_each_turn():
    worker = WorkerFactory(
        professional_worker=True,
        qualifications=["disability_coordinator"],
        licences=["disability_coordinator_training"],
    )
    case = CaseFactory(
        task="personal_assistance", unit=worker.unit, assigned_to=worker, opened_on=date(2025, 5, 3)
    )
    assert states(case, on=date(2026, 5, 2))["yearly_visit"] == "not_due"
    assert states(case)["yearly_visit"] == "open"
    do(case, "yearly_visit")
    assert not view_of(case, "yearly_visit").is_open
    assert view_of(case, "yearly_visit").due_on == date(2027, 5, 4)


@pytest.mark.covers("000_002/22")
def test_a_case_is_not_closed_while_obligatory_steps_are_open_and_the_sentence_names_them(case):
    outcome = "enforcement_put_off"
    do(case, "study_request")
    do(case, "opinion")
    with pytest.raises(Refused, match="2 obvezna koraka: “Pogovor z dolžnikom”, “Pogovor z ostalimi"):
        close_case(case, outcome=outcome, by=case.assigned_to, on=TODAY, at=MORNING)
    do(case, "talk_with_debtor")
    waive_step(case, "talk_with_family", reason=WHY, by=case.assigned_to, at=MORNING)
    closed = close_case(case, outcome=outcome, by=case.assigned_to, on=TODAY, at=MORNING)
    assert (closed.state, closed.outcome) == (CaseState.CLOSED, outcome)


def test_a_case_ends_in_a_way_its_task_knows(case):
    for key in ("study_request", "talk_with_debtor", "talk_with_family", "opinion"):
        do(case, key)
    for outcome, field in (("", "outcome"), ("adopted", "outcome")):
        with pytest.raises(Refused) as refusal:
            close_case(case, outcome=outcome, by=case.assigned_to, on=TODAY, at=MORNING)
        assert refusal.value.field == field
    for day in (TODAY + timedelta(days=1), case.opened_on - timedelta(days=1)):
        with pytest.raises(Refused) as refusal:
            close_case(case, outcome="request_withdrawn", by=case.assigned_to, on=day, at=MORNING)
        assert refusal.value.field == "on"


def test_plans_that_nobody_owes_fall_with_the_case_and_deadlines_end(case):
    for key in ("study_request", "talk_with_debtor", "talk_with_family", "opinion"):
        do(case, key)
    worker = case.assigned_to
    plan_step(case, "home_visit", on=TODAY, for_worker=worker, by=worker, at=MORNING, reason="Razmere.")
    deadline = DeadlineFactory(case=case, key="court_due")
    closed = close_case(case, outcome="request_withdrawn", by=worker, on=TODAY, at=MORNING)
    deadline.refresh_from_db()
    assert (closed.stage, deadline.state) == ("court_decided", DeadlineState.CANCELLED)
    assert not case.steps.filter(state="planned").exists()


def test_a_closed_case_is_opened_again_with_a_reason(case):
    for key in ("study_request", "talk_with_debtor", "talk_with_family", "opinion"):
        do(case, key)
    close_case(case, outcome="request_withdrawn", by=case.assigned_to, on=TODAY, at=MORNING)
    with pytest.raises(Refused):
        do(case, "home_visit", reason="Razmere.")
    with pytest.raises(Refused):
        reopen_case(case, reason="Pomota.", by=case.assigned_to, at=MORNING)
    opened = reopen_case(case, reason="Sodišče je znova zaprosilo.", by=case.assigned_to, at=MORNING)
    assert (opened.state, opened.closed_on, opened.outcome) == (CaseState.OPEN, None, "")
    assert do(opened, "home_visit", reason="Razmere.").pk


def test_a_case_comes_to_a_stage_and_into_the_state_that_it_means(case):
    DocumentFactory(case=case, kind="opinion")
    moved = move_to(case, "sent", by=case.assigned_to, at=MORNING)
    assert (moved.stage, moved.state) == ("sent", CaseState.DECIDED)
    back = move_to(case, "fact_finding", by=case.assigned_to, at=MORNING)
    assert (back.stage, back.state) == ("fact_finding", CaseState.OPEN)
    for stage in ("court_decided", "paradise"):
        with pytest.raises(Refused) as refusal:
            move_to(case, stage, by=case.assigned_to, at=MORNING)
        assert refusal.value.field == "stage"


@pytest.mark.parametrize("turns", [1, 9])
def test_the_steps_of_a_case_cost_two_queries_however_many_turns(case, turns, django_assert_num_queries):
    for _turn in range(turns):
        do(case, "home_visit", reason="Razmere.", minutes=10)
    with django_assert_num_queries(2):
        assert len(steps_of(case, on=TODAY)) == 5
