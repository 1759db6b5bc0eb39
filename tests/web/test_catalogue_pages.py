"""The catalogue on the staff pages: every task is found and read in full, whoever reads it."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import escape
from tests.web.scene import Scene, set_scene

from opora.catalogue import catalogue, put_in_force, shipped_catalogue
from opora.catalogue.exporting import as_yaml

pytestmark = pytest.mark.django_db
TASK = "first_social_aid"


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


def test_a_task_with_one_version_has_nothing_to_be_compared_with(sign_in, scene):
    client = sign_in(scene.clerk)
    [_only] = catalogue().tasks[TASK]
    page = client.get(reverse("catalogue_versions", args=[TASK])).content.decode()
    assert "Ta naloga ima eno samo različico" in page
    assert "<select" not in page.partition("<main")[2]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, (0, 1)),
        ({"first": 1, "second": 1}, (0, 1)),
        ({"first": 0, "second": 0}, (0, 1)),
        ({"first": 1}, (0, 1)),
    ],
)
def test_a_version_is_never_offered_beside_itself(sign_in, scene, asked, shown):
    client = sign_in(scene.clerk)
    [present] = shipped_catalogue().tasks[TASK]
    later = present.model_copy(update={"valid_from": date(2027, 1, 1), "sl": "Novo ime"})
    put_in_force(shipped_catalogue().with_local([(TASK, as_yaml([later]))]))
    try:
        response = client.get(reverse("catalogue_versions", args=[TASK]), asked)
    finally:
        put_in_force(shipped_catalogue())
    (_one, first, _words, firsts), (_other, second, _words_too, seconds) = response.context["chosen_versions"]
    assert (first, second) == shown
    assert [number for number, _label in firsts] == [0]
    assert [number for number, _label in seconds] == [1]
