"""What a register is asked for."""

from datetime import date

import pytest

from opora.sources.asked_for import AskedFor


def test_the_months_before_filing_cross_the_new_year():
    asked = AskedFor.before_filing(date(2026, 2, 28), months=3, years=2)
    assert asked.months == ("2025-11", "2025-12", "2026-01")
    assert asked.years == ("2024", "2025")


def test_a_question_survives_its_way_as_json():
    asked = AskedFor.before_filing(date(2026, 2, 28), months=3, years=2)
    assert AskedFor.from_json(asked.to_json()) == asked


@pytest.mark.parametrize("data", [{}, {"day": "soon", "months": [], "years": []}, {"day": "2026-02-28"}])
def test_something_else_is_no_question(data):
    with pytest.raises(ValueError):
        AskedFor.from_json(data)
