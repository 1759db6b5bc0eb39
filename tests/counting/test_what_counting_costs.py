"""A count costs the database one question, and one more for each split of many values, however many cases."""

from __future__ import annotations

from datetime import date

import pytest
from tests.counting.history import a_case, a_record, about, counted
from tests.organisation.factories import UnitFactory

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 4)


@pytest.mark.parametrize("cases", [1, 30])
@pytest.mark.parametrize(
    ("task", "indicator", "questions"),
    [
        ("adult_in_difficulty", "persons", 1),  # persons by sex and age
        ("adult_in_difficulty", "help", 1),  # records by month and a word
        ("adult_in_difficulty", "groups", 2),  # cases by words of which each has several
        ("difficulties_in_growing_up", "families", 1),
    ],
)
def test_a_count_costs_the_same_however_many_cases(
    cases, task, indicator, questions, django_assert_num_queries
):
    unit = UnitFactory()
    for _ in range(cases):
        case = a_case(task, unit, MAY)
        about(case, "child" if task == "difficulties_in_growing_up" else "person")
        a_record(case, "beginning", MAY, groups=["debts", "illness"])
        a_record(case, "help", MAY, form="advice")
    with django_assert_num_queries(questions):
        counted(task, indicator, unit)
