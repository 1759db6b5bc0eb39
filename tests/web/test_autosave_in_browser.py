"""What is typed outlives a lost connection and a closed page; it lies here locked, and not for long."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from tests.web.scene import set_scene

from opora.cases.models import Draft, Note

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SECRET = "Žužana se skriva pri sestri."
NEWS = "[data-autosave-news]"
# Everything that the browser stores for this address, as the octets and words that lie there.
STORED = """async () => {
  const names = (await indexedDB.databases()).map((each) => each.name);
  const plain = JSON.stringify([{...localStorage}, {...sessionStorage}]);
  if (!names.includes("opora-typed")) return {records: 0, text: plain, keys: 0};
  const wait = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const database = await wait(indexedDB.open("opora-typed"));
  const records = await wait(database.transaction("writings").objectStore("writings").getAll());
  database.close();
  const octets = (value) => new TextDecoder("latin1").decode(new Uint8Array(value.buffer ?? value));
  const isBinary = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value);
  const values = records.flatMap((each) => Object.values(each));
  const words = values.map((value) => (isBinary(value) ? octets(value) : String(value)));
  const keys = values.filter((value) => value instanceof CryptoKey).length;
  return {records: records.length, text: words.join(" ") + plain, keys};
}"""


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def minutes_of(scene):
    return f"{reverse('write_note', args=[scene.case.public_id])}?kind=minutes"


def text_of(page: Page):
    return page.get_by_label("Besedilo", exact=True)


def stored(page: Page, records: int) -> dict[str, object]:
    """What lies in the browser, once it holds so many records."""
    page.wait_for_function(f"async () => (await ({STORED})()).records === {records}")
    return page.evaluate(STORED)


@pytest.fixture
def typed_offline(scene, opened, minutes_of):
    """A page on which the text was typed while there was no connection."""
    page = opened(scene.clerk)
    page.goto(minutes_of)
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    text_of(page).fill(SECRET)
    expect(page.locator(NEWS)).to_contain_text("Povezave ni")
    return page


def test_typed_text_reaches_the_server_by_itself_and_nothing_stays_here(scene, opened, minutes_of):
    page = opened(scene.clerk)
    page.goto(minutes_of)
    text_of(page).fill(SECRET)
    expect(page.locator(NEWS)).to_contain_text("Shranjeno na strežniku")
    assert stored(page, 0)["records"] == 0
    assert Draft.objects.get().text == SECRET


def test_a_lost_connection_loses_nothing_and_what_waits_here_is_locked(typed_offline):
    page = typed_offline
    lying = stored(page, 1)
    for form in (
        SECRET,
        SECRET.encode().decode("latin1"),
        SECRET.encode("utf-16-le").decode("latin1"),
        "sestri",
    ):
        assert form not in lying["text"]
    assert lying["keys"] == 0, "the key never lies beside what it locks"
    assert not Draft.objects.exists()
    page.context.set_offline(False)
    expect(page.locator(NEWS)).to_contain_text("Shranjeno na strežniku")
    stored(page, 0)
    assert Draft.objects.get().text == SECRET


def test_the_news_of_a_lost_connection_goes_once_what_was_typed_is_saved(typed_offline):
    page = typed_offline
    news = page.locator("[data-notices]")
    page.get_by_role("button", name="Shrani").click()
    expect(news).to_contain_text("Povezava je bila prekinjena")
    page.context.set_offline(False)
    expect(page.locator(NEWS)).to_contain_text("Shranjeno na strežniku")
    expect(news).not_to_contain_text("Povezava je bila prekinjena")


def test_a_page_closed_without_a_connection_has_its_text_again_when_it_is_opened(typed_offline, minutes_of):
    page, context = typed_offline, typed_offline.context
    stored(page, 1)
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(minutes_of)
    expect(text_of(again)).to_have_value(SECRET)
    stored(again, 0)
    again.get_by_role("button", name="Shrani").click()
    expect(again.locator(".timeline blockquote").first).to_have_text(SECRET)
    stored(again, 0)
    assert Note.objects.filter(text=SECRET).count() == 1
    assert not Draft.objects.exists()


def test_what_waits_here_reaches_the_server_from_any_page_of_its_worker_and_of_nobody_else(
    scene, opened, typed_offline, minutes_of, sign_in, live_server, settings
):
    page, context = typed_offline, typed_offline.context
    stored(page, 1)
    page.close()
    context.set_offline(False)
    for worker, waiting in ((scene.head, 1), (scene.clerk, 0)):
        cookie = sign_in(worker).cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        other = context.new_page()
        other.goto(reverse("cases"))
        other.wait_for_load_state("networkidle")
        stored(other, waiting)
        assert Draft.objects.filter(worker=scene.clerk, text=SECRET).exists() == (not waiting)
    expect(other.locator("[data-notices]")).to_contain_text("je zdaj na strežniku")
    other.get_by_role("link", name="Nadaljuj pisanje").click()
    expect(text_of(other)).to_have_value(SECRET)


def test_signing_out_leaves_nothing_on_the_computer(scene, opened, minutes_of):
    page = opened(scene.clerk)
    page.goto(minutes_of)
    text_of(page).fill(SECRET)
    page.get_by_role("button", name="Meni osebe").click()
    page.get_by_role("button", name="Odjava").click()
    expect(page).to_have_url(re.compile("login"))
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 0
    assert Draft.objects.get().text == SECRET


def test_signing_out_without_a_connection_leaves_what_waits_and_it_is_there_after_the_next_sign_in(
    typed_offline,
):
    assert stored(typed_offline, 1)["records"] == 1
    typed_offline.evaluate("() => document.querySelector('form[data-signs-out]').requestSubmit()")
    typed_offline.wait_for_timeout(500)
    assert stored_after_leaving(typed_offline) == 1


def stored_after_leaving(page: Page) -> int:
    """The browser shows its own page without a connection; ours is opened again to look."""
    page.context.set_offline(False)
    page.goto(reverse("account_login"))
    return page.evaluate(STORED)["records"]


def test_two_windows_with_one_draft_show_both_texts_and_nothing_is_overwritten(scene, opened, minutes_of):
    first = opened(scene.clerk)
    first.goto(minutes_of)
    text_of(first).fill("Prišla je.")
    expect(first.locator(NEWS)).to_contain_text("Shranjeno na strežniku")
    second = first.context.new_page()
    second.goto(minutes_of)
    text_of(second).fill("Prišla je. Sedla je.")
    expect(second.locator(NEWS)).to_contain_text("Shranjeno na strežniku")
    text_of(first).fill("Prišla je z otrokom.")
    box = first.locator("[data-autosave-other]")
    expect(box).to_contain_text("Prišla je. Sedla je.")
    assert Draft.objects.get().text == "Prišla je. Sedla je."
    box.get_by_role("button", name="Združi obe besedili").click()
    expect(text_of(first)).to_have_value("Prišla je z otrokom.\n\nPrišla je. Sedla je.")
    expect(first.locator(NEWS)).to_contain_text("Shranjeno na strežniku")
    assert Draft.objects.get().text == "Prišla je z otrokom.\n\nPrišla je. Sedla je."
