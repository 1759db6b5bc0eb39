"""What was tried in vain stands in the log as refused, with whom it was about; and nothing of it is kept."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.organisation.factories import WorkerFactory
from tests.web.scene import answer_everything, draft, set_scene, take_in_application

from opora.audit.models import Deed, LogEntry
from opora.decisions.drafting import submit_for_approval
from opora.rights.models import Determination

pytestmark = pytest.mark.django_db


def test_an_act_that_says_no_is_logged_as_refused_with_case_persons_and_who_said_it(sign_in):
    scene = set_scene()
    application = take_in_application(scene)
    answer_everything(application, scene.clerk)
    decision = draft(application, scene.clerk)
    submit_for_approval(decision, by=scene.clerk, at=timezone.now())
    answer = sign_in(scene.clerk).post(reverse("submit_decision", args=[decision.public_id]))
    assert answer.status_code == 422
    entry = LogEntry.objects.by(scene.clerk).latest("pk")
    assert (entry.deed, entry.what, entry.purpose) == (Deed.REFUSED, "submit_decision", "submit_decision")
    assert entry.case_id == application.case_id
    assert set(entry.persons) == {scene.mother.pk, scene.father.pk, scene.child.pk}
    assert (entry.detail["status"], entry.detail["refused_by"]) == (422, "require")


def test_a_page_that_was_not_opened_is_logged_with_whose_it_is(sign_in):
    scene = set_scene()
    elsewhere = WorkerFactory(clerk=True)
    for name, thing in [("case", scene.case), ("person", scene.mother)]:
        assert sign_in(elsewhere).get(reverse(name, args=[thing.public_id])).status_code == 404
        entry = LogEntry.objects.by(elsewhere).latest("pk")
        assert entry.deed == Deed.REFUSED
        assert scene.mother.pk in entry.persons


def test_a_form_not_filled_in_is_no_refused_attempt(sign_in):
    scene = set_scene()
    answer = sign_in(scene.clerk).post(reverse("write_note", args=[scene.case.public_id]), {"text": ""})
    assert answer.status_code == 422
    assert LogEntry.objects.by(scene.clerk).latest("pk").deed == Deed.VIEWED


def test_the_auditor_sees_that_somebody_tried_to_sign_in_under_an_unknown_name(sign_in):
    scene = set_scene()
    Client().post(reverse("account_login"), {"login": "nihce.takega", "password": "ugibam-geslo-1"})
    page = sign_in(scene.auditor).get(reverse("log")).content.decode()
    assert LogEntry.objects.filter(worker=None, deed=Deed.REFUSED).exists()
    assert "brez prijave" in page
    assert "nihce.takega" not in page


def test_a_draft_that_is_refused_leaves_no_computation_behind(sign_in):
    scene = set_scene()
    application = take_in_application(scene)
    events = application.case.events.count()
    answer = sign_in(scene.clerk).post(reverse("draft_decision", args=[application.case.public_id]))
    assert answer.status_code == 422
    assert not Determination.objects.filter(case=application.case).exists()
    assert application.case.events.count() == events
