"""When an act can be carried out, is final, and is legally final."""

from datetime import date

import pytest

from opora.law.procedure import (
    Course,
    Regime,
    appeal_ends,
    court_action_ends,
    enforceable_on,
    final_on,
    legally_final_on,
    objection_ends,
)

SERVED = date(2026, 5, 25)


def test_a_decision_nobody_appealed_is_final_the_day_after_the_term():
    assert appeal_ends(SERVED).day == date(2026, 6, 15)
    final = final_on(Course(served_on=SERVED))
    assert (final.day, final.rule) == (date(2026, 6, 16), "final_after_term")
    assert final.recomputed() == final.day


def test_before_zup_i_the_appeal_term_was_fifteen_days():
    assert final_on(Course(served_on=date(2025, 5, 12))).day == date(2025, 5, 28)


def test_an_appeal_that_is_not_decided_keeps_the_decision_from_being_final():
    course = Course(served_on=SERVED, remedy_filed=True)
    assert final_on(course) is None
    assert enforceable_on(course, remedy_suspends=True) is None
    assert legally_final_on(course) is None


def test_a_decision_upheld_is_final_when_the_ruling_is_served():
    course = Course(served_on=SERVED, remedy_filed=True, remedy_ruled_served_on=date(2026, 9, 1))
    assert final_on(course).day == date(2026, 9, 1)
    assert enforceable_on(course, remedy_suspends=True).day == date(2026, 9, 1)


def test_a_waiver_makes_the_decision_final_enforceable_and_legally_final_at_once():
    course = Course(served_on=SERVED, waived_on=date(2026, 5, 27))
    for computed in (final_on(course), enforceable_on(course), legally_final_on(course)):
        assert computed.day == date(2026, 5, 27)


def test_an_act_without_appeal_is_final_on_service():
    course = Course(served_on=SERVED, appeal_allowed=False)
    assert final_on(course).day == enforceable_on(course).day == SERVED


@pytest.mark.covers("003/D-5")
def test_an_appeal_that_does_not_suspend_lets_the_decision_be_carried_out_on_service():
    assert enforceable_on(Course(served_on=SERVED), remedy_suspends=False).day == SERVED


def test_where_the_act_is_silent_suspension_is_assumed_and_says_so():
    enforceable = enforceable_on(Course(served_on=SERVED))
    assert (enforceable.day, enforceable.rule) == (date(2026, 6, 16), "enforceable_after_term")
    assert "assumed" in {caution.key for caution in enforceable.warnings}
    stated = enforceable_on(Course(served_on=SERVED), remedy_suspends=True)
    assert stated.warnings == ()


def test_an_informative_calculation_is_carried_out_from_dispatch_and_an_objection_does_not_suspend():
    course = Course(served_on=SERVED, dispatched_on=date(2026, 5, 4), remedy="objection", remedy_filed=True)
    assert enforceable_on(course).day == date(2026, 5, 4)
    assert final_on(course) is None


@pytest.mark.covers("004a/R-130")
def test_an_informative_calculation_nobody_objects_to_is_final_after_fifteen_days():
    course = Course(served_on=SERVED, dispatched_on=date(2026, 5, 4), remedy="objection")
    assert objection_ends(SERVED).day == date(2026, 6, 9)
    assert final_on(course).day == date(2026, 6, 10)


def test_who_did_not_appeal_cannot_sue():
    course = Course(served_on=SERVED)
    assert legally_final_on(course).day == final_on(course).day


def test_after_a_lost_appeal_the_term_of_the_court_runs():
    course = Course(served_on=SERVED, remedy_filed=True, remedy_ruled_served_on=date(2026, 9, 1))
    assert court_action_ends(date(2026, 9, 1)).day == date(2026, 10, 1)
    legally_final = legally_final_on(course)
    assert (legally_final.day, legally_final.rule) == (date(2026, 10, 2), "legally_final_after_term")
    assert "assumed" in {caution.key for caution in legally_final.warnings}


@pytest.mark.parametrize(("ruling", "day"), [(None, None), (date(2027, 3, 1), date(2027, 3, 1))])
def test_a_court_action_keeps_the_decision_open_until_its_ruling_is_final(ruling, day):
    course = Course(
        served_on=SERVED,
        remedy_filed=True,
        remedy_ruled_served_on=date(2026, 9, 1),
        court_action_filed=True,
        court_ruling_final_on=ruling,
    )
    legally_final = legally_final_on(course)
    assert (legally_final.day if legally_final else None) == day


def test_the_regime_of_the_case_governs_its_finality():
    assert final_on(Course(served_on=SERVED), regime=Regime.OLD).day == date(2026, 6, 10)
