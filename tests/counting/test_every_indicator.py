"""Every indicator of the catalogue can be asked: its question is one the database understands."""

from __future__ import annotations

from datetime import date

import pytest
from tests.organisation.factories import UnitFactory

from opora.catalogue import catalogue
from opora.counting.counted import count
from opora.counting.figures import Unknown
from opora.counting.period import Period

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
