"""A payment list shows every amount, but opens no case that is closed to whoever reads it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.cases.factories import CaseFactory
from tests.web.scene import Scene, answer_everything, draft, set_scene, take_in_application
from tests.web.test_page_costs import a_run, another, pay

from opora.audit.models import Deed, LogEntry
from opora.rights.models import Payment, PaymentRun

pytestmark = pytest.mark.django_db

IBAN = "SI56192001234567892"


@pytest.fixture
def listed(settings, tmp_path) -> tuple[Scene, PaymentRun, Payment, Payment]:
    """A list with a line of an open case and a line of a sealed one."""
    settings.OPORA_DOCUMENTS = tmp_path
    scene = set_scene()
    application = take_in_application(scene)
    answer_everything(application, scene.clerk)
    decision = draft(application, scene.clerk)
    run = a_run(scene, 1)
    plain = pay(another(decision, CaseFactory(unit=scene.unit), number="1230-1/2026-1"), run)
    sealed = pay(
        another(decision, CaseFactory(unit=scene.unit, seal="violence"), number="1230-2/2026-1"), run
    )
    for payment, name in ((plain, "Odprta"), (sealed, "Zapečatena")):
        person = payment.entitlement.person
        person.family_name = name
        person.save(update_fields=["family_name"])
    return scene, run, plain, sealed


def test_a_line_of_a_sealed_case_keeps_its_amount_and_says_no_more(listed, sign_in):
    scene, run, plain, _sealed = listed
    for reader in (scene.decision_maker, scene.head):
        page = sign_in(reader).get(reverse("payment_run", args=[run.pk])).content.decode()
        assert "Odprta" in page
        assert page.count(IBAN) == 1
        assert "1230-1/2026-1" in page
        assert "Zapečatena" not in page
        assert "1230-2/2026-1" not in page
        assert page.count("123,45") == 2
        assert "zadeva vam ni dostopna" in page
        shown = LogEntry.objects.by(reader).latest("pk").persons
        assert shown == [plain.entitlement.person_id]


def test_who_was_left_out_is_withheld_as_well(listed, sign_in):
    scene, run, _plain, sealed = listed
    run.left_out = [sealed.entitlement_id]
    run.save(update_fields=["left_out"])
    sealed.delete()
    page = sign_in(scene.head).get(reverse("payment_run", args=[run.pk])).content.decode()
    assert "Zapečatena" not in page
    assert "zadeva vam ni dostopna" in page


def test_the_file_is_for_whoever_draws_lists_and_its_download_is_logged(listed, sign_in, monkeypatch):
    scene, run, plain, sealed = listed
    monkeypatch.setattr("opora.web.payments.payments_csv", lambda run: b"IBAN")
    address = reverse("payment_csv", args=[run.pk])
    refused = sign_in(scene.decision_maker)
    assert refused.get(address).status_code == 403
    assert address not in refused.get(reverse("payment_run", args=[run.pk])).content.decode()
    allowed = sign_in(scene.head)
    assert address in allowed.get(reverse("payment_run", args=[run.pk])).content.decode()
    assert allowed.get(address).status_code == 200
    entry = LogEntry.objects.by(scene.head).latest("pk")
    assert (entry.deed, entry.what) == (Deed.DISCLOSED, "payment_csv")
    assert entry.persons == sorted([plain.entitlement.person_id, sealed.entitlement.person_id])
    assert entry.detail["recipient"]
