"""In which months what comes again falls due, and on which day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opora.wards.turns import MONTHS, ONCE, Standing, due_in, due_up_to, month_after, month_before

DAYS = st.dates(date(2019, 1, 1), date(2031, 12, 31))
STANDING = st.builds(
    Standing,
    rhythm=st.sampled_from([*MONTHS, ONCE]),
    first=DAYS,
    last=st.none() | DAYS,
    day=st.none() | st.integers(0, 40),
)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("rhythm", "first", "last", "on_day", "month", "due"),
    [
        ("monthly", "2026-01-01", None, 15, "2026-05", "2026-05-15"),
        ("monthly", "2026-01-31", None, None, "2026-02", "2026-02-28"),
        ("monthly", "2024-01-31", None, None, "2024-02", "2024-02-29"),
        ("monthly", "2026-01-31", None, None, "2026-04", "2026-04-30"),
        ("monthly", "2026-01-01", None, 30, "2026-02", "2026-02-28"),
        ("monthly", "2026-03-15", None, 5, "2026-03", None),  # begins after its day
        ("monthly", "2026-03-15", None, 5, "2026-04", "2026-04-05"),
        ("monthly", "2026-03-15", None, 15, "2026-03", "2026-03-15"),
        ("monthly", "2026-01-01", "2026-06-10", 15, "2026-06", None),  # ends before its day
        ("monthly", "2026-01-01", "2026-06-15", 15, "2026-06", "2026-06-15"),
        ("monthly", "2026-01-01", "2026-06-30", 31, "2026-06", "2026-06-30"),
        ("monthly", "2026-01-01", None, 15, "2025-12", None),
        ("quarterly", "2025-11-10", None, None, "2026-02", "2026-02-10"),
        ("quarterly", "2025-11-10", None, None, "2026-01", None),
        ("half_yearly", "2025-11-30", None, None, "2026-05", "2026-05-30"),
        ("yearly", "2024-02-29", None, None, "2026-02", "2026-02-28"),
        ("yearly", "2024-02-29", None, None, "2026-03", None),
        ("yearly", "2024-03-10", None, 5, "2024-03", None),
        ("yearly", "2024-03-10", None, 5, "2025-03", "2025-03-05"),
        (ONCE, "2026-05-20", None, None, "2026-05", "2026-05-20"),
        (ONCE, "2026-05-20", None, 5, "2026-05", None),
        (ONCE, "2026-05-20", None, 5, "2026-06", "2026-06-05"),
        (ONCE, "2026-05-20", "2026-05-31", 5, "2026-06", None),
        (ONCE, "2026-12-20", None, 5, "2027-01", "2027-01-05"),
    ],
)
def test_a_due_falls_on_its_day_in_its_months(rhythm, first, last, on_day, month, due):
    standing = Standing(rhythm, day(first), day(last) if last else None, on_day)
    assert due_in(standing, day(f"{month}-01")) == (day(due) if due else None)


@given(STANDING, DAYS)
def test_what_is_due_lies_in_the_month_and_in_its_own_time(standing, month):
    due = due_in(standing, month)
    if due is not None:
        assert (due.year, due.month) == (month.year, month.month)
        assert standing.first <= due <= (standing.last or date.max)
        wanted = standing.day if standing.day and standing.day <= 31 else standing.first.day
        assert due.day == min(wanted, monthrange(due.year, due.month)[1])


@given(STANDING, st.integers(2019, 2030))
def test_a_year_has_as_many_turns_as_its_rhythm_says_at_most(standing, year):
    dues = [due_in(standing, date(year, month, 1)) for month in range(1, 13)]
    turns = 12 // MONTHS.get(standing.rhythm, 12)
    assert sum(due is not None for due in dues) <= turns


@given(st.sampled_from(list(MONTHS)), DAYS, st.integers(0, 200))
def test_without_an_end_every_turn_comes_again(rhythm, first, turns):
    standing, month = Standing(rhythm, first), first.replace(day=1)
    for _turn in range(turns % 40 * MONTHS[rhythm]):
        month = month_after(month)
    assert due_in(standing, month) is not None
    assert due_up_to(standing, month) == due_in(standing, month)


@given(STANDING, DAYS)
def test_what_is_due_once_stays_due_until_it_is_done(standing, month):
    due = due_up_to(standing, month)
    if standing.rhythm == ONCE and due is not None:
        assert due_up_to(standing, month_after(month)) == due
        assert due_in(standing, due) == due


@given(DAYS)
def test_the_month_before_the_next_is_this_one(any_day):
    assert month_before(month_after(any_day)) == any_day.replace(day=1)
    assert month_after(month_before(any_day)) == any_day.replace(day=1)
