"""Terms in days and months end as ZUP 100 and 101 say, whatever day they start on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opora.law.procedure import (
    STANDARD_OFFICE,
    OfficeCalendar,
    Regime,
    StepKind,
    appeal_decision_due,
    appeal_ends,
    appeal_forwarding_due,
    court_action_ends,
    decision_due,
    evidence_answer_due,
    evidence_request_due,
    objection_ends,
    remand_decision_due,
    supplement_call_due,
    supplement_due,
)
from opora.law.procedure.counting import in_months, started
from opora.law.procedure.explained import plus_months

days = st.dates(date(2018, 3, 1), date(2035, 12, 31))
days_of_calculations = st.dates(date(2021, 7, 1), date(2035, 12, 31))


def terms_from(day: date, regime: Regime) -> list:
    """Every term that runs from one day."""
    return [
        appeal_ends(day, regime=regime),
        court_action_ends(day, regime=regime),
        appeal_forwarding_due(day, regime=regime),
        remand_decision_due(day, regime=regime),
        appeal_decision_due(day, regime=regime),
        supplement_due(day, days=8, regime=regime),
        evidence_request_due(day, regime=regime),
        evidence_answer_due(day, regime=regime),
        decision_due(day, completed_on=day, regime=regime),
        decision_due(day, completed_on=day, shortened=True, regime=regime),
    ]


@given(days, st.sampled_from(Regime))
def test_no_term_ends_on_a_day_that_is_not_worked(day, regime):
    assert all(STANDARD_OFFICE.works_on(term.day) for term in terms_from(day, regime))


@given(days, st.integers(1, 40), st.sampled_from(Regime))
def test_a_later_start_never_ends_a_term_earlier(day, later, regime):
    before, after = terms_from(day, regime), terms_from(day + timedelta(days=later), regime)
    assert all(one.day <= other.day for one, other in zip(before, after, strict=True))


@given(days, st.sampled_from(Regime))
def test_the_explanation_leads_to_the_day_again(day, regime):
    assert all(term.recomputed() == term.day for term in terms_from(day, regime))


@given(days, st.sampled_from(Regime))
def test_every_day_skipped_is_named_with_its_reason(day, regime):
    for term in terms_from(day, regime):
        for step in term.skipped:
            skipped = date.fromisoformat(step.values["skipped"])
            assert STANDARD_OFFICE.why_closed(skipped).reason == step.values["reason"]


@given(days_of_calculations)
def test_the_objection_ends_on_a_working_day_and_explains_itself(day):
    term = objection_ends(day)
    assert STANDARD_OFFICE.works_on(term.day)
    assert term.recomputed() == term.day


@given(days, st.integers(1, 36))
def test_a_term_in_months_ends_on_the_same_number_or_the_last_of_the_month(day, months):
    end = plus_months(day, months)
    assert end.day == day.day or (end + timedelta(days=1)).day == 1
    assert (end.year - day.year) * 12 + end.month - day.month == months


def test_the_day_of_service_is_not_counted():
    assert appeal_ends(date(2026, 6, 1), regime=Regime.NEW).day == date(2026, 6, 22)


def test_an_appeal_that_would_end_on_the_first_of_may_ends_after_three_free_days():
    ends = appeal_ends(date(2026, 4, 10))
    assert ends.day == date(2026, 5, 4)
    assert [step.values["skipped"] for step in ends.skipped] == ["2026-05-01", "2026-05-02", "2026-05-03"]
    assert [step.values["reason"] for step in ends.skipped] == ["work_free_day", "work_free_day", "sunday"]


def test_a_month_from_the_end_of_january_ends_on_the_last_of_february():
    steps = in_months(started(date(2025, 1, 31), "receipt"), 1, STANDARD_OFFICE)
    assert [step.kind for step in steps] == [StepKind.STARTS, StepKind.ADDS_MONTHS, StepKind.CLAMPED]
    assert steps[-1].day == date(2025, 2, 28)


def test_an_office_that_works_on_saturdays_lets_a_term_end_on_one():
    saturday_office = OfficeCalendar(closed_weekdays=frozenset({6}))
    steps = in_months(started(date(2026, 10, 21), "receipt"), 1, saturday_office)
    assert steps[-1].day == date(2026, 11, 21)


def test_working_days_leap_over_easter():
    due = supplement_call_due(date(2025, 4, 14))
    assert due is not None
    assert due.day == date(2025, 4, 22)


def test_since_zup_i_no_term_is_set_for_the_call_itself():
    assert supplement_call_due(date(2026, 4, 14)) is None


@pytest.mark.parametrize("days", [0, -3])
def test_a_term_to_supplement_that_nobody_can_meet_is_refused(days):
    with pytest.raises(ValueError, match="Set at least one day"):
        supplement_due(date(2026, 4, 14), days=days)
