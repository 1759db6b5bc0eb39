"""Minutes of work: by worker and day, of a group once, beside the printed norm."""

from datetime import date, timedelta

import pytest
from tests.cases.factories import MORNING, CaseFactory
from tests.organisation.factories import WorkerFactory

from opora.cases.load import open_norm_minutes, open_norm_minutes_of_units
from opora.cases.minutes import against_norm, hold_session, spend_time, take_time_back, time_of
from opora.cases.models import TimeSpent
from opora.cases.steps import do_step, waive_step
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 4)


@pytest.fixture
def case():
    return CaseFactory(task="opinion_on_eviction", assigned=True)


def spend(case, minutes=30, **more):
    worker = case.assigned_to
    return spend_time(
        case, **{"worker": worker, "on": TODAY, "minutes": minutes, "by": worker, "at": MORNING} | more
    )


@pytest.mark.covers("000_002/19")
def test_minutes_stand_by_step_and_worker_the_way_there_apart(case):
    colleague = WorkerFactory(professional_worker=True, unit=case.unit)
    spend(case, 40, step="study_request", travel_minutes=15)
    spend(case, 5, step="study_request", worker=colleague)
    spend(case, 10)
    spent = time_of(case)
    assert (spent.minutes, spent.travel_minutes) == (55, 15)
    assert spent.by_step == {"study_request": 45, "": 10}
    assert spent.by_worker == {case.assigned_to: 50, colleague: 5}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": -5}, "minutes"),
        ({"travel_minutes": -5}, "minutes"),
        ({"minutes": 1441}, "minutes"),
        ({"step": "dance"}, "step"),
    ],
)
def test_minutes_that_cannot_be_are_refused(case, change, field):
    with pytest.raises(Refused) as refusal:
        spend(case, **change)
    assert refusal.value.field == field
    assert not TimeSpent.objects.exists()


def test_no_day_of_a_worker_has_more_minutes_than_a_day_in_all_their_cases(case):
    other = CaseFactory(task="opinion_on_eviction", unit=case.unit, assigned_to=case.assigned_to)
    spend(case, 1000, travel_minutes=400)
    with pytest.raises(Refused, match="1400"):
        spend(other, 41)
    assert spend(other, 40).pk
    assert spend(other, 41, on=TODAY + timedelta(days=1), at=MORNING + timedelta(days=1)).pk


def test_minutes_entered_by_mistake_are_taken_out_by_their_worker_or_a_head(case):
    spent = spend(case)
    with pytest.raises(Refused):
        take_time_back(spent, by=WorkerFactory(professional_worker=True, unit=case.unit), at=MORNING)
    take_time_back(spent, by=WorkerFactory(head_of_unit=True, unit=case.unit), at=MORNING)
    assert not TimeSpent.objects.exists()


@pytest.mark.covers("000_002/55")
def test_a_group_session_counts_once_however_many_cases_are_in_it(case):
    others = CaseFactory.create_batch(3, task="opinion_on_eviction", unit=case.unit)
    worker, colleague = case.assigned_to, WorkerFactory(professional_worker=True, unit=case.unit)
    session = hold_session(
        unit=case.unit,
        cases=[case, *others],
        subject="Skupina",
        on=TODAY,
        workers=[worker, colleague],
        minutes=90,
        by=worker,
        at=MORNING,
    )
    assert sum(TimeSpent.objects.values_list("minutes", flat=True)) == 180
    assert session.cases.count() == 4
    for each in (case, *others):
        spent = time_of(each)
        assert (spent.minutes, spent.session_minutes) == (0, 180)
        assert each.events.filter(key="session_held").exists()
    with pytest.raises(Refused, match="skupinskemu"):
        take_time_back(session.times.first(), by=worker, at=MORNING)


@pytest.mark.parametrize(
    ("change", "field"),
    [({"cases": 1}, "cases"), ({"subject": " "}, "subject"), ({"workers": []}, "workers")],
)
def test_a_session_is_of_several_cases_about_something_by_somebody(case, change, field):
    cases = [case, CaseFactory(unit=case.unit)][: change.pop("cases", 2)]
    worker = case.assigned_to
    held = {
        "subject": "Skupina",
        "on": TODAY,
        "workers": [worker],
        "minutes": 90,
        "by": worker,
        "at": MORNING,
    }
    with pytest.raises(Refused) as refusal:
        hold_session(unit=case.unit, cases=cases, **held | change)
    assert refusal.value.field == field


@pytest.mark.covers("000_002/18", "000_002/19")
def test_the_printed_norm_stands_beside_the_sum_of_the_steps_and_what_was_spent(case):
    spend(case, 20, step="study_request")
    spend(case, 70, step="talk_with_debtor", travel_minutes=60)
    beside = against_norm(case)
    assert (beside.norm, beside.sum_of_steps, beside.spent, beside.difference) == (195, 195, 90, -105)
    cells = {cell.keys: (cell.printed, cell.spent) for cell in beside.cells}
    assert cells["study_request",] == (15, 20)
    assert cells["home_visit",] == (90, 0)


@pytest.mark.covers("000_002/17")
def test_rows_that_share_a_printed_cell_are_held_against_it_together():
    case = CaseFactory(task="first_social_aid", assigned=True)
    spend(case, 20, step="introduction")
    spend(case, 15, step="recognise_distress")
    spend(case, 15, step="record")
    shared = next(cell for cell in against_norm(case).cells if "introduction" in cell.keys)
    assert set(shared.keys) >= {"recognise_distress", "present_options", "record"}
    assert (shared.printed, shared.spent) == (45, 50)


@pytest.mark.covers("000_002/21")
def test_the_hours_of_a_commission_count_for_each_member_and_outside_the_norm():
    coordinator = {
        "qualifications": ["disability_coordinator"],
        "licences": ["disability_coordinator_training"],
    }
    worker = WorkerFactory(professional_worker=True, **coordinator)
    case = CaseFactory(task="personal_assistance", unit=worker.unit, assigned_to=worker)
    member = WorkerFactory(professional_worker=True, unit=case.unit, qualifications=["external_expert"], **{
        key: value for key, value in coordinator.items() if key == "licences"})  # fmt: skip
    do_step(case, "inform", on=TODAY, by=worker, at=MORNING, minutes=60)
    for each in (worker, member):
        spend(case, 300, step="commission", worker=each, by=worker)
    beside = against_norm(case)
    assert (beside.norm, beside.spent, beside.team_spent) == (795, 60, 600)


@pytest.mark.covers("004a/R-18")
def test_the_load_is_the_printed_minutes_of_open_cases_less_what_is_done(case):
    worker, idle = case.assigned_to, WorkerFactory(professional_worker=True, unit=case.unit)
    CaseFactory(task="opinion_on_eviction", unit=case.unit, assigned_to=worker, closed=True)
    CaseFactory(task="domestic_violence_case", unit=case.unit, assigned_to=worker)
    CaseFactory(task="opinion_on_eviction", unit=case.unit)
    do_step(case, "talk_with_debtor", on=TODAY, by=worker, at=MORNING)
    waive_step(case, "talk_with_family", reason="Dolžnik živi sam.", by=worker, at=MORNING)
    loads = open_norm_minutes([worker, idle], TODAY)
    assert (loads[worker].cases, loads[worker].norm_minutes, loads[worker].without_norm) == (2, 75, 1)
    assert loads[idle].cases == 0
    assert open_norm_minutes_of_units([case.unit], TODAY)[case.unit].norm_minutes == 75 + 195


@pytest.mark.parametrize("cases", [1, 12])
def test_a_load_costs_two_queries_however_many_cases(cases, django_assert_num_queries):
    worker = WorkerFactory(professional_worker=True)
    CaseFactory.create_batch(cases, task="opinion_on_eviction", unit=worker.unit, assigned_to=worker)
    with django_assert_num_queries(2):
        assert open_norm_minutes([worker], TODAY)[worker].cases == cases


@pytest.mark.parametrize("rows", [1, 12])
def test_the_minutes_of_a_case_cost_two_queries_however_many(case, rows, django_assert_num_queries):
    for _each in range(rows):
        spend(case, 5, step="study_request")
    with django_assert_num_queries(2):
        assert against_norm(case).spent == 5 * rows
