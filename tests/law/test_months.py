"""Months are counted in one place."""

from datetime import date

import pytest

from opora.law import month_after, months_between, start_of_month


@pytest.mark.parametrize(
    ("day", "months", "first"),
    [
        (date(2026, 4, 30), 1, date(2026, 5, 1)),
        (date(2025, 12, 31), 1, date(2026, 1, 1)),
        (date(2026, 2, 10), -3, date(2025, 11, 1)),
        (date(2026, 12, 1), 24, date(2028, 12, 1)),
    ],
)
def test_a_month_is_counted_on_and_back_over_the_end_of_a_year(day, months, first):
    assert month_after(day, months) == first
    assert months_between(day, first) == months


def test_the_month_of_a_day_begins_on_its_first_day():
    assert start_of_month(date(2026, 2, 28)) == date(2026, 2, 1)
