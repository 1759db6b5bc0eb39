"""Pages by a plain client: what they keep, what they say, whom they offer what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.documents.factories import DocumentFactory
from tests.web.scene import answer_everything, draft, set_scene, take_in_application

from opora.cases.models import Case, PartyRole
from opora.decisions.drafting import submit_for_approval
from opora.decisions.models import Decision

pytestmark = pytest.mark.django_db


def test_a_refused_application_keeps_everything_typed_and_saves_nothing(sign_in):
    scene = set_scene()
    before = Case.objects.count()
    response = sign_in(scene.clerk).post(
        reverse("new_application"),
        {
            "filed_on": f"{timezone.localdate() + timedelta(days=2):%d. %m. %Y}",
            "channel": "post",
            "unit": scene.unit.pk,
            "rights": ["child_benefit"],
            "row": ["0", "1"],
            "row-0-person": str(scene.mother.public_id),
            "row-1-new": "1",
            "row-1-given_name": "Neža",
            "row-1-family_name": "Šprohar",
            "row-1-member_is": "child",
        },
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "v prihodnosti" in page
    assert 'value="Neža"' in page
    assert scene.mother.full_name in page
    assert Case.objects.count() == before
    assert not scene.mother.relations.filter(other__given_name="Neža").exists()


def test_the_household_on_record_is_added_with_one_click(sign_in):
    scene = set_scene()
    page = sign_in(scene.clerk).post(
        reverse("new_application"),
        {"row": ["0"], "row-0-person": str(scene.mother.public_id), "step": "household"},
    )
    for person in (scene.father, scene.child):
        assert person.full_name in page.content.decode()
    assert not Case.objects.filter(application__isnull=False).exists()


def test_the_drafter_cannot_approve_and_the_page_offers_it_to_others_only(sign_in, tmp_path, settings):
    settings.OPORA_DOCUMENTS = tmp_path
    scene = set_scene()
    application = take_in_application(scene)
    answer_everything(application, scene.clerk)
    decision = draft(application, scene.clerk)
    submit_for_approval(decision, by=scene.clerk, at=decision.drafted_at)
    address = reverse("decision", args=[decision.public_id])
    approval = reverse("approve_decision", args=[decision.public_id])
    assert approval not in sign_in(scene.clerk).get(address).content.decode()
    assert approval in sign_in(scene.decision_maker).get(address).content.decode()
    assert sign_in(scene.clerk).post(approval).status_code == 403


def test_an_approval_that_leaves_a_doubtful_value_unconfirmed_issues_nothing(sign_in, tmp_path, settings):
    settings.OPORA_DOCUMENTS = tmp_path
    scene = set_scene()
    application = take_in_application(scene)
    answer_everything(application, scene.clerk)
    decision = draft(application, scene.clerk)
    submit_for_approval(decision, by=scene.clerk, at=decision.drafted_at)
    response = sign_in(scene.decision_maker).post(reverse("approve_decision", args=[decision.public_id]), {})
    assert response.status_code == 422
    assert "potrdite" in response.content.decode()
    assert Decision.objects.get(pk=decision.pk).number is None


def test_whoever_works_or_watches_lands_on_their_own_day(sign_in):
    scene = set_scene()
    for worker in (scene.auditor, scene.clerk):
        assert sign_in(worker).get("/").url == reverse("worklist")


def test_a_search_leaves_no_name_in_an_address(sign_in):
    scene = set_scene()
    page = sign_in(scene.clerk).post(reverse("search"), {"text": "Čučnik"}).content.decode()
    assert scene.mother.full_name in page
    assert "?text=" not in page
    assert "%C4%8C" not in page


def test_an_error_page_shows_nobody(sign_in):
    scene = set_scene()
    response = sign_in(scene.clerk).get(f"/persons/{scene.case.public_id}/")
    assert response.status_code == 404
    assert scene.mother.family_name not in response.content.decode()


def test_a_document_is_served_on_nobody_under_age_but_on_who_applies(sign_in):
    scene = set_scene()
    DocumentFactory(case=scene.case)
    page = sign_in(scene.clerk).get(reverse("deliveries", args=[scene.case.public_id])).content.decode()
    choices = page.split('name="addressee"')[1].split("</select>")[0]
    assert "izberite …" in choices
    assert scene.mother.full_name in choices
    assert scene.father.full_name in choices
    assert scene.child.full_name not in choices
    scene.case.parties.filter(person=scene.child).update(role=PartyRole.APPLICANT)
    page = sign_in(scene.clerk).get(reverse("deliveries", args=[scene.case.public_id])).content.decode()
    assert scene.child.full_name in page.split('name="addressee"')[1].split("</select>")[0]
