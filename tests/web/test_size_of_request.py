"""What is too large is turned away with a sentence, and the page it came from keeps what was typed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.web.scene import set_scene

from opora.documents.models import Document

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def register(scene, sign_in):
    """Send a file of so many bytes to the scene's case."""

    def send(size, *, language="sl", **headers):
        form = {"attachment": SimpleUploadedFile("dopis.pdf", b"x" * size)}
        address = reverse("register_document", args=[scene.case.public_id])
        client = sign_in(scene.clerk)
        client.cookies["django_language"] = language
        return client.post(address, form, headers=headers)

    return send


def test_a_request_beyond_the_limit_is_answered_with_what_to_do(register, settings):
    settings.OPORA_LARGEST_REQUEST = 20_000
    answer = register(30_000)
    page = answer.content.decode()
    assert answer.status_code == 413
    assert "naenkrat največ 19,5" in page
    assert "Z gumbom Nazaj" in page
    assert not Document.objects.exists()


def test_it_is_said_in_the_language_of_the_user(register, settings):
    settings.OPORA_LARGEST_REQUEST = 20_000
    assert "troppo grande" in register(30_000, language="it").content.decode()


def test_a_fragment_gets_a_notice_and_its_page_stays(register, settings):
    settings.OPORA_LARGEST_REQUEST = 20_000
    answer = register(30_000, **{"HX-Request": "true"})
    assert answer.status_code == 413
    assert answer["HX-Retarget"] == "#notices"
    assert "<html" not in answer.content.decode()


def test_a_request_within_the_limit_is_read(register, settings):
    settings.OPORA_LARGEST_REQUEST = 40_000
    assert register(30_000).status_code == 422  # no PDF: that is said by the page itself


def test_more_typed_than_a_form_can_hold_is_no_request_nobody_understood(scene, sign_in, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000
    answer = sign_in(scene.clerk).post(
        reverse("write_note", args=[scene.case.public_id]), {"text": "a" * 6_000}
    )
    assert answer.status_code == 413
    assert "Nič ni shranjeno" in answer.content.decode()
