"""Every indicator of the catalogue can be asked: its question is one the database understands."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override
from tests.organisation.factories import UnitFactory

from opora.catalogue import catalogue
from opora.counting.counted import count
from opora.counting.figures import Unknown
from opora.counting.meaning import meaning_of
from opora.counting.period import Period
from opora.counting.wording import unit_of_count

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("field", [entry.key for entry in catalogue().code_lists["fields_of_work"].entries])
def test_every_indicator_of_the_catalogue_can_be_counted(field):
    unit = UnitFactory()
    for key, versions in catalogue().tasks.items():
        for task in (version for version in versions if version.field == field):
            for indicator in task.indicators:
                found = count(key, task, indicator, Period.year(2025), units=[unit], on=TODAY)
                assert found.unknown is not Unknown.NOT_DEFINED, f"{key}.{indicator.key}: {found.why}"
                assert not found.is_known or found.whole.value == 0


@pytest.mark.covers("004b/R-1")
def test_every_number_says_what_one_of_it_is():
    """Persons, cases, tasks and services are never told apart by guessing."""
    unsaid = [
        f"{key}.{indicator.key}"
        for key, versions in catalogue().tasks.items()
        for task in versions
        for indicator in task.indicators
        if not unit_of_count(meaning_of(key, task, indicator))
    ]
    assert unsaid == []


@pytest.mark.covers("004b/R-1")
@pytest.mark.parametrize(
    ("task", "indicator", "one"),
    [
        ("family_help", "hours_first_cycle", "ure"),
        ("preliminary_counselling", "wait_to_first_interview", "dnevi"),
        ("preliminary_counselling", "interviews_per_case", "zapisi na zadevo"),
        ("community_treatment", "per_coordinator", "zapisi na delavca"),
        ("home_help", "carers_per_user", "delavci na zadevo"),
        ("staff_presence", "load", "odprte zadeve"),
    ],
)
def test_an_average_says_of_what(task, indicator, one):
    version = catalogue().tasks[task][-1]
    asked = next(each for each in version.indicators if each.key == indicator)
    with override("sl"):
        assert unit_of_count(meaning_of(task, version, asked)) == one
