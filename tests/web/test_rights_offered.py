"""Every right can be claimed at intake and decided on the pages: found by typing, drafted, told."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from tests.browsing import PHONE
from tests.rights.factories import record
from tests.web.scene import set_scene

from opora.decisions.models import Decision
from opora.decisions.rights_told import claimable
from opora.rights.models import Application


@pytest.fixture
def scene(settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path
    return set_scene()


def take_in(client, scene, right):
    form = {
        "filed_on": f"{timezone.localdate():%d. %m. %Y}",
        "channel": "post",
        "unit": scene.unit.pk,
        "rights": [right],
        "left_out_reason": "Mož živi drugje.",
        "row": ["0"],
        "row-0-person": str(scene.mother.public_id),
    }
    client.post(reverse("new_application"), form)
    return Application.objects.get(rights=[right])


@pytest.mark.django_db
def test_a_funeral_grant_goes_from_the_form_to_a_drafted_decision(scene, sign_in):
    client = sign_in(scene.clerk)
    application = take_in(client, scene, "funeral_grant")
    today = timezone.localdate().isoformat()
    facts = {
        "claims_after_a_death": True,
        "relation_to_deceased": "child",
        "day_of_death": today,
        "entitled_to_cash_social_assistance_on_day_of_death": True,
        "applicant_arranged_funeral": True,
        "funeral_country": "SI",
        "invoice_issued_to_applicant": True,
        "funeral_costs": "2340.00",
        "funeral_grant_given_to_another": False,
    }
    record(application, scene.mother, facts)
    page = client.get(reverse("calculation", args=[application.case.public_id])).content.decode()
    assert "enkrat" in page
    client.post(reverse("draft_decision", args=[application.case.public_id]))
    told = str(Decision.objects.get(case=application.case).letter)
    assert "pravico do pogrebnine v enkratnem znesku" in told


@pytest.mark.covers("004a/R-17")
@pytest.mark.django_db
def test_the_form_offers_every_claimable_right_and_the_common_ones_first(scene, sign_in):
    page = sign_in(scene.clerk).get(reverse("new_application")).content.decode()
    places = [page.index(f'name="rights" value="{right}"') for right in claimable()]
    assert len(places) == len(set(places))
    common = max(
        page.index(f'name="rights" value="{right}"') for right in ("child_benefit", "cash_social_assistance")
    )
    assert sum(place > common for place in places) == len(places) - 2


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_typing_narrows_the_rights_and_what_is_ticked_stays_in_sight(scene, opened, picture, violations):
    page = opened(scene.clerk)
    page.goto("/applications/new/")
    page.get_by_text("Druge pravice").click()
    picture(page, "intake-rights-light")
    assert not violations(page)
    page.get_by_role("checkbox", name="pogrebnina").check()
    page.get_by_label("Poiščite pravico po imenu").fill("ocetovski dop")
    expect(page.get_by_role("checkbox", name="očetovski dopust")).to_be_visible()
    expect(page.get_by_role("checkbox", name="pogrebnina")).to_be_visible()
    expect(page.get_by_role("checkbox", name="posmrtnina")).to_be_hidden()
    page.set_viewport_size(PHONE)
    picture(page, "intake-rights-phone")
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
