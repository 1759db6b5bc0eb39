"""A form that stands filled in is saved as it stands, whichever language it is read in."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from lxml import html
from tests.documents.conftest import pdf
from tests.web.scene import set_scene
from tests.web.work_scene import eviction_case, talk

from opora.cases.models import Case, CaseRecord, CaseStep, Note, NoteKind
from opora.documents.models import Document

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def case(scene):
    return eviction_case(scene)


@pytest.fixture(params=["sl", "it", "en"])
def client(request, scene, sign_in):
    client = sign_in(scene.clerk)
    client.post(reverse("set_language"), {"language": request.param, "next": "/day/"})
    return client


@pytest.fixture
def saves(client):
    """Opens a page, fills in some fields of its form with the given one, and sends all as a browser would."""

    def saved(address: str, having: str, query: str = "", **typed: Any) -> None:
        page = html.fromstring(client.get(address + query).content.decode())
        form = next(each for each in page.forms if each.method == "POST" and having in each.fields)
        sent: dict[str, Any] = {}
        for name, value in form.form_values():
            sent.setdefault(name, []).append(value)
        answer = client.post(form.action or address, sent | typed)
        assert answer.status_code == 302, re.findall(
            r"<[^>]*error[^>]*>.{0,200}", answer.content.decode(), re.S
        )

    return saved


def test_a_step(saves, case):
    saves(reverse("case_step", args=[case.public_id, "study_request"]), "do-on", **{"do-minutes": "15"})
    assert CaseStep.objects.get(case=case).ended_on == timezone.localdate()


def test_a_record(saves, case):
    debtor = case.parties.get(role="debtor")
    saves(
        reverse("add_record", args=[case.public_id, "talk"]),
        "of-note",
        **{"of-note": "Povedala je.", "of-with": debtor.pk},
    )
    assert CaseRecord.objects.filter(case=case, key="talk").exists()


def test_a_record_that_is_changed(saves, case, scene):
    kept = talk(case, scene)
    before = kept.content["held_on"]
    saves(reverse("record", args=[kept.public_id]), "of-note", **{"of-note": "Najemnina je plačana."})
    kept = CaseRecord.objects.get(public_id=kept.public_id)
    assert kept.content["note"] == "Najemnina je plačana."
    assert kept.content["held_on"][:16] == before[:16]


@pytest.mark.parametrize("kind", [NoteKind.NOTE, NoteKind.PHONE, NoteKind.IN_PERSON])
def test_a_note(saves, case, kind):
    saves(
        reverse("write_note", args=[case.public_id]), "typed_by", f"?kind={kind}", text="Poklicala je sestra."
    )
    assert Note.objects.get(case=case).kind == kind


def test_a_quick_entry(saves):
    saves(
        reverse("quick_entry"),
        "contact-held_on",
        "?of=first_contact",
        **{
            "confidential_record-findings": "Gospa ne more plačati položnic.",
            "confidential_record-agreements": "Prinese obvestila o dolgu.",
            "contact-channel": "office",
            "contact-seekers": "1",
            "contact-situation": "debts",
            "contact-result": "advice_was_enough",
            "contact-minutes": "25",
        },
    )
    assert Case.objects.filter(task="first_social_aid").exists()


def test_a_registered_document(saves, case):
    saves(
        reverse("documents", args=[case.public_id]),
        "kind",
        attachment=SimpleUploadedFile("dopis.pdf", pdf(), "application/pdf"),
        title="Dopis",
    )
    assert Document.objects.filter(case=case).exists()


def test_a_new_case(saves, scene):
    saves(
        reverse("new_case", args=["opinion_on_eviction"]),
        "opened_on",
        title="Nova zadeva",
        unit_reason="Prišlo je k nam.",
        opened_how="court",
        **{"row-0-kind": "person", "row-0-role": "debtor", "row-0-person": str(scene.mother.public_id)},
    )
    assert Case.objects.filter(title="Nova zadeva").exists()
