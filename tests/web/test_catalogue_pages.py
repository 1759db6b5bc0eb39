"""The catalogue on the staff pages: every task is found and read in full, whoever reads it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.html import escape
from tests.web.scene import Scene, set_scene

from opora.catalogue import catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return set_scene()


def test_every_task_stands_under_its_field_of_work(scene, sign_in):
    text = sign_in(scene.clerk).get(reverse("catalogue")).content.decode()
    for key in catalogue().tasks:
        assert reverse("catalogue_task", args=[key]) in text


def test_a_task_is_found_by_a_word_without_its_letters_with_marks(scene, sign_in):
    text = sign_in(scene.clerk).get(reverse("catalogue"), {"q": "delozacij"}).content.decode()
    assert reverse("catalogue_task", args=["opinion_on_eviction"]) in text
    assert reverse("catalogue_task", args=["first_social_aid"]) not in text


def test_every_definition_can_be_read_as_a_page_with_all_its_pieces(scene, sign_in):
    client = sign_in(scene.clerk)
    for key, versions in catalogue().tasks.items():
        answer = client.get(reverse("catalogue_task", args=[key]))
        assert answer.status_code == 200, key
        task, text = versions[-1], answer.content.decode()
        pieces = (*task.steps, *task.records, *task.deadlines, *task.documents, *task.indicators)
        assert [piece.key for piece in pieces if escape(piece.sl) not in text] == [], key


def test_purpose_beneficiaries_and_grounds_read_in_slovenian_italian_and_english(scene, sign_in):
    client = sign_in(scene.clerk)
    page = " ".join(
        client.get(reverse("catalogue_task", args=["preliminary_counselling"])).content.decode().split()
    )
    task = catalogue().tasks["preliminary_counselling"][-1]
    for said in (task.purpose, task.beneficiaries, *filter(None, (step.ground for step in task.steps))):
        assert escape(said.sl) in page
        assert escape(said.en) not in page
    for language in ("it", "en"):
        client.post(reverse("set_language"), {"language": language})
        page = " ".join(
            client.get(reverse("catalogue_task", args=["preliminary_counselling"])).content.decode().split()
        )
        assert escape(getattr(task.purpose, language)) in page
        assert escape(getattr(task.beneficiaries, language)) in page


@pytest.mark.covers("000_002/11", "000_002/18")
def test_the_printed_number_and_norm_of_a_task_stand_on_its_page(scene, sign_in):
    text = sign_in(scene.clerk).get(reverse("catalogue_task", args=["opinion_on_eviction"])).content.decode()
    assert "1.1.5" in text
    assert "195 min" in text
    assert "15 + 60 + 60 + 60 = 195" in text


@pytest.mark.covers("000_002/10")
def test_a_removed_task_stays_legible_and_says_that_it_opens_no_case(scene, sign_in):
    removed = [key for key, versions in catalogue().tasks.items() if versions[-1].removed_on]
    assert len(removed) >= 4
    for key in removed:
        text = sign_in(scene.clerk).get(reverse("catalogue_task", args=[key])).content.decode()
        assert "Novih zadev zanjo ne odpiramo več" in text


def test_an_unknown_task_has_no_page(scene, sign_in):
    assert sign_in(scene.clerk).get(reverse("catalogue_task", args=["no_such_task"])).status_code == 404
