"""The call to supplement is read on a page of its own before it is made."""

import pytest
from django.urls import reverse
from tests.web.scene import set_scene, take_in_application

from opora.cases.models import CaseState
from opora.documents.models import Document

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def address(scene, monkeypatch):
    """Where the call of an application is read whose registers have spoken."""
    monkeypatch.setattr("opora.rights.calling.have_registers_spoken", lambda _application: True)
    return reverse("call_to_supplement", args=[take_in_application(scene).case.public_id])


def test_the_call_is_read_with_the_proposed_term_before_anything_is_made(scene, address, sign_in):
    page = sign_in(scene.clerk).get(address)
    text = page.content.decode()
    assert page.status_code == 200
    assert "V 15 dneh od dneva, ko prejmete ta poziv." in text
    assert "data:image/png;base64," in text
    assert not Document.objects.exists()


def test_the_letter_follows_the_term_that_is_typed(scene, address, sign_in):
    text = sign_in(scene.clerk).get(address, {"days": "8"}).content.decode()
    assert "V 8 dneh od dneva, ko prejmete ta poziv." in text
    assert '<input type="hidden" name="days" value="8">' in text


def test_a_term_of_no_days_is_refused_at_its_field_and_shows_no_letter(scene, address, sign_in):
    page = sign_in(scene.clerk).get(address, {"days": "0"})
    assert page.status_code == 422
    assert "data:image/png" not in page.content.decode()


def test_before_the_registers_have_answered_the_page_says_so_instead_of_a_letter(scene, sign_in):
    case = take_in_application(scene).case
    page = sign_in(scene.clerk).get(reverse("call_to_supplement", args=[case.public_id]))
    assert page.status_code == 200
    assert "Najprej poizvedite v evidencah" in page.content.decode()
    assert "data:image/png" not in page.content.decode()


def test_a_call_that_is_made_waits_for_its_service(scene, address, sign_in, settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path / "documents"
    answer = sign_in(scene.clerk).post(address, {"days": "10"})
    document = Document.objects.get()
    assert answer.url == reverse("deliveries", args=[document.case.public_id])
    assert document.case.state == CaseState.AWAITING_PARTY
    facts = sign_in(scene.clerk).get(reverse("facts", args=[document.case.public_id])).content.decode()
    assert "Stranka ima za dopolnitev 10 dni od prejema poziva." in facts


def test_the_browser_shows_the_call_as_it_will_be_printed(scene, address, opened, violations, picture):
    for name, how in {"light": {}, "phone": {"phone": True}}.items():
        page = opened(scene.clerk, **how)
        page.goto(address)
        assert page.locator(".letter-pages img").count() >= 1
        assert violations(page) == []
        picture(page, f"call-{name}")
