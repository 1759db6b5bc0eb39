"""The second half of the way: from a draft to a decision that is final, and paid."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pypdf
from playwright.sync_api import Page, expect
from tests.documents.conftest import violations
from tests.flow import screens
from tests.flow.office import Office

from opora.cases.models import Case
from opora.decisions.issuing import names_to_confirm
from opora.decisions.models import Decision, DecisionState
from opora.documents.signers import signer_of
from opora.documents.signing import verify


def a_decision_is_drafted_edited_and_submitted(page: Page, given: dict[str, str]) -> Decision:
    page.get_by_role("button", name="Pripravi osnutek odločbe").click()
    for amount in given.values():
        expect(page.locator("ol.points")).to_contain_text(amount)
    words = "Denar potrebujete tudi za opremo novorojenčka."
    part = page.locator(".letter-part", has=page.get_by_role("textbox")).first
    heading = part.get_by_role("heading").inner_text()
    part.get_by_role("textbox").fill(words)
    part.get_by_role("button", name="Shrani ta del").click()
    edited = page.locator(".letter-part[data-edited]")
    expect(edited.get_by_role("heading")).to_have_text(heading)
    expect(edited.get_by_role("textbox")).to_have_value(words)
    expect(page.get_by_role("img", name="1. stran dopisa")).to_be_visible()
    page.get_by_role("button", name="Predloži v potrditev").click()
    expect(page.get_by_text("Osnutek je predložen v potrditev.")).to_be_visible()
    return Decision.objects.get()


def its_drafter_may_not_approve_it(page: Page, decision: Decision) -> None:
    """She may decide on drafts of others; on hers the page says why not."""
    expect(page.get_by_text("To odločbo ste pripravili vi")).to_be_visible()
    expect(page.get_by_role("button", name="Potrdi in izdaj")).to_have_count(0)
    page.get_by_role("link", name="Potrjevanje").click()
    expect(page.get_by_text("Nič ne čaka na vas")).to_be_visible()


def somebody_else_confirms_the_doubtful_values_and_issues_it(page: Page, decision: Decision, picture) -> None:
    page.get_by_role("link", name="Potrjevanje").click()
    page.get_by_role("link", name=decision.case.number).click()
    approval = page.get_by_role("region", name="Vaša odločitev")
    boxes = approval.get_by_role("checkbox")
    assert boxes.count() == len(names_to_confirm(decision.warnings)) > 1
    for box in boxes.all()[1:]:
        box.check()
    page.get_by_role("button", name="Potrdi in izdaj").click()
    refusal = approval.locator(".field-error")
    expect(refusal).to_contain_text("Preverite jih in vsako posebej potrdite.")
    expect(refusal).to_contain_text(approval.locator("label.choice").first.inner_text())
    picture(page, "flow-6-not-all-confirmed")
    expect(boxes.nth(1)).to_be_checked()
    boxes.first.check()
    page.get_by_role("button", name="Potrdi in izdaj").click()
    expect(page.get_by_text("je izdana. Dokument je v pripravi.")).to_be_visible()


def the_document_is_signed_by_both(
    page: Page, decision: Decision, office: Office, given: dict[str, str]
) -> None:
    """The worker composes and signs it; what is downloaded keeps both standards and carries both names."""
    screens.until(lambda: Decision.objects.filter(pk=decision.pk, document__isnull=False).exists())
    page.reload()
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Odpri PDF").click()
    address = popup.value.url
    popup.value.close()
    reply = page.request.get(address)
    assert (reply.status, reply.headers["content-type"]) == (200, "application/pdf")
    pdf = reply.body()
    assert violations(pdf) == []
    roots = [signer_of(office.clerk).chain[-1]]
    with ThreadPoolExecutor() as beside:  # Playwright's loop runs in this thread
        signatures = beside.submit(verify, pdf, trust_roots=roots).result()
    assert [(each.field, each.signer, each.valid) for each in signatures] == [
        ("led", "Neža Hribar", True),
        ("decided", "Vida Rožič", True),
    ]
    text = " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(BytesIO(pdf)).pages)
    for expected in (*given.values(), "Denar potrebujete tudi za opremo novorojenčka."):
        assert expected in " ".join(text.split())


def it_is_handed_over(page: Page, case: Case, decision: Decision) -> None:
    """The server's proof gives the day of service; term, finality and how they were counted follow."""
    screens.find_case(page, case.number)
    screens.go_to(page, tab="Vročanje")
    page.get_by_text("Vpiši vročitev").click()
    page.get_by_label("Kaj se je zgodilo").select_option("handed_over_on")
    page.get_by_label("Katerega dne").fill("11. 5. 2026")
    page.get_by_role("button", name="Vpiši", exact=True).first.click()
    expect(page.get_by_text("Vročitev je vpisana")).to_be_visible()
    expect(page.locator("article.panel")).to_contain_text("vročeno")
    screens.go_to(page, tab="Odločbe")
    page.get_by_role("link", name=f"{case.number}-").click()
    days = page.get_by_role("region", name="Dnevi, ki sledijo iz vročitve")
    # Served on Monday 11 May: the 21 days of DESIGN end on Monday 1 June; final with the next day.
    for words, day in (("Rok za pravno sredstvo se izteče", "1. 6. 2026"), ("Dokončna", "2. 6. 2026")):
        expect(days.locator("dl > div", has_text=words)).to_contain_text(day)
    days.get_by_text("Kako je dan izračunan").first.click()
    expect(days.locator("ol").first).to_contain_text("11. 5. 2026: dokument je bil vročen")


def it_is_final(page: Page, case: Case) -> None:
    assert Decision.objects.get().state == DecisionState.FINAL
    page.goto(f"/cases/{case.public_id}/")
    expect(page.get_by_text("Odločba je postala dokončna.")).to_be_visible()
    expect(page.get_by_role("navigation", name="Pot te zadeve").locator("[data-state=done]")).to_have_count(6)


def it_is_paid(page: Page, office: Office, decision: Decision, given: dict[str, str]) -> None:
    """The list of June pays both months that are due, to her account."""
    page.get_by_role("link", name="Izplačila").click()
    page.get_by_label("Mesec").fill("6. 2026")
    page.get_by_label("Pravica").select_option(label="denarna socialna pomoč")
    page.get_by_role("button", name="Pripravi seznam").click()
    expect(page.get_by_text("Plačilni seznam je pripravljen.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Prenesi CSV").click()
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    amount = given["denarna socialna pomoč"].replace(".", "")
    assert lines[0] == "Mesec;Pravica;IBAN;Prejemnik;Znesek v EUR;Sklic;Podaljšano po"
    assert [line.rsplit(";", 2)[0] for line in lines[1:]] == [
        f"{month};denarna socialna pomoč;{office.mother.iban};Maja Čebular;{amount}"
        for month in ("2026-05", "2026-06")
    ]
