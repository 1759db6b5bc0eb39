"""Deadlines: computed and explained by law, paused, met."""

from datetime import date

import pytest
from tests.cases.factories import CaseFactory, DeadlineFactory

from opora.cases.deadline_days import TERMS
from opora.cases.deadlines import (
    cancel_deadline,
    deadline_of,
    let_lapse,
    meet_deadline,
    pause_deadline,
    resume_deadline,
    set_deadline,
    start_deadline,
    start_deadlines_of_filing,
)
from opora.cases.jobs import let_terms_of_parties_lapse
from opora.cases.models import DeadlineState
from opora.catalogue import catalogue
from opora.law.procedure import appeal_ends, decision_due
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
FILED_ON = date(2026, 5, 4)


def test_every_term_of_the_catalogue_can_be_computed():
    named = {
        deadline.term
        for task in catalogue().tasks.values()
        for version in task
        for deadline in version.deadlines
        if deadline.term is not None
    }
    assert named
    assert named <= set(TERMS)


def test_a_deadline_keeps_the_explanation_of_its_day():
    deadline = set_deadline(CaseFactory(), "appeal", appeal_ends(date(2026, 5, 11)), on=date(2026, 5, 11))
    assert deadline.explanation["rule"] == "appeal_ends"
    assert deadline.explanation["day"] == deadline.day.isoformat()
    assert deadline.explanation["steps"]


def test_a_deadline_set_anew_replaces_the_one_that_runs():
    case = CaseFactory()
    earlier = set_deadline(case, "appeal", appeal_ends(date(2026, 5, 11)), on=FILED_ON)
    later = set_deadline(case, "appeal", appeal_ends(date(2026, 5, 20)), on=FILED_ON)
    earlier.refresh_from_db()
    assert earlier.state == DeadlineState.CANCELLED
    assert deadline_of(case, "appeal") == later


def test_the_days_of_a_call_to_supplement_are_added_to_the_term():
    case = CaseFactory()
    start_deadlines_of_filing(case, filed_on=FILED_ON)
    deadline = deadline_of(case, "decision")
    pause_deadline(deadline, on=date(2026, 5, 11))
    assert deadline_of(case, "decision").state == DeadlineState.PAUSED
    resumed = resume_deadline(deadline, on=date(2026, 5, 25))
    assert resumed.state == DeadlineState.RUNNING
    assert resumed.day == date(2026, 7, 20)  # 4 July and 14 days are Saturday 18 July
    assert [step["values"].get("why") for step in resumed.explanation["steps"]].count("suspension") == 1


def test_two_calls_are_both_added():
    case = CaseFactory()
    start_deadlines_of_filing(case, filed_on=FILED_ON)
    for paused, resumed in [((2026, 5, 11), (2026, 5, 25)), ((2026, 6, 1), (2026, 6, 8))]:
        pause_deadline(deadline_of(case, "decision"), on=date(*paused))
        deadline = resume_deadline(deadline_of(case, "decision"), on=date(*resumed))
    both = decision_due(
        FILED_ON,
        suspensions=[
            (date(2026, 5, 11), date(2026, 5, 25)),
            (date(2026, 6, 1), date(2026, 6, 8)),
        ],
    )
    assert deadline.day == both.day


def test_before_zup_i_the_term_starts_with_the_complete_application():
    case = CaseFactory(opened_on=date(2025, 3, 3))
    assert deadline_of(case, "decision") is None
    deadline = start_deadline(
        case, "decision", on=date(2025, 3, 20), filed_on=date(2025, 3, 3), completed_on=date(2025, 3, 20)
    )
    assert deadline.day == date(2025, 5, 20)


def test_before_zup_i_a_pause_and_a_completion_are_not_counted_twice():
    case = CaseFactory(opened_on=date(2025, 3, 3))
    deadline = start_deadline(
        case, "decision", on=date(2025, 3, 3), filed_on=date(2025, 3, 3), completed_on=date(2025, 3, 3)
    )
    pause_deadline(deadline, on=date(2025, 3, 10))
    assert resume_deadline(deadline, on=date(2025, 3, 20)).day == date(2025, 5, 20)


def test_the_term_to_supplement_is_the_officers_and_runs_from_service():
    deadline = start_deadline(CaseFactory(), "supplement", on=FILED_ON, served_on=date(2026, 5, 8), days=8)
    assert deadline.day == date(2026, 5, 18)  # 16 May is a Saturday


def test_a_term_of_no_days_is_refused():
    with pytest.raises(Refused):
        start_deadline(CaseFactory(), "supplement", on=FILED_ON, served_on=FILED_ON, days=0)


def test_a_deadline_the_task_does_not_know_is_a_slip_of_ours():
    with pytest.raises(KeyError, match="public_funds_application"):
        start_deadline(CaseFactory(), "harvest", on=FILED_ON)


@pytest.mark.parametrize(
    ("act", "state"), [(meet_deadline, DeadlineState.MET), (cancel_deadline, DeadlineState.CANCELLED)]
)
def test_a_deadline_ends_once(act, state):
    ended = act(DeadlineFactory(), on=date(2026, 6, 1))
    assert (ended.state, ended.ended_on) == (state, date(2026, 6, 1))
    with pytest.raises(Refused):
        act(ended, on=date(2026, 6, 2))


def test_a_deadline_lapses_only_after_its_last_day():
    deadline = DeadlineFactory(day=date(2026, 6, 1))
    with pytest.raises(Refused):
        let_lapse(deadline, on=date(2026, 6, 1))
    assert let_lapse(deadline, on=date(2026, 6, 2)).state == DeadlineState.LAPSED


def test_the_night_lets_a_partys_term_lapse_and_leaves_the_centres_overdue(monkeypatch):
    case = CaseFactory()
    ended = DeadlineFactory(case=case, key="supplement", day=date(2026, 6, 1))
    runs = DeadlineFactory(key="supplement", day=date(2026, 6, 2))
    paused = DeadlineFactory(paused=True, key="supplement", day=date(2026, 6, 1))
    centres = DeadlineFactory(case=case, key="decision", day=date(2026, 6, 1))
    monkeypatch.setattr("opora.cases.jobs.timezone.localdate", lambda: date(2026, 6, 2))
    let_terms_of_parties_lapse(0)
    let_terms_of_parties_lapse(0)
    states = []
    for deadline in (ended, runs, paused, centres):
        deadline.refresh_from_db()
        states.append(deadline.state)
    assert states == ["lapsed", "running", "paused", "running"]
    assert ended.ended_on == date(2026, 6, 2)
    assert centres.is_overdue(date(2026, 6, 2))


def test_only_what_runs_is_paused_and_only_what_is_paused_resumes():
    running, paused = DeadlineFactory(), DeadlineFactory(paused=True)
    for act, deadline in ((pause_deadline, paused), (resume_deadline, running)):
        with pytest.raises(Refused):
            act(deadline, on=date(2026, 6, 1))
    with pytest.raises(Refused) as refusal:
        resume_deadline(paused, on=date(2026, 5, 10))
    assert refusal.value.field == "on"


def test_a_deadline_set_by_hand_resumes_with_a_newly_explained_day():
    deadline = DeadlineFactory(paused=True, rests_on={})
    with pytest.raises(ValueError, match="set by hand"):
        resume_deadline(deadline, on=date(2026, 5, 20))
    explained = appeal_ends(date(2026, 5, 20))
    assert resume_deadline(deadline, on=date(2026, 5, 20), explained=explained).day == explained.day
