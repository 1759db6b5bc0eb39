"""Pages that say who may do what, and to whom one turns, are true for the one who reads them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.cases.factories import AccessFactory
from tests.organisation.factories import WorkerFactory
from tests.web.scene import set_scene

pytestmark = pytest.mark.django_db


def test_an_administrator_lands_on_what_they_do_and_how(sign_in):
    answer = sign_in(WorkerFactory(administrator=True)).get("/", follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert reverse("new_account") in page
    assert "opora worker" in page
    assert "ne vidi osebnih podatkov" in page


def test_a_worker_without_a_role_is_told_whom_to_ask(sign_in):
    answer = sign_in(WorkerFactory()).get("/")
    assert answer.status_code == 422
    assert "skrbnik" in answer.content.decode().lower()


def test_who_stands_outside_every_unit_is_not_sent_to_a_head_of_one(sign_in):
    scene = set_scene()
    administrator = WorkerFactory(administrator=True)
    for worker in (scene.auditor, administrator):
        answer = sign_in(worker).get(reverse("cases"))
        assert answer.status_code == 403
        assert "direktor" in answer.content.decode()
        assert "vodjo" not in answer.content.decode()
    page = sign_in(scene.clerk).get(reverse("log")).content.decode()
    assert "Vaša pooblastila ali vaša enota te strani ne zajemajo." in page
    assert "vodjo" in page


@pytest.mark.parametrize("method", ["trace", "put", "patch", "delete", "options"])
def test_pages_answer_only_what_browsers_ask_them(sign_in, method):
    scene = set_scene()
    for client, name in [(sign_in(scene.clerk), "worklist"), (Client(), "account_login")]:
        answer = getattr(client, method)(reverse(name))
        assert answer.status_code == 405
        assert not answer.content


def test_the_button_that_confirms_a_look_is_not_named_like_its_column(sign_in):
    scene = set_scene()
    AccessFactory(case=scene.case, worker=scene.decision_maker, broke_glass=True)
    page = sign_in(scene.head).get(reverse("broken_glass")).content.decode()
    assert "Potrdi ogled" in page
