"""Decisions that rest on a wrong datum are found on a page and reopened in bulk."""

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.organisation.factories import WorkerFactory
from tests.web.scene import set_scene
from tests.web.test_worklist import issued

from opora.cases.models import CaseState
from opora.decisions.drafting import submit_for_approval
from opora.decisions.issuing import approve_and_issue, names_to_confirm
from opora.decisions.models import Decision, DecisionState, Undoing
from opora.sources.models import Fact, Origin

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def documents_in_a_folder_of_the_test(settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def decision(scene):
    """Of a case with a fact that the tax register told."""
    found = issued(scene)
    Fact.objects.filter(pk=found.determination.facts[0]).update(source="tax", origin=Origin.REGISTER)
    return found


def asked():
    today = f"{timezone.localdate():%d. %m. %Y}"
    return {"register": "tax", "first": today, "last": today}


@pytest.mark.covers("004a/R-127")
def test_decisions_touched_by_a_wrong_datum_are_found_reopened_and_decided_again(scene, decision, sign_in):
    client = sign_in(scene.clerk)
    assert decision.number in client.get(reverse("touched"), asked()).content.decode()
    chosen = asked() | {"decision": [str(decision.public_id)]}
    refused = client.post(reverse("reopen_touched"), chosen | {"reasons": ""})
    assert refused.status_code == 422
    chosen |= {"reasons": "FURS je posredoval napačen podatek."}
    page = client.post(reverse("reopen_touched"), chosen)
    assert "1 sklep je pripravljen" in page.content.decode()
    ruling = Decision.objects.get(undoing=Undoing.REOPENS)
    assert ruling.replaces == decision
    assert decision.number in str(ruling.letter)
    submit_for_approval(ruling, by=scene.clerk, at=timezone.now())
    approve_and_issue(
        ruling, by=scene.decision_maker, on=timezone.localdate(), at=timezone.now(),
        confirmed_warnings=names_to_confirm(ruling.warnings),
    )  # fmt: skip
    decision.refresh_from_db()
    assert decision.case.state == CaseState.OPEN
    again = client.post(reverse("draft_decision", args=[decision.case.public_id]), follow=True)
    assert again.status_code == 200
    new = Decision.objects.get(case=decision.case, state=DecisionState.DRAFT)
    assert (new.replaces, new.undoing) == (decision, Undoing.REPLACES)


def test_one_that_cannot_be_reopened_says_why_and_holds_up_no_other(scene, decision, sign_in):
    client = sign_in(scene.clerk)
    chosen = asked() | {"decision": [str(decision.public_id)], "reasons": "FURS je poslal napako."}
    client.post(reverse("reopen_touched"), chosen)
    page = client.post(reverse("reopen_touched"), chosen).content.decode()
    assert "0 sklepov je pripravljenih" in page
    assert decision.number in page
    assert Decision.objects.filter(undoing=Undoing.REOPENS).count() == 1


def test_nobody_finds_decisions_of_cases_that_they_may_not_see(scene, decision, sign_in):
    stranger = WorkerFactory(clerk=True)
    page = sign_in(stranger).get(reverse("touched"), asked()).content.decode()
    assert decision.number not in page
