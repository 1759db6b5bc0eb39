"""The pages of incoming mail: stamped, seen by those who assign it, and nothing typed is lost."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import CaseFactory
from tests.documents.conftest import pdf
from tests.organisation.factories import UnitFactory, WorkerFactory

from opora.documents import virus_check
from opora.documents.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(settings, tmp_path, monkeypatch):
    settings.OPORA_DOCUMENTS, settings.OPORA_CLAMD = tmp_path, ""
    monkeypatch.setattr(virus_check, "USUAL_SOCKETS", ())
    monkeypatch.setattr(virus_check.shutil, "which", lambda _name: None)
    return WorkerFactory(unit=UnitFactory(), clerk=True)


def given(clerk, **more):
    today = timezone.localdate()
    return {
        "unit": clerk.unit_id,
        "received_on": f"{today:%d. %m. %Y}",
        "sender": "Policijska postaja Koper",
        "subject": "Obvestilo",
        "attachments": "1",
        "attachment": SimpleUploadedFile("obvestilo.pdf", pdf(), content_type="application/pdf"),
    } | more


def test_mail_is_stamped_waits_and_is_assigned(clerk, sign_in):
    client = sign_in(clerk)
    assert "nepregledane" in client.get(reverse("take_in_mail")).content.decode()
    stamped = client.post(reverse("take_in_mail"), given(clerk))
    mail = Mail.objects.get()
    assert stamped.url == reverse("mail_item", args=[mail.public_id])
    page = client.get(stamped.url).content.decode()
    assert f"1/{timezone.localdate().year}" in page
    assert "ni pregledano za viruse" in page
    assert "Policijska postaja Koper" in client.get(reverse("mail")).content.decode()
    assert client.get(reverse("mail_file", args=[mail.public_id])).content.startswith(b"%PDF")
    case = CaseFactory(unit=clerk.unit)
    client.post(reverse("assign_mail", args=[mail.public_id]), {"case_number": case.number})
    assert "Policijska postaja Koper" not in client.get(reverse("mail")).content.decode()
    assert "Obvestilo" in client.get(reverse("documents", args=[case.public_id])).content.decode()


def test_a_wrong_number_keeps_what_was_typed_and_takes_nothing_in(clerk, sign_in):
    response = sign_in(clerk).post(reverse("take_in_mail"), given(clerk, case_number="122-9/1999"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "122-9/1999" in page
    assert "Policijska postaja Koper" in page
    assert not Mail.objects.exists()


def test_mail_given_to_a_sealed_case_is_no_longer_seen_by_who_gave_it(clerk, sign_in):
    client = sign_in(clerk)
    case = CaseFactory(unit=clerk.unit, seal="violence")
    answer = client.post(reverse("take_in_mail"), given(clerk, case_number=case.number))
    assert answer.url == reverse("take_in_mail")
    assert client.get(reverse("mail_item", args=[Mail.objects.get().public_id])).status_code == 404
