"""That a victim stays in a crisis centre or a safe house stands on no page of who does not handle the stay.

The woman is known to the unit from a case of her own, which the stay is linked with; the pages are those of
the generated tests.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from tests.access.arguments import address, attempts
from tests.access.trying import words_of_answer
from tests.cases.factories import CaseFactory
from tests.organisation.factories import WorkerFactory

from opora.cases.assigning import give
from opora.cases.calendars import renew_feed
from opora.cases.links import link_cases
from opora.cases.models import Appointment, CaseRecord, Deadline, LinkKind, Note, Party
from opora.catalogue import catalogue
from opora.organisation.access_table import Page, table
from opora.organisation.models import Role

pytestmark = pytest.mark.django_db
ROUTES = table().routes
HOUSE = "Zavetje pod Golico"
STAYS = ("victims_crisis_stay", "safe_house")


@pytest.fixture
def place(world):
    return world.places["protected"]


@pytest.fixture
def stays(place):
    """Stays of the woman, in each place that tells of them the house where she is."""
    return [stay_of(place, key) for key in STAYS]


def stay_of(place, key):
    task, of, now = catalogue().task(key, on=timezone.localdate()), place.case, timezone.now()
    owner = WorkerFactory(professional_worker=True, unit=of.unit)
    case = CaseFactory(
        task=key,
        unit=of.unit,
        seal=task.seal,
        assigned_to=owner,
        title=HOUSE,
        opened_on=timezone.localdate() - timedelta(days=30),
    )
    Party.objects.create(case=case, person=place.person, role="woman")
    for record in task.records:
        CaseRecord.objects.create(
            centre=case.centre,
            unit=case.unit,
            case=case,
            task=key,
            key=record.key,
            happened_on=case.opened_on,
            content={field.key: HOUSE for field in record.fields if "text" in field.type},
            entered_by=owner,
            entered_at=now,
        )
    link_cases(case, of, kind=LinkKind.GREW_OUT_OF, by=owner, at=now)
    Note.objects.create(case=case, by=owner, at=now, text=HOUSE)
    Appointment.objects.create(case=case, worker=owner, starts_at=now, subject=HOUSE, place=HOUSE)
    Deadline.objects.create(
        case=case, key="day_21", day=case.opened_on, explanation={}, set_on=case.opened_on
    )
    return case


def told_at(stays, place, world, role, names=frozenset(ROUTES)):
    """The addresses at which a worker of the role reads of the stays: pages, lists, searches and files."""
    worker, client = world.workers[role], world.clients[role]
    words = {HOUSE, *(stay.number for stay in stays)}
    found = set()
    for name in names:
        route = ROUTES[name]
        if not route.step or role not in route.step.who or route.page == Page.ACT:
            continue
        for posted in [*attempts(route, place)[:1], *_searches(route)]:
            with transaction.atomic():
                where = address(route, place)
                answer = client.get(where) if posted is None else client.post(where, posted)
                told = words_of_answer(answer)
                found |= {name} if any(each in told for each in words) else set()
                transaction.set_rollback(True)
    feed = client.get(reverse("calendar_feed", args=[renew_feed(worker, at=timezone.now())]))
    return found | ({"calendar_feed"} if HOUSE in feed.content.decode() else set())


def _searches(route):
    """Beside the woman's name, a word of the house."""
    return [{"text": HOUSE.split()[0]}] if route.page in (Page.SEARCH, Page.AUTOCOMPLETE) else []


@pytest.mark.covers("004b/R-30", "004c/R-61")
@pytest.mark.parametrize("role", [Role.CLERK, Role.PROFESSIONAL, Role.HEAD_OF_UNIT, Role.DIRECTOR])
def test_a_stay_is_told_nowhere_to_who_does_not_handle_it(world, place, stays, role):
    assert told_at(stays, place, world, role) == set()


def test_whoever_was_given_the_stay_finds_it_in_their_day_their_cases_and_with_her(world, place, stays):
    give(stays[0], to=world.workers[Role.PROFESSIONAL], by=stays[0].opened_by, at=timezone.now())
    places = {"worklist", "cases", "person"}
    assert told_at(stays, place, world, Role.PROFESSIONAL, places) >= places
