"""What is decided stands in points that the letter numbers, however they were typed."""

from __future__ import annotations

import pytest

from opora.decisions.points import points


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Prvič.\n\nDrugič.", ["Prvič.", "Drugič."]),
        ("1. Prvič.\n2. Drugič.", ["Prvič.", "Drugič."]),
        ("1. Prvič.\n\n2. Drugič.", ["Prvič.", "Drugič."]),
        ("1) Prvič.\nin še to.\n2) Drugič.", ["Prvič.\nin še to.", "Drugič."]),
        ("Pravica se prizna od\n1. 12. 2026.", ["Pravica se prizna od\n1. 12. 2026."]),
        ("1. 12. 2026 začne veljati.", ["1. 12. 2026 začne veljati."]),
        ("1. člen se uporabi.", ["1. člen se uporabi."]),
        ("Po\n3. Točki pravilnika.", ["Po\n3. Točki pravilnika."]),
    ],
)
def test_a_point_is_a_paragraph_or_a_line_that_goes_on_counting(typed, expected):
    assert points(typed) == expected
