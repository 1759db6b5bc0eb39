"""Answering on the open page of facts: parts of it change under the hand, and the page stays."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.rights.factories import example, family, morning, office

from opora.rights.models import Application

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def place(monkeypatch):
    day = date.fromisoformat(example("couple_one_full_time")["dates"]["decided"])
    monkeypatch.setattr(timezone, "now", lambda: morning(day))
    return office()


def test_an_answer_changes_its_parts_and_leaves_the_page_where_it_is(place, opened, picture, violations):
    application = family("couple_one_full_time", at_office=place, without_facts=True)
    page = open_facts(opened(place.clerk), application)
    page.locator("[id^=questions-p] .question [value=yes]").first.check(force=True)
    expect(page.locator("#sources tbody tr")).to_have_count(1)
    expect(page.locator("#facts[data-old] #sources[data-old]")).to_be_visible()
    picture(page, "answered")
    assert not violations(page)
    counted = page.locator("#open-questions").inner_text(), page.locator("#result").inner_text()
    page.reload()
    assert counted == (page.locator("#open-questions").inner_text(), page.locator("#result").inner_text())


def test_after_the_last_answer_the_page_says_so_and_may_be_left(place, opened, picture, violations):
    application = family("couple_one_full_time", at_office=place, lacking={"luka": ["wage"]})
    page = open_facts(opened(place.clerk), application)
    amounts = page.locator(".question input")
    for number in range(amounts.count()):
        amounts.nth(number).fill("620,00")
        amounts.nth(number).blur()
        page.wait_for_load_state("networkidle")
    expect(page.get_by_text("Nič ne manjka")).to_be_visible()
    expect(page.locator(".question")).to_have_count(0)
    expect(page.locator("#sources[data-old]")).to_contain_text("620,00")
    picture(page, "all-answered")
    assert not violations(page)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Na izračun").click()
    expect(page.locator(".results")).to_be_visible()
    assert not asked, "everything was sent: nobody is asked whether to leave"


def open_facts(page: Page, application: Application) -> Page:
    """The page of facts, marked so that a test sees whether it is still the same."""
    page.goto(f"/cases/{application.case.public_id}/facts/")
    page.evaluate("for (const id of ['facts', 'sources']) document.getElementById(id).dataset.old = 'yes'")
    return page


def test_answers_given_quicker_than_the_page_follows_ask_nothing_twice(place, opened):
    application = family("couple_one_full_time", at_office=place, without_facts=True)
    page = open_facts(opened(place.clerk), application)
    page.evaluate(
        """() => {
            const answers = document.querySelectorAll("#question-groups .question [value=yes]");
            const gates = [...answers].slice(0, 6);
            gates.forEach((answer, number) => setTimeout(() => answer.click(), 150 * number));
        }"""
    )
    page.wait_for_timeout(1500)
    page.wait_for_load_state("networkidle")
    twice = page.evaluate(
        """() => {
            const all = [...document.querySelectorAll("#facts [id]")].map((element) => element.id);
            return all.filter((id, place) => all.indexOf(id) !== place);
        }"""
    )
    assert twice == []
    assert page.locator("#open-questions").count() == 1
