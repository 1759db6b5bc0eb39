"""Intake and the new application show what is known of the applicant already."""

import pytest
from django.urls import reverse
from tests.web.scene import set_scene, take_in_application

from opora.cases.records import add_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return set_scene()


@pytest.mark.covers("004a/R-134", "004a/R-135")
def test_intake_shows_what_is_undecided_unproved_and_counts_against_the_applicant(scene, sign_in):
    earlier = take_in_application(scene, days_ago=10)
    paid_on = earlier.filed_on.isoformat()
    given = {"by": scene.clerk, "at": earlier.case.events.latest("at").at}
    aid = {"purpose": "ordinary", "paid_on": paid_on, "proof_result": "not_due_yet"}
    add_record(earlier.case, "extraordinary_aid", aid, **given)
    fault = {"found_on": paid_on, "reason": "own_notice"}
    add_record(earlier.case, "fault_reason", fault, **given)
    client = sign_in(scene.clerk)
    page = client.get(reverse("new_application"), {"applicant": scene.mother.public_id}).content.decode()
    assert "še ni odločeno" in page
    assert "ni dokazana" in page
    assert "Krivdni razlog" in page
    assert page.count(earlier.case.number) == 3
    later = take_in_application(scene, days_ago=1)
    facts = client.get(reverse("facts", args=[later.case.public_id])).content.decode()
    assert earlier.case.number in facts
    assert "Krivdni razlog" in facts
    assert "še ni odločeno" in facts


def test_of_an_applicant_without_a_past_nothing_is_said(scene, sign_in):
    application = take_in_application(scene)
    page = sign_in(scene.clerk).get(reverse("facts", args=[application.case.public_id])).content.decode()
    assert "known-before" not in page
