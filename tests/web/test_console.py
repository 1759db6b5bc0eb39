"""The console of the main pages stays empty: no page breaks its own security policy, nor does a search."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from tests.web.scene import set_scene
from tests.web.work_scene import TASK, eviction_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The browser tells a page what of it was stopped, also where its console stays silent.
TELLS_WHAT_WAS_STOPPED = """
  document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`stopped: ${event.violatedDirective} ${event.sourceFile}:${event.lineNumber}`));
"""


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def watched(opened):
    """A page of a worker, and everything its console says of errors and warnings."""

    def watch(worker) -> tuple[Page, list[str]]:
        page = opened(worker)
        return page, listen(page)

    return watch


def listen(page: Page) -> list[str]:
    said: list[str] = []
    page.add_init_script(TELLS_WHAT_WAS_STOPPED)
    page.on(
        "console",
        lambda message: said.append(message.text) if message.type in ("error", "warning") else None,
    )
    return said


def test_the_main_pages_say_nothing_on_the_console(watched, scene):
    page, said = watched(scene.clerk)
    case = eviction_case(scene)
    for name, args in [
        ("worklist", []),
        ("calendar", []),
        ("cases", []),
        ("search", []),
        ("counts", []),
        ("registers", []),
        ("catalogue", []),
        ("quick_entry", []),
        ("person", [scene.mother.public_id]),
        ("case", [case.public_id]),
        ("add_record", [case.public_id, "talk"]),
        ("write_note", [case.public_id]),
    ]:
        page.goto(reverse(name, args=args))
        page.wait_for_load_state("networkidle")
        assert said == [], name


def test_searching_a_person_says_nothing_on_the_console(watched, scene):
    page, said = watched(scene.clerk)
    page.goto(reverse("quick_entry"))
    page.get_by_label("Kdo je prišel").press_sequentially("Šprohar Žiga")
    expect(page.get_by_label("Žiga Šprohar")).to_be_visible()
    page.goto(reverse("new_application"))
    row = page.locator("#members fieldset.member").first
    row.get_by_label("EMŠO ali ime in priimek").fill("Šprohar")
    row.get_by_role("button", name="Poišči", exact=True).click()
    expect(row.get_by_role("button", name=f"Izberi {scene.father.full_name}")).to_be_visible()
    page.goto(reverse("new_case", args=[TASK]))
    row = page.locator("#parties fieldset.member").first
    row.get_by_label("EMŠO ali ime in priimek").fill("Šprohar")
    row.get_by_role("button", name="Poišči", exact=True).click()
    expect(row.get_by_role("button", name=f"Izberi {scene.father.full_name}")).to_be_visible()
    page.goto(reverse("search"))
    page.locator("[data-search]").press_sequentially("Šprohar")
    expect(page.locator(".hit").first).to_be_visible()
    assert said == []


def test_a_style_inside_a_page_would_be_seen_here(browser, live_server):
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    said = listen(page)
    page.goto(reverse("account_login"))
    assert said == []
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.evaluate("new Promise((done) => setTimeout(done))")
    assert any("style-src" in each for each in said)
    context.close()
