"""How a deadline is read on the pages."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cases.factories import MORNING
from tests.organisation.factories import UnitFactory, WorkerFactory
from tests.people.factories import PersonFactory

from opora.cases.models import Case, CatalogueVersion, PartyRole
from opora.cases.opening import open_case
from opora.catalogue import catalogue
from opora.web.deadlines import read

pytestmark = pytest.mark.django_db
OPENED_ON = date(2026, 5, 4)


def test_a_deadline_is_read_by_the_definition_of_its_case_also_when_the_task_is_gone(monkeypatch):
    unit = UnitFactory()
    case = open_case(
        task="public_funds_application",
        unit=unit,
        title="",
        parties=[(PersonFactory(), PartyRole.APPLICANT)],
        opened_by=WorkerFactory(clerk=True, unit=unit),
        opened_on=OPENED_ON,
        at=MORNING,
    )
    before = read(case.deadlines.get(key="fetch_records"), OPENED_ON)
    CatalogueVersion.objects.filter(pk=case.catalogue_version).update(hash="earlier")
    Case.objects.filter(pk=case.pk).update(catalogue_version="earlier")
    monkeypatch.setattr("opora.cases.catalogue_versions.catalogue", lambda: type(catalogue())({}, {}))
    monkeypatch.setattr("opora.catalogue.loading._in_force", [type(catalogue())({}, {})])
    case.refresh_from_db()
    assert read(case.deadlines.get(key="fetch_records"), OPENED_ON) == before
