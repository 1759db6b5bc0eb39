"""Whoever works at home, outdoors or in the office reads the same and may do the same."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from tests.cases.factories import CaseFactory, PartyFactory
from tests.organisation.factories import WorkerFactory

from opora.audit.models import LogEntry

pytestmark = [pytest.mark.django_db, pytest.mark.covers("004b/R-6")]
OFFICE = {"REMOTE_ADDR": "10.20.0.7", "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64)"}
OUTDOORS = {"REMOTE_ADDR": "89.142.3.9", "HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 14) Mobile"}
HOME = {"REMOTE_ADDR": "2a00:ee2::17", "HTTP_USER_AGENT": "Mozilla/5.0 (Macintosh)"}
OF_THE_ANSWER = re.compile(
    r'name="(csrfmiddlewaretoken|writing|clock_begun)" value="[^"]*"|"X-CSRFToken": "[^"]*"'
)


@pytest.fixture
def worker():
    return WorkerFactory(professional_worker=True)


@pytest.fixture
def case(worker):
    case = CaseFactory(task="first_social_aid", unit=worker.unit, assigned_to=worker)
    PartyFactory(case=case, role="person")
    return case


def pages(case):
    return [
        reverse("worklist"),
        reverse("case", args=[case.public_id]),
        reverse("notes", args=[case.public_id]),
        reverse("cases"),
        reverse("quick_entry"),
    ]


def read(client, address, place):
    answer = client.get(address, **place)
    return answer.status_code, OF_THE_ANSWER.sub("", answer.content.decode())


def test_every_place_and_device_gets_the_same_pages(client, worker, case):
    client.force_login(worker)
    for address in pages(case):
        in_office = read(client, address, OFFICE)
        assert in_office[0] == 200
        assert read(client, address, OUTDOORS) == in_office
        assert read(client, address, HOME) == in_office


@pytest.mark.parametrize("place", [OFFICE, OUTDOORS, HOME], ids=["office", "outdoors", "home"])
def test_what_is_written_down_anywhere_is_kept_and_logged_alike(client, worker, case, place):
    client.force_login(worker)
    typed = {"text": "Pogovor pri stranki doma.", "kind": "note"}
    client.post(reverse("write_note", args=[case.public_id]), typed, **place)
    assert [note.text for note in case.notes.all()] == ["Pogovor pri stranki doma."]
    assert LogEntry.objects.filter(worker=worker, case_id=case.pk).exists()
