"""Duty hours follow from the working calendar, and a roster covers each of them once in both positions."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.duty.registers import HERE, at

from opora.duty.bands import Interval, clipped, midnight, united
from opora.duty.duty_hours import BusinessCalendar, duty_periods, end_of_duty
from opora.duty.roster import POSITIONS, Fault, Shift, faults_of, left_of

STANDARD = BusinessCalendar()


def duty(first: str, last: str, calendar=STANDARD) -> list[str]:
    """The periods of duty that begin on these days, written from – until."""
    span = Interval(at(f"{first} 00:00"), at(f"{last} 00:00"))
    return [
        f"{each.began:%a %H:%M} – {each.ended:%a %H:%M}" for each in duty_periods(calendar, span, zone=HERE)
    ]


@pytest.mark.covers("004b/R-49")
def test_a_week_is_the_printed_one():
    assert duty("2026-11-16", "2026-11-23") == [
        "Mon 00:00 – Mon 07:00",
        "Mon 15:00 – Tue 07:00",
        "Tue 15:00 – Wed 07:00",
        "Wed 17:00 – Thu 07:00",
        "Thu 15:00 – Fri 07:00",
        "Fri 13:00 – Mon 00:00",
    ]


@pytest.mark.covers("004b/R-49")
def test_a_holiday_is_duty_all_day_and_christmas_eve_begins_at_one():
    assert duty("2025-12-23", "2025-12-30") == [
        "Tue 00:00 – Tue 07:00",
        "Tue 15:00 – Wed 07:00",
        "Wed 13:00 – Mon 07:00",
        "Mon 15:00 – Tue 00:00",
    ]


@pytest.mark.covers("004b/R-49")
def test_days_the_centre_entered_itself_are_duty_as_well():
    own = BusinessCalendar({date(2026, 11, 17): None, date(2026, 11, 18): time(12, 0)})
    assert duty("2026-11-17", "2026-11-19", own) == ["Tue 00:00 – Wed 07:00", "Wed 12:00 – Thu 00:00"]


@pytest.mark.covers("004b/R-49")
@settings(deadline=None)
@given(day=st.dates(date(2021, 1, 1), date(2030, 12, 1)), length=st.integers(1, 40))
def test_duty_and_business_hours_fill_the_time_together(day, length):
    span = Interval(midnight(day, HERE), midnight(day + timedelta(days=length), HERE))
    worked = sum(
        (datetime.combine(each, hours[1]) - datetime.combine(each, hours[0])) // timedelta(minutes=1)
        for each in (day + timedelta(days=number) for number in range(length))
        if (hours := STANDARD.hours_on(each))
    )
    assert sum(each.minutes for each in duty_periods(STANDARD, span, zone=HERE)) + worked == span.minutes


@pytest.mark.covers("004b/R-49")
@pytest.mark.parametrize(
    ("ended", "ends"),
    [
        ("2026-11-17 03:00", "2026-11-17 07:00"),
        ("2026-11-20 22:00", "2026-11-23 07:00"),
        ("2025-12-24 14:00", "2025-12-29 07:00"),
    ],
)
def test_a_duty_ends_when_the_centre_works_again(ended, ends):
    assert end_of_duty(STANDARD, at(ended), zone=HERE) == at(ends)


@pytest.mark.covers("004b/R-51")
def test_a_roster_that_covers_every_hour_once_has_no_fault():
    periods = duty_periods(STANDARD, Interval(at("2026-11-01 00:00"), at("2026-12-01 00:00")), zone=HERE)
    whole = [Shift(position, number, each) for each in periods for number, position in enumerate(POSITIONS)]
    assert faults_of(whole, periods) == []


@pytest.mark.covers("004b/R-51")
def test_gaps_overlaps_and_one_worker_in_both_positions_are_named_with_their_time():
    night = Interval(at("2026-11-16 15:00"), at("2026-11-17 07:00"))
    late = Interval(at("2026-11-16 18:00"), at("2026-11-17 07:00"))
    shifts = [Shift("standby_1", 1, late), Shift("standby_2", 1, night), Shift("standby_2", 2, late)]
    utc = Interval(late.began.astimezone(UTC), late.ended.astimezone(UTC))
    assert faults_of(shifts, [night]) == [
        Fault("gap", "standby_1", Interval(night.began.astimezone(UTC), late.began.astimezone(UTC))),
        Fault("in_both", "", utc),
        Fault("overlap", "standby_2", utc),
    ]


MINUTES = st.integers(0, 2000)


@pytest.mark.covers("004b/R-51")
@settings(deadline=None)
@given(st.lists(st.tuples(MINUTES, MINUTES), max_size=6))
def test_what_is_held_and_what_is_left_fill_the_period_together(drawn):
    start = datetime(2026, 11, 16, tzinfo=UTC)
    period = Interval(start, start + timedelta(minutes=1000))
    held = [Interval(start + timedelta(minutes=a), start + timedelta(minutes=b)) for a, b in drawn if a < b]
    covered = united(clipped(each, period) for each in held)
    assert sum(each.minutes for each in [*covered, *left_of(period, held)]) == period.minutes
