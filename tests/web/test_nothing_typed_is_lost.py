"""What was typed comes back with the sentence: refused, after the session ended, after a new sign-in."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.sources.factories import FactFactory
from tests.web.scene import answer_everything, draft, set_scene, take_in_application

from opora.cases.closing import close_case
from opora.cases.models import Note
from opora.decisions.drafting import submit_for_approval
from opora.sources.models import Fact

pytestmark = pytest.mark.django_db
NOTE = "Stranka je povedala, da se seli k sestri v Izolo."
FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def note_of(scene):
    return reverse("write_note", args=[scene.case.public_id])


@pytest.mark.parametrize("headers", [{}, FRAGMENT])
def test_a_note_in_a_case_closed_meanwhile_comes_back_with_the_reason(scene, note_of, sign_in, headers):
    case = scene_without_decision_term(scene)
    close_case(case, outcome="withdrawn", by=scene.head, on=timezone.localdate(), at=timezone.now())
    response = sign_in(scene.clerk).post(note_of, {"text": NOTE}, headers=headers)
    page = response.content.decode()
    assert response.status_code == 422
    assert f"{NOTE}</textarea>" in page
    assert "zaključena" in page
    assert not Note.objects.filter(text=NOTE).exists()


def scene_without_decision_term(scene):
    scene.case.deadlines.all().delete()
    return scene.case


def test_an_entry_after_the_session_ended_is_handed_back_to_be_sent_again(scene, note_of, sign_in):
    response = Client().post(note_of, {"text": NOTE})
    page = response.content.decode()
    assert response.status_code == 401
    assert "Vaša seja se je iztekla" in page
    assert f'name="text" value="{NOTE}"' in page
    assert f"{NOTE}</textarea>" in page
    assert not Note.objects.filter(text=NOTE).exists()
    assert sign_in(scene.clerk).post(note_of, {"text": NOTE}).status_code == 302
    assert Note.objects.filter(text=NOTE).exists()


def test_a_fragment_after_the_session_ended_leaves_its_page_as_it_is_typed(scene, note_of):
    response = Client().post(note_of, {"text": NOTE}, headers=FRAGMENT)
    assert response.status_code == 422
    assert response["HX-Retarget"] == "#notices"
    assert response["HX-Reselect"] == "unset", "the form asked for its own part of the page"
    assert "HX-Redirect" not in response
    assert "Vaša seja se je iztekla" in response.content.decode()


def test_a_page_that_asks_for_news_by_itself_stops_when_its_session_ended(scene):
    address = reverse("facts", args=[take_in_application(scene).case.public_id])
    assert Client().get(address, headers=FRAGMENT).status_code == 286


def test_a_button_without_any_entry_leads_to_the_sign_in(scene):
    response = Client().post(reverse("close_case", args=[scene.case.public_id]))
    assert response["Location"] == reverse("account_login")


def test_a_form_from_before_a_new_sign_in_is_handed_back_with_a_fresh_protection(scene, note_of):
    client = Client(enforce_csrf_checks=True)
    client.force_login(scene.clerk, backend="django.contrib.auth.backends.ModelBackend")
    old = {"text": NOTE, "csrfmiddlewaretoken": "a" * 64}
    response = client.post(note_of, old, headers={"Origin": "http://testserver"})
    page = response.content.decode()
    assert response.status_code == 403
    assert f'name="text" value="{NOTE}"' in page
    token = page.split('name="csrfmiddlewaretoken" value="')[-1].split('"')[0]
    again = client.post(
        note_of, old | {"csrfmiddlewaretoken": token}, headers={"Origin": "http://testserver"}
    )
    assert again.status_code == 302
    assert Note.objects.filter(text=NOTE).exists()


def test_what_another_site_sent_is_not_offered_to_be_sent_again(scene, note_of):
    client = Client(enforce_csrf_checks=True)
    client.force_login(scene.clerk, backend="django.contrib.auth.backends.ModelBackend")
    response = client.post(note_of, {"text": NOTE}, headers={"Origin": "http://elsewhere.example"})
    assert response.status_code == 403
    assert NOTE not in response.content.decode()


def test_evidence_without_a_note_comes_back_with_its_value(scene, sign_in):
    application = take_in_application(scene)
    fact = FactFactory(case_id=application.case_id, person=scene.father, key="savings", value="900.00")
    response = sign_in(scene.clerk).post(
        reverse("correct_fact", args=[fact.pk]), {"value": "123,45", "note": "  "}
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="123,45"' in page
    assert "id_note_error" in page
    assert Fact.objects.filter(case_id=application.case_id, key="savings").count() == 1


def test_a_part_rewritten_after_the_draft_was_submitted_is_shown_to_be_copied(
    scene, sign_in, tmp_path, settings
):
    settings.OPORA_DOCUMENTS = tmp_path
    application = take_in_application(scene)
    answer_everything(application, scene.clerk)
    decision = draft(application, scene.clerk)
    page = sign_in(scene.clerk).get(reverse("decision", args=[decision.public_id])).content.decode()
    path = page.split('name="path" value="')[1].split('"')[0]
    submit_for_approval(decision, by=scene.clerk, at=decision.drafted_at)
    response = sign_in(scene.clerk).post(
        reverse("edit_decision", args=[decision.public_id]), {"path": path, "text": NOTE}, headers=FRAGMENT
    )
    assert response.status_code == 422
    letter = response.content.decode().partition('id="letter"')[2]
    assert f"{NOTE}</textarea>" in letter, "a fragment swaps the letter alone"
    assert "čaka na potrditev" in letter


def test_the_address_of_an_act_leads_home_when_it_is_only_opened(scene, sign_in):
    act = reverse("close_case", args=[scene.case.public_id])
    assert sign_in(scene.clerk).get(act)["Location"] == reverse("home")
