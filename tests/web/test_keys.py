"""Pages by keyboard alone."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests.web.scene import set_scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_case_is_found_and_noted_by_keyboard_alone(opened):
    scene = set_scene()
    page = opened(scene.clerk)
    page.goto(reverse("worklist"))
    page.keyboard.press("/")
    page.keyboard.type(scene.case.number, delay=10)
    expect(page.locator(".hit").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(scene.case.title)
    note = page.get_by_label("Nov zaznamek")
    note.focus()
    page.keyboard.type("Stranka je poklicala.")
    page.keyboard.press("Tab")
    with page.expect_response(lambda response: response.url.endswith("/notes/new/")):
        page.keyboard.press("Enter")
    expect(page.locator(".timeline blockquote").first).to_have_text("Stranka je poklicala.")
    swapped = page.locator("#timeline").inner_text()
    page.reload()
    assert page.locator("#timeline").inner_text() == swapped


def test_keys_lead_to_pages_and_the_first_stop_skips_to_the_content(opened):
    scene = set_scene()
    page = opened(scene.clerk)
    page.goto(reverse("worklist"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Preskoči na vsebino")).to_be_focused()
    page.keyboard.press("g")
    page.keyboard.press("z")
    expect(page).to_have_url(re.compile(f"{reverse('cases')}$"))
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Bližnjice na tipkovnici")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_colours_and_language_are_the_workers_choice(opened):
    scene = set_scene()
    page = opened(scene.clerk)
    page.goto(reverse("cases"))
    page.get_by_role("button", name="Meni osebe").click()
    page.get_by_role("button", name="Temne").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.get_by_role("button", name="Meni osebe").click()
    page.get_by_role("button", name="Italiano").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pratiche")
    assert page.locator("html").get_attribute("lang") == "it"
