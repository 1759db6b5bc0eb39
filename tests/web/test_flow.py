"""The whole way of an application in the browser: two workers, from intake to the payment list."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.web.scene import Scene, answer_everything, set_scene

from opora.decisions.finality import make_final
from opora.decisions.jobs import compose_and_sign
from opora.decisions.models import Decision
from opora.documents.serving import let_fictions_take_effect
from opora.rights.models import Application

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def png() -> bytes:
    """A picture of one pixel, whole and with its checksums."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checksum = zlib.crc32(kind + content).to_bytes(4, "big")
        return len(content).to_bytes(4, "big") + kind + content + checksum

    header = (1).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    pixel = zlib.compress(b"\x00\xff")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


def test_an_application_becomes_a_served_decision_and_a_payment(opened, settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path / "documents"
    settings.OPORA_KEYS = tmp_path / "keys"
    scene = set_scene()
    clerk, decider = opened(scene.clerk), opened(scene.decision_maker)
    take_in(clerk, scene)
    answer_one_and_see_it_counted(clerk)
    answer_everything(Application.objects.get(), scene.clerk)
    draft_edit_and_submit(clerk)
    approve(decider, scene)
    as_the_worker_process(compose_and_sign, Decision.objects.get().pk)
    see_it_served(clerk)
    draw_payments(opened(scene.head))


def as_the_worker_process(job: Callable[[int], None], pk: int) -> None:
    """Run a job outside this thread, in which Playwright's event loop runs."""

    def run() -> None:
        try:
            job(pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(run).result()


def take_in(page: Page, scene: Scene) -> None:
    page.goto("/")
    page.get_by_role("link", name="Nova vloga").click()
    page.get_by_label("Prejeto dne").fill(f"{timezone.localdate() - timedelta(days=3):%d. %m. %Y}")
    page.get_by_label("denarna socialna pomoč").check()
    page.get_by_label("otroški dodatek").check()
    page.get_by_label("EMŠO ali ime in priimek").fill("cucnik")
    page.get_by_role("button", name="Poišči").click()
    page.get_by_role("button", name=re.compile("Izberi Maksimilijana")).click()
    page.get_by_role("button", name="Dodaj gospodinjstvo iz evidence").click()
    expect(page.get_by_role("group", name="Član gospodinjstva")).to_have_count(2)
    page.locator("input[type=file]").set_input_files(
        {"name": "izpisek.png", "mimeType": "image/png", "buffer": png()}
    )
    page.get_by_label("Prejeto dne").fill("31. 2. 2026")
    page.get_by_role("button", name="Sprejmi vlogo").click()
    expect(page.get_by_text("»31. 2. 2026« ni datum")).to_be_visible()
    kept = page.evaluate("document.querySelector('input[type=file]').files.length")
    assert kept == 1, "the attachment is chosen still, after an error elsewhere in the form"
    page.get_by_label("Prejeto dne").fill(f"{timezone.localdate() - timedelta(days=3):%d. %m. %Y}")
    page.get_by_role("button", name="Sprejmi vlogo").click()
    expect(page.get_by_role("heading", name="Kaj še manjka")).to_be_visible()
    application = Application.objects.get()
    assert application.applicant == scene.mother
    assert application.case.documents.get().file_name == "izpisek.png"


def answer_one_and_see_it_counted(page: Page) -> None:
    """An answer is saved and counted at once; a fresh load shows the same."""
    before = page.locator("#open-questions").inner_text()
    question = page.get_by_role("radiogroup").first
    with page.expect_response(lambda response: "answers" in response.url):
        question.get_by_role("radio", name="da").check()
    expect(page.locator("#open-questions")).not_to_have_text(before)
    swapped = page.locator("#open-questions").inner_text(), page.locator("#result").inner_text()
    page.reload()
    assert swapped == (page.locator("#open-questions").inner_text(), page.locator("#result").inner_text())


def draft_edit_and_submit(page: Page) -> None:
    page.get_by_role("link", name="Izračun", exact=True).click()
    expect(page.get_by_text("na mesec").first).to_be_visible()
    page.get_by_role("button", name="Pripravi osnutek odločbe").click()
    remarks = page.get_by_label("Dodatno pojasnilo")
    remarks.fill("O spremembi okoliščin nas, prosimo, obvestite v osmih dneh.")
    with page.expect_response(lambda response: response.url.endswith("/edit/")):
        page.locator(".letter-part", has=remarks).get_by_role("button", name="Shrani ta del").click()
    expect(page.get_by_text("prepisano", exact=True)).to_be_visible()
    page.get_by_role("button", name="Predloži v potrditev").click()
    expect(page.get_by_role("button", name="Potrdi in izdaj")).to_have_count(0)  # not for the drafter


def approve(page: Page, scene: Scene) -> None:
    page.goto("/approvals/")
    page.get_by_role("link", name=Application.objects.get().case.number).click()
    page.get_by_role("button", name="Potrdi in izdaj").click()
    expect(page.get_by_role("heading", name="Vaša odločitev")).to_be_visible()  # nothing confirmed yet
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Potrdi in izdaj").click()
    expect(page.get_by_text("je izdana")).to_be_visible()
    decision = Decision.objects.get()
    assert (decision.drafted_by, decision.decided_by) == (scene.clerk, scene.decision_maker)


def see_it_served(page: Page) -> None:
    """The way of service follows from the rules: by fiction after dispatch, or handed over."""
    page.goto(f"/cases/{Application.objects.get().case.public_id}/service/")
    page.get_by_text("Vpiši vročitev").click()
    page.get_by_label("Katerega dne").fill(f"{timezone.localdate():%d. %m. %Y}")
    page.get_by_role("button", name="Vpiši", exact=True).first.click()
    expect(page.get_by_text("Vročitev je vpisana")).to_be_visible()
    later = timezone.now() + timedelta(days=60)
    let_fictions_take_effect(later.date(), at=later)
    make_final(later.date(), at=later)
    page.goto(f"/cases/{Application.objects.get().case.public_id}/")
    expect(page.get_by_text("Odločba je postala dokončna.")).to_be_visible()


def draw_payments(page: Page) -> None:
    page.goto("/payments/")
    page.get_by_label("Mesec").fill(f"{timezone.localdate():%m. %Y}")
    page.get_by_role("button", name="Pripravi seznam").click()
    expect(page.get_by_text("Plačilni seznam je pripravljen.")).to_be_visible()
    with page.expect_download() as file:
        page.get_by_role("link", name="Prenesi CSV").click()
    assert file.value.suggested_filename.endswith(".csv")
