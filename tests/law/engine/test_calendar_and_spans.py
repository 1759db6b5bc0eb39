"""Days as numbers, and values that are not known yet."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opora.law.engine import calendar
from opora.law.engine.operations import ELEMENTWISE, bound, rank_among
from opora.law.engine.rounding import Direction, round_fraction
from opora.law.engine.span import Span, ends, span

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))
SMALL = st.integers(-40, 40)


@given(DAYS)
def test_a_day_number_is_read_back_as_the_same_day(day):
    number = calendar.day_number(day)
    assert calendar.civil(number) == (day.year, day.month, day.day)
    assert calendar.number_of(day.year, day.month, day.day) == number


@given(DAYS, st.integers(-30, 30))
def test_month_after_counts_months_and_answers_their_first_day(day, months):
    answer = calendar.day_of(calendar.month_after(calendar.day_number(day), months))
    assert answer.day == 1
    assert calendar.month_index(answer) - calendar.month_index(day) == months


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        ("2008-03-01", "2026-02-28", 17),
        ("2008-03-01", "2026-03-01", 18),
        ("2008-02-29", "2026-02-28", 17),
        ("2008-02-29", "2026-03-01", 18),
    ],
)
def test_an_age_is_completed_on_the_birthday(born, on, years):
    since, until = (calendar.day_number(date.fromisoformat(day)) for day in (born, on))
    assert calendar.completed_years(since, until) == years


@pytest.mark.parametrize(
    ("direction", "of_half", "of_minus_half"),
    [
        (Direction.HALF_AWAY_FROM_ZERO, 1, -1),
        (Direction.HALF_UP, 1, 0),
        (Direction.DOWN, 0, -1),
        (Direction.UP, 1, 0),
        (Direction.TOWARDS_ZERO, 0, 0),
    ],
)
def test_rounding_goes_where_its_direction_says_also_below_zero(direction, of_half, of_minus_half):
    assert round_fraction(1, 2, direction) == of_half
    assert round_fraction(-1, 2, direction) == of_minus_half


@st.composite
def spans_with_a_member(draw):
    low, high = sorted((draw(SMALL), draw(SMALL)))
    return span(low, high), draw(st.integers(low, high))


NUMBERS = {
    "add": 2,
    "subtract": 2,
    "multiply": 2,
    "less": 2,
    "less_or_equal": 2,
    "equal": 2,
    "smallest": 2,
    "largest": 2,
}


@given(st.sampled_from(sorted(NUMBERS)), spans_with_a_member(), spans_with_a_member())
def test_an_uncertain_result_always_holds_the_true_one(op, left, right):
    function = ELEMENTWISE[op].function
    low, high = ends(function(left[0], right[0]))
    assert low <= function(left[1], right[1]) <= high


@given(
    spans_with_a_member(),
    st.integers(1, 30).flatmap(lambda low: st.tuples(st.just(low), st.integers(low, 40))),
    st.sampled_from(list(Direction)),
)
def test_an_uncertain_quotient_always_holds_the_true_one(numerator, denominators, direction):
    function = bound(ELEMENTWISE["round_quotient"].function, {"direction": direction.value, "ground": ""})
    low, high = ends(function(numerator[0], span(*denominators)))
    assert low <= round_fraction(numerator[1], denominators[1], direction) <= high


def test_an_unknown_yes_stays_unknown_until_the_other_side_settles_it():
    unknown = Span(0, 1)
    assert (unknown & 0, unknown | 1) == (0, 1)
    assert (unknown & 1, unknown | 0, 1 - unknown) == (unknown, unknown, unknown)


def test_a_rank_is_given_once_and_narrows_as_keys_become_known():
    assert rank_among([1, 1, 0, 1], [5, 3, 1, 5]) == [2, 1, 1, 3]
    assert rank_among([1, 1, 1], [5, Span(1, 9), 7]) == [Span(1, 2), Span(1, 3), Span(2, 3)]


@given(DAYS, st.integers(0, 40_000))
def test_years_never_fall_as_time_goes_on(born, later):
    first = calendar.day_number(born)
    earlier = calendar.completed_years(first, first + later)
    assert calendar.completed_years(first, first + later + 1) >= earlier >= 0
    assert calendar.day_of(first + later) == born + timedelta(days=later)
