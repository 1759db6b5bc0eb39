"""What the tests of this room share: a day, a worker, and sentences in English."""

from datetime import date

import pytest
from django.utils import translation
from tests.organisation.factories import WorkerFactory

from opora.people import need_to_know
from opora.people.models import Person

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


@pytest.fixture
def everybody_has_a_case_here(monkeypatch):
    """As if every person had a case that the worker reaches: these tests are about the acts themselves."""

    def everybody(_worker, _step):
        return Person.objects.values("pk")

    monkeypatch.setattr(need_to_know, "_reached_for_steps", [everybody])
