"""A draft that came back is submitted again with what was put right, and the approver sees both."""

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.web.scene import answer_everything, draft, set_scene, take_in_application

from opora.decisions.drafting import edit_part, return_to_drafter, submit_for_approval
from opora.decisions.models import DecisionState

pytestmark = pytest.mark.django_db
CORRECTED = "Dodal sem pojasnilo o preživnini."


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def returned(scene):
    """A draft that was given back and has since been changed."""
    application = take_in_application(scene)
    answer_everything(application, scene.clerk)
    now = timezone.now()
    found = submit_for_approval(draft(application, scene.clerk), by=scene.clerk, at=now)
    found = return_to_drafter(found, reason="Pojasnite preživnino.", by=scene.decision_maker, at=now)
    return edit_part(found, path="sl/remarks", text="Preživnine ni.", by=scene.clerk, at=now)


def test_without_saying_what_was_corrected_it_is_not_submitted(scene, returned, sign_in):
    answer = sign_in(scene.clerk).post(reverse("submit_decision", args=[returned.public_id]))
    assert answer.status_code == 422
    assert "Napišite, kaj ste popravili" in answer.content.decode()
    returned.refresh_from_db()
    assert returned.state == DecisionState.RETURNED


def test_the_approver_sees_the_reason_the_correction_and_what_the_letter_says_otherwise(
    scene, returned, sign_in
):
    address = reverse("submit_decision", args=[returned.public_id])
    sign_in(scene.clerk).post(address, {"corrected": CORRECTED})
    page = sign_in(scene.decision_maker).get(reverse("decision", args=[returned.public_id]))
    text = page.content.decode()
    assert "Pojasnite preživnino." in text
    assert CORRECTED in text
    assert "<ins>Preživnine ni.</ins>" in text


def test_the_browser_shows_the_comparison_to_the_approver(scene, returned, opened, violations, picture):
    submit_for_approval(returned, by=scene.clerk, at=timezone.now(), corrected=CORRECTED)
    page = opened(scene.decision_maker)
    page.goto(reverse("decision", args=[returned.public_id]))
    assert page.locator("ins").count() >= 1
    assert violations(page) == []
    picture(page, "returned-draft")


def test_a_draft_that_never_came_back_is_submitted_without_further_words(scene, sign_in):
    application = take_in_application(scene)
    answer_everything(application, scene.clerk)
    found = draft(application, scene.clerk)
    sign_in(scene.clerk).post(reverse("submit_decision", args=[found.public_id]))
    found.refresh_from_db()
    assert found.state == DecisionState.SUBMITTED
