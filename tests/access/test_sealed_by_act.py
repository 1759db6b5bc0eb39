"""A case of the unit that was sealed by an act: no page shows it to those who saw it the day before."""

from __future__ import annotations

import pytest
from django.utils import timezone
from tests.access.trying import findings

from opora.cases.models import Case
from opora.cases.sealing import seal_case
from opora.organisation.access_table import Page, table
from opora.organisation.models import Role

pytestmark = pytest.mark.django_db
# Every page that lists, finds, counts or writes out, and every page of a case: there it would be seen.
LISTS = (Page.LIST, Page.SEARCH, Page.AUTOCOMPLETE, Page.EXPORT, Page.FILE)
ROUTES = sorted(
    name
    for name, route in table().routes.items()
    if route.step is not None and (route.page in LISTS or (route.of == "case" and route.page == Page.DETAIL))
)

# They see it before, by their place.
WHO = (Role.PROFESSIONAL, Role.HEAD_OF_UNIT)


@pytest.fixture(scope="module")
def sealed_world(world):
    """The case of the own unit, sealed by the director, stands where a sealed one stands."""
    place = world.places["own_unit"]
    seal_case(
        Case.objects.get(pk=place.case.pk),
        reason="Na centru dela sorodnica stranke.",
        by=world.workers[Role.DIRECTOR],
        at=timezone.now(),
    )
    place.case.refresh_from_db()
    place.key = "sealed"
    world.places = {key: world.places[key] for key in ("assigned", "own_unit")}
    world.workers = {role: world.workers[role] for role in WHO}
    return world


@pytest.mark.parametrize("name", ROUTES)
def test_a_case_sealed_by_an_act_is_nowhere_for_its_unit(name, sealed_world):
    found = findings(table().routes[name], sealed_world)
    assert [each for each in found if "shows the" in each or "must be hidden" in each] == []
