"""The newest cases are those `visible_to` gives, in its order, read from the front."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.cases.factories import AccessFactory, CaseFactory
from tests.organisation.factories import CentreFactory, UnitFactory, WorkerFactory

from opora.cases.models import Case, CaseState
from opora.cases.newest import newest_visible_to

pytestmark = pytest.mark.django_db
TRAITS = [{}, {"awaiting_party": True}, {"decided": True}, {"closed": True}, {"sealed": True}]
ROLES = [
    {"clerk": True},
    {"professional_worker": True},
    {"head_of_unit": True},
    {"head_of_unit": True, "whole_centre": True},
    {"auditor": True, "whole_centre": True},
    {"administrator": True},
]


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def others(unit):
    """Cases of the unit, of another unit of the centre and of another centre, in every state."""
    places = [unit, UnitFactory(centre=unit.centre), UnitFactory(centre=CentreFactory())]
    return [CaseFactory(unit=place, **trait) for place in places for trait in TRAITS]


@pytest.mark.parametrize("role", ROLES, ids=lambda role: "_".join(role))
@pytest.mark.parametrize("states", [CaseState.values, [CaseState.OPEN], ["decided", "closed"]])
def test_they_are_those_the_worker_may_see_and_no_others(role, states, unit, others):
    worker = WorkerFactory(unit=unit, **role)
    now = timezone.now()
    for case in others[-5:-2]:
        AccessFactory(case=case, worker=worker)
    AccessFactory(case=others[-2], worker=worker, from_at=now - timedelta(days=3), until_at=now)
    for case in (others[4], others[9], others[-1]):  # sealed, and assigned to the worker
        Case.objects.filter(pk=case.pk).update(assigned_to=worker)
    visible = list(Case.objects.visible_to(worker).filter(state__in=states).order_by("-pk"))
    assert newest_visible_to(worker, states=states, most=100) == visible
    assert newest_visible_to(worker, states=states, most=3) == visible[:3]
    for place, last in enumerate(visible):
        assert newest_visible_to(worker, states=states, behind=last.pk, most=2) == visible[place + 1 :][:2]


def test_who_has_no_role_sees_none(others):
    assert others
    assert newest_visible_to(WorkerFactory(), most=100) == []
