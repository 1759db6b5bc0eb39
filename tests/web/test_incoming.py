"""The pages of incoming mail: stamped, seen by those who assign it, and nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import CaseFactory
from tests.documents.conftest import pdf
from tests.organisation.factories import UnitFactory, WorkerFactory

from opora.documents import virus_check
from opora.documents.models import Mail, MailFile

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
        "channel": "post",
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


def test_what_a_worker_stamped_without_a_case_stays_in_their_list_until_it_has_one(clerk, sign_in):
    stamped_by = WorkerFactory(unit=clerk.unit, professional_worker=True)
    colleague = WorkerFactory(unit=clerk.unit, professional_worker=True)
    client = sign_in(stamped_by)
    stamped = client.post(reverse("take_in_mail"), given(stamped_by))
    mail = Mail.objects.get()
    assert stamped.url == reverse("mail_item", args=[mail.public_id])
    assert "Policijska postaja Koper" in client.get(reverse("mail")).content.decode()
    assert reverse("assign_mail", args=[mail.public_id]) in client.get(stamped.url).content.decode()
    assert "Policijska postaja Koper" not in sign_in(colleague).get(reverse("mail")).content.decode()
    case = CaseFactory(unit=clerk.unit)
    client.post(reverse("assign_mail", args=[mail.public_id]), {"case_number": case.number})
    assert Mail.objects.get().case == case
    assert "Policijska postaja Koper" not in client.get(reverse("mail")).content.decode()


def test_a_colleague_s_mail_is_not_given_away_by_who_neither_took_it_in_nor_gives_it_out(clerk, sign_in):
    sign_in(clerk).post(reverse("take_in_mail"), given(clerk))
    other = WorkerFactory(unit=clerk.unit, professional_worker=True)
    case = CaseFactory(unit=clerk.unit)
    address = reverse("assign_mail", args=[Mail.objects.get().public_id])
    assert sign_in(other).post(address, {"case_number": case.number}).status_code == 404
    assert Mail.objects.get().case is None


def test_the_head_is_told_on_my_day_of_mail_that_waits_for_its_case(clerk, sign_in):
    worker = WorkerFactory(unit=clerk.unit, professional_worker=True)
    sign_in(worker).post(reverse("take_in_mail"), given(worker))
    head = WorkerFactory(unit=clerk.unit, head_of_unit=True)
    page = sign_in(head).get(reverse("worklist")).content.decode()
    assert "1 pošiljka čaka na svojo zadevo" in page
    assert reverse("mail") in page


def test_a_registered_letter_counts_as_filed_on_the_day_it_was_posted(clerk, sign_in):
    """ZUP 68."""
    client, today = sign_in(clerk), timezone.localdate()
    posted = today - timedelta(days=3)
    sent = given(clerk, channel="registered", posted_on=f"{posted:%d. %m. %Y}")
    page = client.get(client.post(reverse("take_in_mail"), sent).url).content.decode()
    assert Mail.objects.get().counts_as_filed_on == posted
    assert "priporočena pošta" in page
    assert "Velja za vloženo" in page
    ordinary = given(clerk, channel="post", posted_on=f"{posted:%d. %m. %Y}")
    client.post(reverse("take_in_mail"), ordinary)
    assert Mail.objects.latest("pk").counts_as_filed_on == today


def test_nothing_is_posted_after_it_came(clerk, sign_in):
    today = timezone.localdate()
    late = given(clerk, channel="registered", received_on=f"{today - timedelta(days=2):%d. %m. %Y}")
    answer = sign_in(clerk).post(reverse("take_in_mail"), late | {"posted_on": f"{today:%d. %m. %Y}"})
    assert answer.status_code == 422
    assert "oddan" in answer.content.decode()
    assert not Mail.objects.exists()


def test_a_faulty_form_keeps_the_chosen_file_and_says_so_where_it_cannot(clerk, sign_in):
    answer = sign_in(clerk).post(reverse("take_in_mail"), given(clerk, case_number="122-9/1999"))
    page = answer.content.decode()
    assert 'hx-encoding="multipart/form-data"' in page
    assert "<noscript" in page
    redirected = sign_in(clerk).post(reverse("take_in_mail"), given(clerk), headers={"HX-Request": "true"})
    assert redirected.headers["HX-Redirect"] == reverse("mail_item", args=[Mail.objects.get().public_id])


def test_several_files_of_one_piece_are_kept_and_become_documents_of_its_case(clerk, sign_in):
    client = sign_in(clerk)
    files = [
        SimpleUploadedFile(f"{name}.pdf", pdf(name.encode()), "application/pdf")
        for name in ("dopis", "priloga")
    ]
    stamped = client.post(reverse("take_in_mail"), given(clerk) | {"attachment": files}, follow=True)
    mail = Mail.objects.get()
    assert [each.file_name for each in mail.files] == ["dopis.pdf", "priloga.pdf"]
    assert "priloga.pdf" in stamped.content.decode()
    where = reverse("mail_file", args=[mail.public_id])
    assert client.get(where, {"file": "2"}).content == pdf(b"priloga")
    assert client.get(where, {"file": "3"}).status_code == 404
    case = CaseFactory(unit=clerk.unit)
    client.post(reverse("assign_mail", args=[mail.public_id]), {"case_number": case.number})
    assert list(case.documents.order_by("sequence").values_list("file_name", flat=True)) == [
        "dopis.pdf",
        "priloga.pdf",
    ]
    assert MailFile.objects.get().document.title == "priloga.pdf"


def test_one_file_that_cannot_be_taken_in_lets_none_in_and_is_told_apart(clerk, sign_in):
    files = [
        SimpleUploadedFile("dopis.pdf", pdf(), "application/pdf"),
        SimpleUploadedFile("slika.pdf", b"GIF89a", "application/pdf"),
    ]
    answer = sign_in(clerk).post(reverse("take_in_mail"), given(clerk) | {"attachment": files})
    assert answer.status_code == 422
    assert 'data-let-go="1 "' in answer.content.decode()
    assert not Mail.objects.exists()
    none = sign_in(clerk).post(reverse("take_in_mail"), given(clerk) | {"attachment": []})
    assert 'id="id_attachment_error"' in none.content.decode()
