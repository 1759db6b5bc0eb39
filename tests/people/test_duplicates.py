"""Who on record may be the person being entered."""

from datetime import date

import pytest
from tests.people.factories import PersonFactory, generated_emso

from opora.people.duplicates import possible_duplicates

BORN = date(1988, 3, 2)


@pytest.fixture
def on_record(db):
    return PersonFactory(
        given_name="Anamarija",
        family_name="Kovačič",
        born=BORN,
        emso=generated_emso(BORN, "female"),
        tax_number="50223054",
    )


@pytest.mark.parametrize(
    ("entered", "why"),
    [
        ({"emso": generated_emso(BORN, "female")}, "same_emso"),
        ({"tax_number": "SI 50223054"}, "same_tax_number"),
        ({"given_name": "anamarija", "family_name": "KOVACIC", "born": BORN}, "same_name_and_birth"),
        ({"given_name": "Kovačič", "family_name": "Anamarija", "born": BORN}, "same_name_and_birth"),
        ({"given_name": "", "family_name": "Kovacic Anamarija", "born": BORN}, "same_name_and_birth"),
        ({"given_name": "Kovačič", "family_name": "Ana Marija", "born": BORN}, "similar_name_same_birth"),
        ({"given_name": "Ana Marija", "family_name": "Kovačič", "born": BORN}, "similar_name_same_birth"),
        ({"given_name": "Anamarija", "family_name": "Kovčaič", "born": BORN}, "similar_name_same_birth"),
        ({"given_name": "Anamarija", "family_name": "Kovačič"}, "same_name_birth_unknown"),
        ({"given_name": "Kovacic", "family_name": "Anamarija"}, "same_name_birth_unknown"),
        (
            {"given_name": "Anamarija", "family_name": "Kovacic", "born": date(1988, 3, 12)},
            "same_name_birth_near",
        ),
        (
            {"given_name": "Anamarija", "family_name": "Kovačič", "born": date(1989, 3, 2)},
            "same_name_birth_near",
        ),
        (
            {"given_name": "Anamarija", "family_name": "Kovačič", "born": date(1988, 2, 3)},
            "same_name_birth_near",
        ),
    ],
)
def test_a_likely_duplicate_is_shown_with_its_reason(on_record, entered, why):
    found = possible_duplicates(**entered)
    assert [(resemblance.person, resemblance.why) for resemblance in found] == [(on_record, why)]
    assert found[0].wording


@pytest.mark.parametrize(
    "entered",
    [
        {"given_name": "Anamarija", "family_name": "Kovačič", "born": date(1990, 1, 1)},
        {"given_name": "Zala", "family_name": "Vidmar", "born": BORN},
        {},
    ],
)
def test_somebody_else_is_no_duplicate(on_record, entered):
    assert possible_duplicates(**entered) == []


def test_neither_the_person_themselves_nor_a_merged_record_is_a_duplicate(on_record):
    PersonFactory(given_name="Anamarija", family_name="Kovačič", born=BORN, merged_into=on_record)
    entered = {"given_name": "Anamarija", "family_name": "Kovačič", "born": BORN}
    assert possible_duplicates(**entered, apart_from=on_record) == []
