"""The file of a piece of mail stays chosen while what was typed wrong is corrected."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.documents.conftest import pdf
from tests.organisation.factories import UnitFactory, WorkerFactory

from opora.documents.models import Mail

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_wrong_case_number_does_not_lose_the_file(opened, tmp_path, settings):
    settings.OPORA_DOCUMENTS = tmp_path
    worker = WorkerFactory(unit=UnitFactory(), professional_worker=True)
    page = opened(worker)
    page.goto(reverse("take_in_mail"))
    page.locator("#id_sender").fill("Okrožno sodišče v Kopru")
    page.locator("#id_channel").select_option("registered")
    page.locator("#id_case_number").fill("999-9/1999")
    file = {"name": "sklep.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    page.locator("#id_attachment").set_input_files(files=[file])
    page.get_by_role("button", name="Žigosa").click()
    page.get_by_text("zadeve s to številko").first.wait_for()
    assert page.evaluate("document.querySelector('#id_attachment').files.length") == 1
    page.locator("#id_case_number").fill("")
    page.get_by_role("button", name="Žigosa").click()
    page.get_by_role("heading", name="Prejeta pošta 1/").wait_for()
    assert Mail.objects.get().file_name == "sklep.pdf"
