"""What the tests of this room share: a day, a worker, and sentences in English."""

from datetime import date

import pytest
from django.utils import translation
from tests.organisation.factories import WorkerFactory

TODAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def worker(db):
    return WorkerFactory(clerk=True)


@pytest.fixture
def head(db):
    """Who may merge and part records."""
    return WorkerFactory(head_of_unit=True)
