"""What has to be reported while a right runs, and from when the centre decides anew."""

from datetime import date

import pytest

from opora.law import rulebook
from opora.law.procedure import (
    ProcedureError,
    changes_to_report,
    decided_anew_from,
    is_reported,
)


def test_a_kindergarten_in_another_municipality_need_not_be_told():
    """Worked example W051."""
    assert not is_reported("kindergarten_fee_reduction", "kindergarten_of_another_municipality")


@pytest.mark.covers("004a/R-124")
def test_leaving_kindergarten_must_be_told():
    """Worked example W052."""
    assert is_reported("kindergarten_fee_reduction", "kindergarten")


def test_a_monthly_right_asks_for_everything():
    assert changes_to_report("cash_social_assistance") is None
    assert is_reported("cash_social_assistance", "kindergarten_of_another_municipality")


def test_every_right_says_what_must_be_reported_and_in_three_languages():
    lists = {right: changes_to_report(right) for right in rulebook().graph.rights}
    assert "state_scholarship" in {right for right, changes in lists.items() if changes}
    for changes in filter(None, lists.values()):
        assert all(set(change.label) == {"sl", "it", "en"} and change.source for change in changes)


def test_a_change_that_nobody_named_is_refused():
    with pytest.raises(ProcedureError, match="No change is called 'holiday'"):
        is_reported("child_benefit", "holiday")


@pytest.mark.covers("004a/R-121")
@pytest.mark.parametrize(
    ("told_on", "from_day"),
    [(date(2021, 10, 1), date(2021, 11, 1)), (date(2021, 12, 31), date(2022, 1, 1))],
)
def test_a_change_counts_from_the_first_of_the_month_after_it_was_told(told_on, from_day):
    assert decided_anew_from(told_on) == from_day
