"""Whose name stands on a page stands in its log entry: compared name by name."""

from __future__ import annotations

from html import unescape

import pytest
from django.urls import reverse
from tests.web.scene import set_scene, take_in_application

from opora.audit.models import LogEntry
from opora.people.models import Person

pytestmark = pytest.mark.django_db


def named_on(response) -> set[int]:
    """Everybody on record whose name the page shows, in either order."""
    page = unescape(response.content.decode())
    return {
        person.pk
        for person in Person.objects.all()
        if f"{person.given_name} {person.family_name}" in page
        or f"{person.family_name} {person.given_name}" in page
    }


@pytest.mark.covers("004b/R-73")
@pytest.mark.parametrize("name", ["worklist", "cases"])
def test_a_list_of_cases_logs_every_applicant_it_names(sign_in, name):
    scene = set_scene()
    response = sign_in(scene.clerk).get(reverse(name))
    named = named_on(response)
    assert len(named) >= 5
    assert named <= set(LogEntry.objects.latest("pk").persons)


@pytest.mark.parametrize(
    "name", ["case", "facts", "calculation", "decisions", "documents", "deliveries", "case_access"]
)
def test_a_page_of_a_case_logs_every_party_in_its_header(sign_in, name):
    scene = set_scene()
    case = take_in_application(scene).case
    response = sign_in(scene.clerk).get(reverse(name, args=[case.public_id]))
    entry = LogEntry.objects.latest("pk")
    assert named_on(response) <= set(entry.persons)
    assert set(case.parties.values_list("person_id", flat=True)) <= set(entry.persons)
    assert entry.case_id == case.pk


def test_the_cases_on_a_persons_page_log_whom_they_are_about(sign_in):
    scene = set_scene()
    take_in_application(scene)
    response = sign_in(scene.clerk).get(reverse("person", args=[scene.father.public_id]))
    named = named_on(response)
    assert scene.mother.pk in named
    assert named <= set(LogEntry.objects.latest("pk").persons)


def test_a_case_found_by_number_logs_its_applicant(sign_in):
    scene = set_scene()
    response = sign_in(scene.clerk).post(reverse("search"), {"text": scene.case.number})
    named = named_on(response)
    assert scene.mother.pk in named
    assert named <= set(LogEntry.objects.latest("pk").persons)
