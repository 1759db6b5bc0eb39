"""The open page of facts takes in what the registers answer, and leaves alone what is being typed."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests.sources.factories import LookUpFactory
from tests.web.scene import set_scene, take_in_application

from opora.sources.models import LookUp, LookUpState

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEWS = "Evidence so odgovorile. Osvežite vprašanja."


@pytest.mark.parametrize("typed", ["", "Plačilna lista za januar."])
def test_the_last_answer_draws_the_page_anew_unless_somebody_is_typing(typed, opened, picture):
    scene = set_scene()
    application = take_in_application(scene)
    LookUpFactory(case_id=application.case_id, person=scene.father, asked_by=scene.clerk)
    page = opened(scene.clerk)
    page.goto(f"/cases/{application.case.public_id}/facts/")
    page.evaluate("document.querySelector('#facts').dataset.old = 'yes'")
    note = page.locator("#facts [name=note]").first
    if typed:
        note.fill(typed)
    LookUp.objects.update(state=LookUpState.ANSWERED, answered_at=timezone.now())
    expect(page.locator("#sources")).not_to_contain_text("v teku")
    if typed:
        expect(page.get_by_text(NEWS)).to_be_visible()
        expect(note).to_have_value(typed)
        expect(page.locator("#facts[data-old]")).to_be_visible()
        picture(page, "news-while-typing")
    else:
        expect(page.locator("#facts[data-old]")).to_have_count(0)
        expect(page.get_by_text(NEWS)).to_have_count(0)
