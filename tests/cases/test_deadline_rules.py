"""The deadlines of a case follow what is done in it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from tests.cases.factories import CaseFactory, DeadlineFactory, PartyFactory
from tests.cases.tasks import deadline, record, task

from opora.cases import deadline_events
from opora.cases.closing import end_waiting_deadlines, move_case, reopen_case
from opora.cases.deadline_events import Tasks
from opora.cases.deadline_facts import Happened
from opora.cases.deadline_rules import refresh_deadlines, refresh_many
from opora.cases.deadlines import deadline_of, meet_deadline, pause_deadline, resume_deadline
from opora.cases.models import CaseRecord, CaseState, CaseStep, Deadline, DeadlineState, StepState
from opora.cases.overdue import let_terms_lapse, tell_heads

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 4)


def case_of(task_key, opened_on=TODAY):
    return CaseFactory(task=task_key, opened_on=opened_on)


def add(case, key, on=TODAY, **content):
    return CaseRecord.objects.create(
        centre=case.centre,
        unit=case.unit,
        case=case,
        task=case.task,
        key=key,
        happened_on=on,
        content=content,
        entered_by=case.opened_by,
        entered_at=datetime(2026, 5, 4, 8, tzinfo=UTC),
    )


def do(case, key, on, *, turn=1, state=StepState.DONE):
    return CaseStep.objects.create(
        case=case, key=key, turn=turn, state=state, ended_on=on, by=case.opened_by, reason="za preizkus"
    )


def states(case, key):
    return [(row.day, row.state) for row in case.deadlines.filter(key=key).order_by("pk")]


@pytest.fixture
def defined(monkeypatch):
    """The task of every case is this one."""

    def define(*deadlines, **told):
        made = task(*deadlines, **told)
        monkeypatch.setattr(deadline_events, "task_at", lambda *_of_a_case: made)
        monkeypatch.setattr("opora.cases.deadlines.task_of", lambda _case: made)

    return define


@pytest.mark.covers("004a/R-48")
def test_nine_months_of_supervised_contact_and_a_report_each_month():
    case = case_of("supervised_contacts")
    add(case, "order", **{"from": "2026-03-25", "to": "2026-12-25"})
    refresh_deadlines(case, on=TODAY)
    assert deadline_of(case, "court_end").day == date(2026, 12, 25)  # it ends at Christmas too
    assert deadline_of(case, "monthly_report_due").day == date(2026, 4, 28)  # 25 and 27 April are not worked
    do(case, "monthly_report", date(2026, 4, 24))
    refresh_deadlines(case, on=TODAY)
    assert states(case, "monthly_report_due") == [
        (date(2026, 4, 28), DeadlineState.MET),
        (date(2026, 5, 25), DeadlineState.RUNNING),
    ]
    do(case, "final_report", date(2026, 12, 20))
    refresh_deadlines(case, on=TODAY)
    assert deadline_of(case, "court_end") is None


def test_the_end_that_the_court_ordered_is_told_and_not_the_longest_the_law_allows():
    case = case_of("supervised_contacts")
    add(case, "order", **{"from": "2026-03-25", "to": "2026-06-30"})
    refresh_deadlines(case, on=TODAY)
    assert deadline_of(case, "order_ends") is None
    assert deadline_of(case, "court_end").day == date(2026, 6, 30)


def test_day_21_of_a_crisis_stay_falls_where_it_falls_and_an_extension_has_its_own():
    case = case_of("children_crisis_stay")
    stay = add(case, "crisis_stay", admitted_at="2026-05-03T23:30:00+02:00")  # the first of the 21 days
    refresh_deadlines(case, on=TODAY)
    day_21 = deadline_of(case, "day_21")
    assert (day_21.day, day_21.about) == (date(2026, 5, 23), str(stay.public_id))  # a Saturday
    assert day_21.explanation["steps"][-1]["kind"] == "not_shifted"
    assert deadline_of(case, "warning_before_day_21").day == date(2026, 5, 22)
    add(case, "stay_extension", runs_from="2026-05-24")
    refresh_deadlines(case, on=TODAY)
    assert deadline_of(case, "extension_at_most").day == date(2026, 6, 13)


def test_a_moment_of_the_night_counts_by_the_clock_of_the_centre():
    case = case_of("urgent_removal")
    add(case, "removal", removed_at="2026-05-02T21:30:00+00:00")  # 23.30 here
    refresh_deadlines(case, on=TODAY)
    proposal = deadline_of(case, "proposal_due")
    assert (proposal.day, proposal.at) == (date(2026, 5, 3), time(11, 30))


def test_the_guardians_report_comes_each_february_and_stays_overdue_until_it_is_there():
    case = case_of("guardian_report", date(2025, 6, 2))
    refresh_deadlines(case, on=TODAY)
    assert deadline_of(case, "report_due").day == date(2026, 2, 16)  # the 15th is a Sunday
    assert let_terms_lapse(TODAY) == 0
    do(case, "receive", date(2026, 5, 4))
    refresh_deadlines(case, on=TODAY)
    assert deadline_of(case, "report_due").day == date(2027, 2, 15)


@pytest.mark.covers("003/T-17", "003/M-6")
def test_a_plan_of_community_treatment_is_evaluated_after_six_months():
    case = case_of("community_treatment")
    add(case, "plan", written_on="2026-05-04")
    refresh_deadlines(case, on=TODAY)
    assert deadline_of(case, "evaluation_due").day == date(2026, 11, 4)
    do(case, "evaluation", date(2026, 10, 30))
    add(case, "plan", written_on="2026-11-02")
    refresh_deadlines(case, on=date(2026, 11, 2))
    assert states(case, "evaluation_due") == [
        (date(2026, 11, 4), DeadlineState.MET),
        (date(2027, 4, 30), DeadlineState.RUNNING),  # from the evaluation, not from the new plan
    ]
    do(case, "evaluation", date(2027, 6, 1), turn=2)
    refresh_deadlines(case, on=date(2027, 6, 1))
    assert deadline_of(case, "evaluation_due").day == date(2027, 12, 1)  # late once is not late for ever


@pytest.mark.covers("003/M-6")
def test_no_evaluation_is_owed_after_the_treatment_has_ended():
    case = case_of("community_treatment")
    add(case, "plan", written_on="2026-05-04")
    treatment = add(case, "treatment", opened_on="2026-05-04")
    refresh_deadlines(case, on=TODAY)
    assert deadline_of(case, "evaluation_due").day == date(2026, 11, 4)
    treatment.content["closed_on"] = "2026-10-01"
    treatment.save()
    refresh_deadlines(case, on=date(2026, 10, 1))
    assert states(case, "evaluation_due") == [(date(2026, 11, 4), DeadlineState.CANCELLED)]


def test_what_falls_due_before_a_right_ends_is_owed_and_what_comes_after_is_not():
    case = case_of("personal_assistance")
    add(case, "entitlement", starts_on="2026-01-02", ends_on="2027-06-30")
    refresh_deadlines(case, on=TODAY)
    assert deadline_of(case, "yearly_visit_due").day == date(2027, 1, 4)
    do(case, "yearly_visit", date(2026, 12, 1))
    refresh_deadlines(case, on=TODAY)
    assert deadline_of(case, "yearly_visit_due") is None


@pytest.mark.covers("000_002/23")
def test_personal_assistance_has_its_yearly_visit_report_and_share_of_the_ministrys():
    case = case_of("personal_assistance")
    add(case, "entitlement", starts_on="2026-01-01")
    add(case, "exercise", starts_on="2026-02-01")
    refresh_deadlines(case, on=TODAY)
    assert deadline_of(case, "yearly_visit_due").day == date(2027, 1, 4)  # 1 to 3 January are not worked
    assert deadline_of(case, "provider_report_due").day == date(2027, 2, 1)
    assert deadline_of(case, "ministry_report_due").day == date(2026, 12, 31)
    do(case, "yearly_visit", date(2026, 12, 1))
    refresh_deadlines(case, on=TODAY)
    assert deadline_of(case, "yearly_visit_due").day == date(2028, 1, 3)


def test_the_first_interview_is_due_three_months_after_the_request():
    case = case_of("preliminary_counselling")
    refresh_deadlines(case, on=TODAY)
    assert deadline_of(case, "first_interview_due").day == date(2026, 8, 4)
    assert deadline_of(case, "invitation_due").day == date(2026, 5, 18)


def test_the_report_of_the_on_call_service_is_due_by_ten():
    case = case_of("intervention_report")
    add(case, "report_sheet", intervention_ended_on="2026-05-01")
    refresh_deadlines(case, on=TODAY)
    report = deadline_of(case, "report_by_ten")
    assert (report.day, report.at) == (date(2026, 5, 4), time(10, 0))


@pytest.mark.covers("000_002/35")
def test_a_person_under_supervision_is_called_within_fifteen_days():
    case = case_of("suspended_sentence_supervision")
    add(case, "judgment", order_received_on="2026-05-08")
    refresh_deadlines(case, on=date(2026, 5, 8))
    assert deadline_of(case, "call_due").day == date(2026, 5, 25)  # 23 May is a Saturday


def test_a_corrected_day_moves_the_deadline_and_a_struck_record_ends_it(defined):
    defined(deadline(length={"unit": "days", "count": 7}, starts="record.order.from_on"))
    case = CaseFactory()
    kept = add(case, "order", from_on="2026-05-04")
    refresh_deadlines(case, on=TODAY)
    kept.content = {"from_on": "2026-05-05"}
    kept.save()
    refresh_deadlines(case, on=TODAY)
    assert states(case, "limit") == [(date(2026, 5, 12), DeadlineState.RUNNING)]
    kept.struck_at = datetime(2026, 5, 6, tzinfo=UTC)
    kept.save()
    refresh_deadlines(case, on=TODAY)
    assert states(case, "limit") == [(date(2026, 5, 12), DeadlineState.CANCELLED)]
    kept.struck_at = None
    kept.save()
    refresh_deadlines(case, on=TODAY)
    assert states(case, "limit") == [(date(2026, 5, 12), DeadlineState.RUNNING)]


def test_a_step_taken_up_again_lets_its_deadline_run_again_and_an_act_of_somebody_does_not(defined):
    defined(deadline(length={"unit": "days", "count": 7}, starts="opened"))
    case = CaseFactory()
    done = do(case, "visit", date(2026, 5, 6))
    refresh_deadlines(case, on=TODAY)
    assert states(case, "limit") == []  # met before anybody saw it
    done.delete()
    refresh_deadlines(case, on=TODAY)
    done = do(case, "visit", date(2026, 5, 6))
    refresh_deadlines(case, on=TODAY)
    assert states(case, "limit") == [(date(2026, 5, 11), DeadlineState.MET)]
    done.delete()
    refresh_deadlines(case, on=TODAY)
    assert states(case, "limit") == [(date(2026, 5, 11), DeadlineState.RUNNING)]
    meet_deadline(deadline_of(case, "limit"), on=date(2026, 5, 7))
    refresh_deadlines(case, on=TODAY)
    assert states(case, "limit") == [(date(2026, 5, 11), DeadlineState.MET)]


def test_a_turn_taken_back_and_done_again_leaves_one_row_a_turn(defined):
    defined(deadline(every={"unit": "months", "count": 1}, starts="opened"))
    case = CaseFactory()
    refresh_deadlines(case, on=TODAY)
    for _ in range(2):
        done = do(case, "visit", date(2026, 5, 20))
        refresh_deadlines(case, on=TODAY)
        assert deadline_of(case, "limit").day == date(2026, 7, 6)
        done.delete()
        refresh_deadlines(case, on=TODAY)
        assert deadline_of(case, "limit").day == date(2026, 6, 4)
    assert case.deadlines.filter(key="limit").count() == 2


def test_refreshing_twice_changes_nothing(defined):
    defined(
        deadline(every={"unit": "months", "count": 1}, starts="record.order.from_on"),
        deadline("answer", length={"unit": "days", "count": 7}, starts="step.visit"),
        deadline("of_age", at_age={"role": "child", "years": 18}),
        deadline("first_step", length={"unit": "hours", "count": 24}, starts="record.order.met_at"),
    )
    case = CaseFactory()
    party = PartyFactory(case=case, role="child", person__born=date(2010, 2, 3))
    add(case, "order", from_on="2026-04-01", met_at="2026-05-04T09:00:00+02:00")
    do(case, "visit", date(2026, 4, 20))
    assert refresh_many([case.pk], on=TODAY) == 4
    before = list(case.deadlines.order_by("pk").values())
    assert refresh_many([case.pk], on=TODAY + timedelta(days=1)) == 0
    assert list(case.deadlines.order_by("pk").values()) == before
    assert deadline_of(case, "of_age").about == str(party.person.public_id)


@pytest.mark.parametrize("days", [1, 7, 40])
def test_a_pause_moves_a_length_of_the_catalogue_too(defined, days):
    defined(deadline(length={"unit": "days", "count": 10}, starts="opened"))
    case = CaseFactory()
    refresh_deadlines(case, on=TODAY)
    pause_deadline(deadline_of(case, "limit"), on=date(2026, 5, 6))
    refresh_deadlines(case, on=date(2026, 5, 6))
    resumed = resume_deadline(deadline_of(case, "limit"), on=date(2026, 5, 6) + timedelta(days=days))
    refresh_deadlines(case, on=TODAY)
    resumed.refresh_from_db()
    assert resumed.state == DeadlineState.RUNNING
    unmoved = date(2026, 5, 14) + timedelta(days=days)
    assert 0 <= (resumed.day - unmoved).days <= 2
    assert resumed.day.weekday() < 5


def test_the_term_to_decide_stands_still_while_the_party_completes_the_application(defined):
    defined(deadline("decision", term="decision_due", starts="filed"))
    case = CaseFactory(opened_on=TODAY)
    refresh_deadlines(case, on=TODAY)
    case.state = CaseState.AWAITING_PARTY
    case.save()
    refresh_deadlines(case, on=date(2026, 5, 11))
    assert deadline_of(case, "decision").state == DeadlineState.PAUSED
    refresh_deadlines(case, on=date(2026, 5, 12))
    case.state = CaseState.OPEN
    case.save()
    refresh_deadlines(case, on=date(2026, 5, 25))
    refresh_deadlines(case, on=date(2026, 5, 26))
    decision = deadline_of(case, "decision")
    assert (decision.state, decision.day) == (DeadlineState.RUNNING, date(2026, 7, 20))


def test_a_closed_case_gets_no_new_deadlines():
    case = CaseFactory(task="preliminary_counselling", closed=True)
    refresh_deadlines(case, on=TODAY)
    assert not case.deadlines.exists()


def test_what_an_officer_set_is_left_alone(defined):
    defined(deadline("decision", term="decision_due", starts="filed"))
    case = CaseFactory()
    by_hand = Deadline.objects.create(
        case=case, key="decision", day=date(2026, 9, 1), explanation={}, set_on=TODAY, rests_on={}
    )
    refresh_deadlines(case, on=TODAY)
    assert list(case.deadlines.all()) == [by_hand]


def test_other_rooms_tell_what_happened_in_a_case(defined, monkeypatch):
    defined(deadline("answer", length={"unit": "days", "count": 7}, starts="document.appeal"))
    case = CaseFactory()
    monkeypatch.setattr(deadline_events, "_sources", [])
    deadline_events.tell_of(lambda ids: [(pk, Happened("document.appeal", TODAY, "d-1")) for pk in ids])
    refresh_deadlines(case, on=TODAY)
    assert (deadline_of(case, "answer").day, deadline_of(case, "answer").about) == (date(2026, 5, 11), "d-1")


def test_a_waiting_time_is_over_when_it_has_passed(defined):
    defined(deadline("not_before", length={"unit": "weeks", "count": 8}, starts="opened", at_latest=False))
    case = CaseFactory()
    refresh_deadlines(case, on=TODAY)
    assert let_terms_lapse(date(2026, 6, 29)) == 0
    assert let_terms_lapse(date(2026, 6, 30)) == 1
    refresh_deadlines(case, on=date(2026, 7, 1))
    assert states(case, "not_before") == [(date(2026, 6, 29), DeadlineState.LAPSED)]


def test_what_lapses_and_comes_again_runs_for_its_next_turn(defined):
    defined(deadline("season", on_day="11-02", starts="each_year", binds="party"))
    case = CaseFactory()
    refresh_deadlines(case, on=TODAY)
    assert let_terms_lapse(date(2026, 11, 3)) == 1
    assert states(case, "season") == [
        (date(2026, 11, 2), DeadlineState.LAPSED),
        (date(2027, 11, 2), DeadlineState.RUNNING),
    ]


def test_the_head_is_told_once_of_what_is_overdue(defined):
    defined(deadline(length={"unit": "days", "count": 7}, starts="opened"))
    case = CaseFactory()
    refresh_deadlines(case, on=TODAY)
    now = datetime(2026, 5, 12, 1, tzinfo=UTC)
    assert tell_heads(date(2026, 5, 11), at=now) == 0
    assert tell_heads(date(2026, 5, 12), at=now) == 1
    assert tell_heads(date(2026, 5, 13), at=now) == 0
    told = case.events.get(key="deadline_overdue")
    assert told.detail == {"deadline": "limit", "day": "2026-05-11"}


@pytest.mark.parametrize("cases", [1, 30])
def test_many_cases_cost_as_many_queries_as_one(cases, defined, django_assert_num_queries):
    defined(
        deadline(length={"unit": "days", "count": 7}, starts="opened"), records=[record("order", "from_on")]
    )
    made = [case.pk for case in CaseFactory.create_batch(cases)]
    with django_assert_num_queries(9):
        assert refresh_many(made, on=TODAY, tasks=Tasks()) == cases


def test_deadlines_ended_by_the_closing_run_again_when_the_case_is_opened_again():
    case = CaseFactory(task="supervised_contacts", opened_on=TODAY, assigned=True)
    add(case, "order", **{"from": "2026-03-25", "to": "2026-12-25"})
    refresh_deadlines(case, on=TODAY)
    ended_by_hand = DeadlineFactory(case=case, key="call_back")
    end_waiting_deadlines(case, on=TODAY)
    assert not case.deadlines.filter(state=DeadlineState.RUNNING).exists()
    move_case(case, CaseState.CLOSED)
    at = datetime(2026, 5, 6, 8, tzinfo=UTC)
    reopen_case(case, reason="Sodišče je odredbo podaljšalo.", by=case.assigned_to, at=at)
    assert states(case, "court_end") == [(date(2026, 12, 25), DeadlineState.RUNNING)]
    ended_by_hand.refresh_from_db()
    assert ended_by_hand.state == DeadlineState.CANCELLED
