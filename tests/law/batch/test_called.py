"""What kernels call agrees with the engine."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from opora.law.batch.called import CALLED, last_day_of_birth, pick
from opora.law.engine.calendar import completed_years, day_number
from opora.law.engine.rounding import Direction, round_fraction

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31)).map(day_number)
LEAP_DAYS = st.sampled_from([day_number(date(year, 2, 29)) for year in range(1904, 2100, 4)])


@given(numerator=st.integers(-(10**12), 10**12), denominator=st.integers(1, 10**6))
def test_each_direction_rounds_as_the_engine_does_also_below_zero(numerator, denominator):
    for direction in Direction:
        assert CALLED[direction.value](numerator, denominator) == round_fraction(
            numerator, denominator, direction
        )


@given(half=st.integers(-1000, 1000))
def test_halves_round_as_the_engine_does(half):
    for direction in Direction:
        assert CALLED[direction.value](2 * half + 1, 2) == round_fraction(2 * half + 1, 2, direction)


@given(until=DAYS | LEAP_DAYS, years=st.integers(-2, 120), away=st.integers(-3, 3))
def test_who_is_born_by_the_last_day_has_completed_the_years(until, years, away):
    last = last_day_of_birth(until, years)
    born = last + away
    assert (completed_years(born, until) >= years) == (born <= last)


def test_a_choice_is_made_by_yes_or_no():
    assert (pick(1, 7, 9), pick(0, 7, 9)) == (7, 9)
