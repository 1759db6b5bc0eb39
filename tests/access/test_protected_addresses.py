"""The address that a person has protected stands on no page, in no list, search, calendar or file but theirs.

The pages are those of the generated tests, with the address planted wherever a case held it before the
protection. Every role and every act is tried by these too, with what a case holds since.
"""

from __future__ import annotations

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from tests.access.arguments import address, attempts
from tests.access.trying import words_of_answer

from opora.cases.assigning import give
from opora.cases.calendars import renew_feed
from opora.cases.protection import tell_cases_of_protection
from opora.documents.models import Direction, Document
from opora.organisation.access_table import Page, table
from opora.organisation.models import Role
from opora.people.models import Address, Person

pytestmark = pytest.mark.django_db
ROUTES = table().routes
ACTS = {name for name, route in ROUTES.items() if route.page == Page.ACT}


@pytest.fixture
def place(world):
    """The protected person's case, with the address in whatever was made while it was open to all."""
    place = world.places["protected"]
    street = str(Address.objects.get(person=place.person).street) + " 7"
    things = place.things
    _sent_before(things, street)
    for letter in things["decision"].letter["versions"].values():
        letter["addressee"] = [place.person.full_name, street, "6000 Koper"]
        letter["introduction"] = [{"kind": "paragraph", "text": f"Vlagateljica, {street}, 6000 Koper."}]
    things["decision"].save()
    things["appointment"].place, things["appointment"].subject = street, f"Obisk, {street}"
    things["appointment"].save()
    Person.objects.filter(pk=place.person.pk).update(protected_on=timezone.localdate())
    place.person.refresh_from_db()
    tell_cases_of_protection(place.person, "protect_address", place.case.opened_by, "Grožnje.")
    return place


def _sent_before(things, street):
    """The document went out to the person's address, and its delivery says so."""
    things["delivery"].address = f"{street}, 6000 Koper"
    things["delivery"].save()
    Document.objects.filter(pk=things["document"].pk).update(direction=Direction.OUTGOING)


def shown_at(place, world, role):
    """The addresses at which a worker of the role finds the street: pages, searches and files, not acts."""
    worker, client = world.workers[role], world.clients[role]
    found = set()
    for name, route in ROUTES.items():
        if not route.step or not route.step.personal or role not in route.step.who or name in ACTS:
            continue
        for posted in attempts(route, place)[:1]:
            with transaction.atomic():
                where = address(route, place)
                answer = client.get(where) if posted is None else client.post(where, posted)
                if place.street in words_of_answer(answer):
                    found.add(name)
                transaction.set_rollback(True)
    feed = client.get(reverse("calendar_feed", args=[renew_feed(worker, at=timezone.now())]))
    return found | ({"calendar_feed"} if place.street in feed.content.decode() else set())


@pytest.mark.covers("004a/R-10", "004d/R-13")
@pytest.mark.parametrize("role", [Role.HEAD_OF_UNIT, Role.DIRECTOR])
def test_a_protected_address_is_found_nowhere_in_the_centre(world, place, role):
    assert shown_at(place, world, role) == set()


@pytest.mark.covers("004a/R-10")
@pytest.mark.parametrize("role", [Role.PROFESSIONAL])
def test_who_was_given_the_case_reads_it_on_the_persons_page_and_in_the_papers_from_before(
    world, place, role
):
    give(place.case, to=world.workers[role], by=place.case.opened_by, at=timezone.now())
    assert shown_at(place, world, role) == {"person"}
    paper = address(ROUTES["document"], place)
    assert world.clients[role].get(paper).status_code == 200


@pytest.mark.parametrize("role", [Role.CLERK, Role.HEAD_OF_UNIT])
def test_a_paper_from_before_the_protection_opens_to_nobody_else(world, place, role):
    answer = world.clients[role].get(address(ROUTES["document"], place))
    assert answer.status_code == 422
    assert "preden je bil naslov" in answer.content.decode()
    Person.objects.filter(pk=place.person.pk).update(protected_on=place.things["document"].registered_on)
    Document.objects.filter(pk=place.things["document"].pk).update(registered_on=timezone.localdate())
    assert world.clients[role].get(address(ROUTES["document"], place)).status_code == 200
