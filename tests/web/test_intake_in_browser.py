"""The form of an application in a real browser: rows that stand in line, and one click for who it is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browsing import PHONE
from tests.documents.letters import letter
from tests.flow import screens
from tests.web.scene import Scene, set_scene

from opora.documents.compose import compose
from opora.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene(settings, tmp_path) -> Scene:
    settings.OPORA_DOCUMENTS = tmp_path
    return set_scene()


def test_labels_and_inputs_of_a_row_stand_in_line_whatever_is_wrong_with_some(
    scene, opened, picture, violations
):
    page = opened(scene.clerk)
    begin(page, scene)
    for place, typed in enumerate(
        (
            {"Ime": "Neža", "Priimek": "Šprohar", "Datum rojstva": "3. 2. 2020"},
            {"Ime": "Jaka", "Datum rojstva": "31. 2. 2015", "EMŠO": "1234567890123"},
            {"Ime": "Zala", "Priimek": "Šprohar", "Datum rojstva": "8. 9. 2016"},
        ),
        start=1,
    ):
        assert screens.add_member(page) == place
        screens.enter_person(page, place, typed)
        screens.is_to_applicant(page, place, "child")
    screens.take_in(page)
    middle = screens.member_row(page, 2)
    expect(middle.locator(".field-error")).to_have_count(3)
    expect(screens.member_row(page, 1).locator(".field-error")).to_have_count(0)
    picture(page, "intake-errors-light")
    assert lines(middle, ".field-label") == lines(middle, "input:not([type=hidden]), select") == 1
    page.emulate_media(color_scheme="dark")
    picture(page, "intake-errors-dark")
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light")
    picture(page, "intake-errors-phone")
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not violations(page)


def test_who_is_alike_is_shown_and_chosen_with_one_click_and_nothing_typed_is_lost(
    scene, opened, picture, violations, tmp_path
):
    paper = tmp_path / "potrdilo.pdf"
    paper.write_bytes(compose("call_to_supplement", letter("call_to_supplement"), language="sl"))
    page = opened(scene.clerk)
    begin(page, scene)
    place = screens.add_member(page)
    typed = {"Ime": "Sprohar", "Priimek": "Crt", "Datum rojstva": "4. 5. 2018"}
    screens.enter_person(page, place, typed)
    screens.is_to_applicant(page, place, "child")
    screens.attach(page, paper)
    screens.take_in(page)
    row = screens.member_row(page, place)
    expect(row.get_by_role("heading", name="Ta oseba je morda že v evidenci")).to_be_visible()
    picture(page, "intake-alike-light")
    assert not violations(page)
    page.set_viewport_size(PHONE)
    picture(page, "intake-alike-phone")
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")

    row.get_by_role("button", name=f"To je ista oseba {scene.child.full_name}").click()
    expect(row.get_by_role("button", name="Druga oseba", exact=True)).to_be_visible()
    expect(page.locator("[data-summary]")).to_have_count(0)
    expect(row.get_by_text(scene.child.full_name)).to_be_visible()
    expect(row.get_by_label("Razmerje do vlagatelja")).to_have_value("child")
    row.get_by_role("button", name="Druga oseba", exact=True).click()
    expect(row.get_by_label("Priimek")).to_have_value("Crt")
    assert page.locator("input[name=attachment]").evaluate("field => field.files[0].name") == paper.name

    screens.take_in(page)
    row.get_by_role("button", name="To je druga oseba").click()
    expect(row.get_by_text("Primerjano z evidenco")).to_be_visible()
    screens.take_in(page)
    left_out = page.get_by_role("link", name=f"{scene.father.full_name}: po evidenci zakonec ali partner")
    expect(left_out).to_be_visible()
    reason = "Oče otrok od pomladi živi drugje."
    page.get_by_label("Zakaj zakonca ali partnerja iz evidence ni v vlogi").fill(reason)
    screens.take_in(page)
    expect(page.get_by_text("je odprta.")).to_be_visible()
    assert Person.objects.filter(family_name="Crt", given_name="Sprohar").count() == 1


def test_files_are_collected_and_only_the_refused_one_is_let_go(scene, opened, picture, violations, tmp_path):
    good = tmp_path / "potrdilo.pdf"
    good.write_bytes(compose("call_to_supplement", letter("call_to_supplement"), language="sl"))
    bad = tmp_path / "zelo dolgo ime priloge o prejemkih v tujini v letu 2025.pdf"
    bad.write_bytes(b"To ni PDF.")
    page = opened(scene.clerk)
    begin(page, scene)
    for paper in (good, bad):
        screens.attach(page, paper)
    files = page.locator("input[name=attachment]")
    names = "field => [...field.files].map(file => file.name)"
    assert files.evaluate(names) == [good.name, bad.name], "the second choice adds to the first"
    page.get_by_label("Prejeto dne").fill("1. 1. 2099")
    picture(page, "intake-files-light")
    screens.take_in(page)
    summary = page.locator("[data-summary]")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(2)
    expect(page.locator(".chosen-files li")).to_have_text([re.compile(good.name)])
    assert files.evaluate(names) == [good.name]
    assert not violations(page)
    summary.get_by_role("link", name="Dan vložitve je v prihodnosti").click()
    expect(page.get_by_label("Prejeto dne")).to_be_in_viewport()
    page.set_viewport_size(PHONE)
    picture(page, "intake-files-phone")
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    page.get_by_role("button", name=f"Odstrani : {good.name}").click()
    assert files.evaluate(names) == []


def begin(page: Page, scene: Scene) -> None:
    """An application of the mother for child benefit."""
    page.goto("/applications/new/")
    page.get_by_role("checkbox", name="otroški dodatek").check()
    screens.find_person(page, 0, text=scene.mother.emso, name=scene.mother.full_name)


def lines(row: Locator, what: str) -> int:
    """On how many lines these parts of the fields of a row stand."""
    return row.locator(".field-row").evaluate(
        "(row, what) => new Set([...row.querySelectorAll(what)]"
        ".map(each => Math.round(each.getBoundingClientRect().top))).size",
        what,
    )
