"""Requests no page of ours sends get a page with words, never a bare failure."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.scene import set_scene

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("over_https", [False, True])
def test_a_request_for_another_host_gets_a_page_that_says_so(settings, over_https):
    settings.SECURE_SSL_REDIRECT = over_https
    answer = Client(raise_request_exception=False).get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "<h1>" in answer.content.decode()


def test_a_character_no_text_can_hold_is_left_out_of_a_search(sign_in):
    scene = set_scene()
    client = sign_in(scene.clerk)
    for name in ("search", "search_as_you_type"):
        answer = client.post(reverse(name), {"text": "Čuč\x00nik"})
        assert answer.status_code == 200
        assert scene.mother.full_name in answer.content.decode()


@pytest.mark.parametrize("number", ["²", "٣", "-1", "9" * 30, "9" * 5000, ""])
def test_what_can_be_no_rows_number_is_refused_in_words(sign_in, number):
    scene = set_scene()
    for worker, name, of in [
        (scene.head, "look_at_glass", []),
        (scene.clerk, "end_access", [scene.case.public_id]),
    ]:
        answer = sign_in(worker).post(reverse(name, args=of), {"access": number})
        assert answer.status_code == 422


def test_a_page_of_a_list_that_can_be_no_page_is_the_first(sign_in):
    assert sign_in(set_scene().clerk).get(reverse("cases"), {"after": "9" * 5000}).status_code == 200
