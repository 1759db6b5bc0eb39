"""What a faulty source has told, and what was told differently since."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.sources.factories import ANSWERED_AT, FactFactory

from opora.sources.touched import facts_told_by, newer_facts

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)
NOON = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)


def test_a_faulty_source_and_time_name_the_facts_it_told():
    touched = FactFactory(case_id=5)
    FactFactory(case_id=6, source="bank", key="savings")
    FactFactory(case_id=7, evidence=True)
    FactFactory(case_id=8, recorded_at=ANSWERED_AT - timedelta(days=1))
    assert facts_told_by("tax", from_at=MORNING, until_at=NOON) == [touched.pk]


def test_a_fact_superseded_since_was_touched_all_the_same():
    newer = FactFactory(case_id=5, recorded_at=NOON + timedelta(days=1))
    older = FactFactory(case_id=5, person=newer.person, superseded_by=newer)
    assert facts_told_by("tax", from_at=MORNING, until_at=NOON) == [older.pk]


def test_only_another_value_of_the_same_thing_is_told_differently():
    used = FactFactory(case_id=5, value="100.00")
    same = {"case_id": 5, "person": used.person, "recorded_at": NOON}
    differs = FactFactory(**same, evidence=True, value="200.00")
    FactFactory(**same, stated=True, value="100.00")
    FactFactory(**same, key="savings", value="9.00")
    FactFactory(case_id=6, person=used.person, recorded_at=NOON, value="300.00")
    assert newer_facts([used.pk]) == {used.pk: [differs]}
    assert newer_facts([]) == {}
