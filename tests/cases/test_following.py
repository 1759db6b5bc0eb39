"""What is entered once does what it shows: a record does its step, and brings the case to its stage."""

from datetime import UTC, date, datetime

import pytest
from tests.cases.factories import CaseFactory, PartyFactory
from tests.cases.generated import Surroundings, typed_values
from tests.organisation.factories import WorkerFactory

from opora.cases.catalogue_versions import task_of
from opora.cases.closing import close_case
from opora.cases.following import Along, enter_record, follow_paper, steps_it_leaves, steps_kept_in
from opora.cases.models import CaseRecord, CaseStep, TimeSpent
from opora.cases.records import Faulty, add_record
from opora.cases.stages import reach_stage
from opora.cases.steps import do_step, steps_of
from opora.catalogue import catalogue
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 7)
NOON = datetime(2026, 7, 7, 10, 0, tzinfo=UTC)


@pytest.fixture
def case():
    case = CaseFactory(task="opinion_on_eviction", assigned=True)
    PartyFactory(case=case, role="debtor")
    return case


def kept(case, key="talk", **along):
    done = Along(**along) if along else None
    return enter_record(case, key, filled(case, key), along=done, by=case.assigned_to, at=NOON)


def definition(case, key):
    return next(each for each in task_of(case).records if each.key == key)


def filled(case, key):
    near = Surroundings(
        parties=[party.pk for party in case.parties.all()],
        workers=[case.assigned_to_id],
        bodies=["Okrajno sodišče v Kopru"],
    )
    _typed, values = typed_values(definition(case, key), near, seed=case.task)
    return values


def offered(case, key, worker=None):
    found = steps_kept_in(case, task_of(case), key, worker=worker or case.assigned_to, on=TODAY)
    return [view.key for view in found]


def test_a_record_does_the_step_it_tells_of_on_its_own_day(case):
    record = kept(case, step="talk_with_debtor", minutes=50, travel_minutes=20)
    turn = CaseStep.objects.get()
    assert (turn.key, turn.ended_on) == ("talk_with_debtor", record.happened_on)
    spent = TimeSpent.objects.get()
    assert (spent.minutes, spent.travel_minutes, spent.on) == (50, 20, record.happened_on)


def test_a_record_of_a_day_still_ahead_does_its_step_on_the_day_it_is_entered():
    case = CaseFactory(task="safety_plan", assigned=True, seal="violence")
    PartyFactory(case=case, role="victim")
    values = {"what": "Zamenja ključavnico.", "who": "žrtev", "until": "2026-07-20", "state": "open"}
    along = Along("share_tasks")
    enter_record(case, "plan_task", values, along=along, by=case.assigned_to, at=NOON)
    assert CaseStep.objects.get().ended_on == TODAY


def test_no_minutes_are_made_up_where_nobody_told_them(case):
    kept(case, step="talk_with_debtor")
    assert not TimeSpent.objects.exists()


def test_a_record_alone_leaves_the_steps_as_they_are(case):
    kept(case)
    assert not CaseStep.objects.exists()


def test_a_step_done_only_where_needed_says_which_record_shows_that(case):
    kept(case, "home_visit", step="home_visit")
    assert CaseStep.objects.get().reason.endswith(": Obisk na domu.")


def test_the_steps_a_record_may_tell_of_are_those_not_done_yet(case):
    assert offered(case, "talk") == ["talk_with_debtor", "talk_with_family"]
    kept(case, step="talk_with_debtor")
    assert offered(case, "talk") == ["talk_with_family"]
    assert offered(case, "court_answer") == []


def test_nobody_is_offered_a_step_they_are_not_qualified_for(case):
    unqualified = WorkerFactory(unit=case.unit, professional_worker=True, unqualified=True)
    assert offered(case, "talk", unqualified) == []


def test_where_the_step_is_refused_the_record_is_not_kept_either(case):
    do_step(case, "talk_with_debtor", on=TODAY, by=case.assigned_to, at=NOON)
    with pytest.raises(Refused):
        kept(case, step="talk_with_debtor")
    assert not CaseRecord.objects.exists()


def test_a_record_brings_the_case_to_the_stage_its_task_names():
    case = CaseFactory(task="homeless_person", assigned=True)
    add_record(case, "agreement", filled(case, "agreement"), by=case.assigned_to, at=NOON)
    case.refresh_from_db()
    assert case.stage == "settling"
    assert case.events.get(key="stage_reached").detail["stage"] == "settling"


def test_a_case_never_goes_back_by_itself():
    case = CaseFactory(task="homeless_person", assigned=True, stage="settling")
    assert reach_stage(case, "record.stay", by=case.assigned_to, at=NOON).stage == "settling"


def test_a_closed_case_stays_where_it_ended():
    case = CaseFactory(task="homeless_person", assigned=True)
    for view in steps_of(case, on=TODAY):
        if view.is_open:
            do_step(case, view.key, on=TODAY, by=case.assigned_to, at=NOON)
    ended = close_case(case, outcome=task_of(case).outcomes[0].key, on=TODAY, by=case.assigned_to, at=NOON)
    assert reach_stage(ended, "record.agreement", by=case.assigned_to, at=NOON).stage == ended.stage


def test_every_task_of_the_catalogue_says_what_its_records_do():
    silent = [
        key
        for key, versions in catalogue().tasks.items()
        if versions[-1].kind != "register"
        and versions[-1].steps
        and not any(step.record for step in versions[-1].steps)
    ]
    assert silent == ["public_funds_application"], "rights are decided in steps that keep no record"


@pytest.mark.parametrize(("signed", "state", "stage"), [(False, "open", ""), (True, "done", "in_force")])
def test_a_step_that_needs_a_yes_waits_where_the_record_says_no(signed, state, stage):
    case = CaseFactory(task="safety_plan", assigned=True, seal="violence")
    PartyFactory(case=case, role="victim")
    values = filled(case, "plan_version") | {"signed_by_victim": signed}
    along = Along("sign_plan")
    record = enter_record(case, "plan_version", values, along=along, by=case.assigned_to, at=NOON)
    [step] = [view for view in steps_of(case) if view.key == "sign_plan"]
    case.refresh_from_db()
    assert (step.state, case.stage) == (state, stage)
    assert [view.key for view in steps_it_leaves(record, case)] == ([] if signed else ["sign_plan"])


def test_a_treatment_without_consent_is_not_planned():
    [planning] = [
        each for each in catalogue().tasks["community_treatment"][-1].stages if each.key == "planning"
    ]
    assert planning.reached_by == ("record.consent.consented",)


def test_a_no_in_a_record_brings_a_case_nowhere():
    coordinator = WorkerFactory(
        professional_worker=True,
        qualifications=["community_treatment_coordinator"],
        licences=["community_treatment_exam"],
    )
    case = CaseFactory(task="community_treatment", assigned_to=coordinator, unit=coordinator.unit)
    PartyFactory(case=case, role="user")
    for consented, stage in [(False, ""), (True, "planning")]:
        values = filled(case, "consent") | {"consented": consented}
        enter_record(case, "consent", values, along=None, by=case.assigned_to, at=NOON)
        case.refresh_from_db()
        assert case.stage == stage


def test_what_began_before_there_was_a_case_was_worked_on_when_it_was_entered():
    case = CaseFactory(task="opinion_on_eviction", assigned=True, opened_on=date(2026, 7, 6))
    PartyFactory(case=case, role="debtor")
    kept(case, step="talk_with_debtor")
    assert CaseStep.objects.get().ended_on == TODAY


def test_a_cycle_that_was_evaluated_is_not_decided():
    """The case stays among the open ones of its worker until it is closed (001:102)."""
    for task in ("personal_help", "family_help"):
        [stage] = [each for each in catalogue().tasks[task][-1].stages if each.key == "evaluated"]
        assert stage.is_ == "open"


def test_the_paper_of_a_month_whose_record_did_the_step_owes_no_further_month():
    case = CaseFactory(task="supervised_contacts", assigned=True)
    PartyFactory(case=case, role="child")
    task = task_of(case)
    [step] = [each for each in task.steps if each.key == "monthly_report"]
    [document] = [each for each in task.documents if each.key == step.document]
    do_step(case, step.key, on=TODAY, by=case.assigned_to, at=NOON)
    CaseRecord.objects.create(
        case=case, centre=case.centre, unit=case.unit, task=case.task, key=step.record, happened_on=TODAY,
        content={}, entered_by=case.assigned_to, entered_at=NOON,
    )  # fmt: skip
    follow_paper(case, document, by=case.assigned_to, at=NOON)
    assert CaseStep.objects.filter(case=case, key=step.key, state="done").count() == 1


@pytest.mark.parametrize(("typed", "counted"), [(None, 50), (70, 70)])
def test_how_long_a_meeting_took_is_typed_once_and_counts_for_its_step(typed, counted):
    case = CaseFactory(task="field_support", assigned=True)
    for role in task_of(case).roles:
        if not role.is_body:
            PartyFactory(case=case, role=role.key)
    values = filled(case, "visit") | {"minutes": "50", "travel_minutes": "20"}
    enter_record(case, "visit", values, along=Along("visits", typed), by=case.assigned_to, at=NOON)
    spent = case.times.get()
    assert (spent.step, spent.minutes, spent.travel_minutes) == ("visits", counted, 20)


def test_no_meeting_took_longer_than_a_day_has():
    case = CaseFactory(task="field_support", assigned=True)
    for role in task_of(case).roles:
        if not role.is_body:
            PartyFactory(case=case, role=role.key)
    values = filled(case, "visit") | {"travel_minutes": "20"}
    with pytest.raises(Faulty) as refusal:
        add_record(case, "visit", values | {"minutes": "1441"}, by=case.assigned_to, at=NOON)
    assert list(refusal.value.faults) == ["minutes"]
    assert add_record(case, "visit", values | {"minutes": "1440"}, by=case.assigned_to, at=NOON)
