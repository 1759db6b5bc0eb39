"""Moving a parameter by hand: the effect follows, and the page stays where it is."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from tests.organisation.factories import WorkerFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAME = "Dodatek za veliko družino"


def take_in(page: Page) -> None:
    page.goto(reverse("reform"))
    page.get_by_label("Mesec pravic").fill("5. 2026")
    page.get_by_label("Poiščite parameter po imenu ali pravici").fill("velik druzin dodat")
    page.get_by_role("checkbox", name=NAME, exact=False).first.check()
    page.get_by_role("button", name="Dodaj k spremembi").click()
    expect(page.locator(".change")).to_have_count(1)


def test_a_slider_moves_the_number_and_the_figures_without_a_new_page(
    opened, simulation, violations, picture
):
    page = opened(WorkerFactory(analyst=True))
    take_in(page)
    expect(page.locator(".effect-figures")).to_be_visible()
    before = page.locator(".effect-figures").inner_text()
    page.evaluate("document.getElementById('change-0').dataset.old = 'yes'")
    slider = page.get_by_role("slider")
    slider.focus()
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#text-0")).to_have_value("1,12")
    expect(page.locator(".effect-figures")).not_to_have_text(before, use_inner_text=True)
    expect(page.locator("#change-0[data-old]")).to_be_visible()
    picture(page, "reform")
    assert not violations(page)
    shown = page.locator(".effect-figures").inner_text()
    page.get_by_role("button", name="Prikaži učinek").click()
    expect(page.locator("#change-0[data-old]")).to_have_count(0)
    assert page.locator(".effect-figures").inner_text() == shown


def test_a_wrong_number_is_told_beside_it_and_goes_when_it_is_right(opened, simulation, violations, picture):
    page = opened(WorkerFactory(analyst=True), dark=True, phone=True)
    take_in(page)
    number = page.locator("#text-0")
    number.fill("dvakrat")
    number.press("Tab")
    expect(page.locator("#change-0-error")).to_contain_text("»dvakrat« ni število")
    picture(page, "reform-wrong")
    assert not violations(page)
    page.locator("#text-0").fill("1,5")
    page.locator("#text-0").press("Tab")
    expect(page.locator("#change-0-error")).to_have_count(0)
    expect(page.locator(".effect-figures")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    picture(page, "reform-phone")
    assert not violations(page)
