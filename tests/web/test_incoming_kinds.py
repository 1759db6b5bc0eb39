"""What a registered paper may be: the documents that the task names, and what fits its cases."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import CaseFactory
from tests.documents.conftest import pdf
from tests.web.scene import set_scene, take_in_application
from tests.web.work_scene import eviction_case

from opora.cases.catalogue_versions import task_of
from opora.documents.incoming_kinds import incoming_of, kinds_for
from opora.documents.models import Document, Mail

pytestmark = pytest.mark.django_db
OF_AN_APPLICATION = {"supplement", "application_attachment"}


@pytest.fixture
def scene(settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path
    return set_scene()


def test_where_no_application_is_none_is_supplemented(scene, sign_in):
    case = eviction_case(scene)
    page = sign_in(scene.clerk).get(reverse("documents", args=[case.public_id]))
    offered = [key for key, _name in page.context["form"].fields["kind"].choices]
    named = [each.key for each in task_of(case).documents if each.direction == "incoming"]
    assert offered[: len(named)] == named
    assert not OF_AN_APPLICATION & set(offered)
    assert {"evidence", "letter", "letter_of_body"} <= set(offered)


def test_an_application_is_supplemented_and_has_attachments(scene):
    assert set(kinds_for(take_in_application(scene).case)) >= OF_AN_APPLICATION
    assert set(kinds_for(CaseFactory(task="personal_assistance"))) >= OF_AN_APPLICATION
    assert not OF_AN_APPLICATION & set(kinds_for(CaseFactory(task="domestic_violence_case")))


def test_mail_that_nobody_has_named_leads_to_where_it_is_named(scene, sign_in):
    case, client = eviction_case(scene), sign_in(scene.clerk)
    taken_in = {
        "unit": scene.unit.pk,
        "received_on": f"{timezone.localdate():%d. %m. %Y}",
        "channel": "post",
        "sender": "Okrajno sodišče v Kopru",
        "subject": "Zaprosilo",
        "attachments": "0",
        "case_number": case.number,
        "attachment": SimpleUploadedFile("zaprosilo.pdf", pdf(), content_type="application/pdf"),
    }
    client.post(reverse("take_in_mail"), taken_in)
    mail = Mail.objects.get()
    documents = reverse("documents", args=[case.public_id])
    where = reverse("mail_item", args=[mail.public_id])
    assert f"{where}#name" in client.get(documents).content.decode()
    client.post(reverse("name_mail", args=[mail.public_id]), {"kind": incoming_of(case)[0].key})
    assert Document.objects.get(case=case).kind == incoming_of(case)[0].key
    assert f"{where}#name" not in client.get(documents).content.decode()
