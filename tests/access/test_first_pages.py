"""Whatever the first pages of a role link to opens for that role: nobody is led to a closed door."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.access.world import World

from opora.cases.models import Deadline, Handover
from opora.organisation.access_table import table
from opora.organisation.models import Role, RoleGrant
from opora.web.navigation import GROUPS

pytestmark = pytest.mark.django_db
FIRST = ("home", "worklist", "unit_overview")


class LinksOfMain(HTMLParser):
    """The addresses that the main part of a page links to, each once, without their fragments."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = 0
        self.found: dict[str, None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside += tag == "main"
        where = dict(attrs).get("href") or ""
        if tag == "a" and self.inside and where.startswith(("/", "?")):
            self.found[where.partition("#")[0]] = None

    def handle_endtag(self, tag: str) -> None:
        self.inside -= tag == "main"


def links_of(client, name: str) -> list[str]:
    """Where the page leads; nothing where it is not this role's."""
    response = client.get(reverse(name), follow=True)
    if response.status_code == 403:
        return []
    assert response.status_code == 200
    page = LinksOfMain()
    page.feed(response.content.decode())
    here = response.request["PATH_INFO"]
    return [f"{here}{where}" if where.startswith("?") else where for where in page.found if where]


@pytest.fixture
def waiting(world: World) -> World:
    """More of what waits for those who give out and watch over work, sealed cases among it."""
    now, sealed = timezone.now(), world.places["sealed"].case
    place = world.places["own_unit"]
    for case in (sealed, world.places["other_unit"].case):
        Handover.objects.create(
            case=case, to_unit=place.case.unit, message="Nujno.", by=place.case.assigned_to, at=now
        )
    Deadline.objects.filter(case=place.case).update(day=now.date().replace(year=now.year - 1))
    RoleGrant.objects.filter(worker=place.case.assigned_to).update(given_at=now)
    return world


@pytest.mark.parametrize("role", Role)
def test_every_link_of_the_first_pages_of_a_role_opens_for_it(waiting, role):
    client = waiting.clients[role]
    links = {where for name in FIRST for where in links_of(client, name)}
    closed = {where: client.get(where, follow=True).status_code for where in sorted(links)}
    assert {where: status for where, status in closed.items() if status != 200} == {}
    if role in (Role.DIRECTOR, Role.HEAD_OF_UNIT, Role.PROFESSIONAL):
        assert len(links) > 5


def test_the_navigation_offers_a_page_by_the_step_that_opens_it():
    entries = [entry for _words, group in GROUPS for entry in group]
    other = {
        entry.name: entry.step
        for entry in entries
        if (step := table().routes[entry.name].step) is None or step.key != entry.step
    }
    assert other == {}
