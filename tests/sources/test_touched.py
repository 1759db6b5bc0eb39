"""What a faulty source has touched."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.sources.factories import ANSWERED_AT, FactFactory

from opora.sources.touched import facts_told_by, touched_by

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)
NOON = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)


def test_a_faulty_source_and_time_name_the_cases_and_facts_it_touched():
    touched = FactFactory(case_id=5)
    FactFactory(case_id=6, source="bank", key="savings")
    FactFactory(case_id=7, evidence=True)
    FactFactory(case_id=8, recorded_at=ANSWERED_AT - timedelta(days=1))
    assert touched_by("tax", from_at=MORNING, until_at=NOON) == [5]
    assert facts_told_by("tax", from_at=MORNING, until_at=NOON) == [touched.pk]


def test_a_fact_superseded_since_was_touched_all_the_same():
    newer = FactFactory(case_id=5, recorded_at=NOON + timedelta(days=1))
    FactFactory(case_id=5, person=newer.person, superseded_by=newer)
    assert touched_by("tax", from_at=MORNING, until_at=NOON) == [5]
