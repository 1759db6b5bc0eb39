"""A family's application walks through every room, from intake to payment, in the browsers of two workers."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO

import pypdf
import pytest
from playwright.sync_api import Page, expect
from tests.documents.conftest import violations
from tests.flow import screens
from tests.flow.office import Office
from tests.flow.screens import question

from opora.cases.models import Case
from opora.decisions.finality import make_final
from opora.decisions.issuing import names_to_confirm
from opora.decisions.models import Decision, DecisionState
from opora.decisions.signers import signer_of
from opora.documents.signing import verify

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MONTHS = ("2026-01", "2026-02", "2026-03")
ISSUED_ON, SERVED_ON, FINAL_ON = date(2026, 5, 5), date(2026, 5, 11), date(2026, 6, 2)
NOTHING = dict.fromkeys(MONTHS, "0.00")


def test_a_family_is_granted_and_paid_what_the_law_gives_them(
    office, clock, registers, worker_at_the_queue, opened, picture, papers
):
    registers_know_the_couple(registers, office)
    clerk, head = opened(), opened()

    screens.sign_in(clerk, office.clerk)
    an_application_comes_in(clerk, office, papers)
    picture(clerk, "flow-1-taken-in")
    case = the_case_has_its_number_and_deadlines(clerk)
    registers.fail("tax")
    the_registers_are_asked_and_one_is_out_of_order(clerk, office)
    picture(clerk, "flow-2-asked")
    the_rest_is_entered_by_hand(clerk, office, case)
    picture(clerk, "flow-3-complete")
    given = the_calculation_unfolds(clerk)
    picture(clerk, "flow-4-calculation")
    decision = a_decision_is_drafted_edited_and_submitted(clerk, given)
    picture(clerk, "flow-5-submitted")
    its_drafter_may_not_approve_it(clerk, decision)

    clock.goes_to(ISSUED_ON)
    screens.sign_in(head, office.head)
    somebody_else_confirms_the_doubtful_values_and_issues_it(head, decision, picture)
    the_document_is_signed_by_both(head, decision, office, given)
    picture(head, "flow-7-issued")

    clock.goes_to(SERVED_ON)
    screens.sign_in(clerk, office.clerk)
    it_is_handed_over(clerk, case, decision)
    picture(clerk, "flow-8-served")

    clock.goes_to(FINAL_ON)
    make_final(FINAL_ON, at=clock.now)
    screens.sign_in(head, office.head)
    it_is_final(head, case)
    picture(head, "flow-9-final")
    it_is_paid(head, office, decision, given)
    picture(head, "flow-10-paid")


def registers_know_the_couple(registers, office: Office) -> None:
    """What the state knows of them; of the newborn it knows nothing yet, and the tax register is silent."""
    for person in (office.mother, office.father):
        registers.know("population", person, citizenship="SI", permanent_residence_in_slovenia=True)
        registers.know("property", person, has_property=False)
        registers.know("bank", person, savings="0.00")
        registers.know("school", person, student=False, in_regular_education=False)
    registers.know(
        "employment",
        office.mother,
        registered_at_employment_service=True,
        active_jobseeker=True,
        work_activity_hours="0",
    )
    registers.know(
        "employment",
        office.father,
        registered_at_employment_service=False,
        work_activity_hours="87",
        unemployment_benefit=NOTHING,
    )


def an_application_comes_in(page: Page, office: Office, papers: list) -> None:
    """She is found by her number, he by his name, and the newborn is entered without an EMŠO."""
    screens.begin_application(
        page, received="14. 4. 2026", rights=("denarna socialna pomoč", "otroški dodatek"), channel="po pošti"
    )
    screens.find_person(page, 0, text=office.mother.emso, name=office.mother.full_name)
    place = screens.add_member(page)
    screens.find_person(page, place, text="skrlj", name=office.father.full_name)
    screens.is_to_applicant(page, place, "partner")
    place = screens.add_member(page)
    screens.enter_person(page, place, {"Priimek": "Čebular", "Datum rojstva": "8. 2. 2026"})
    screens.is_to_applicant(page, place, "child")
    screens.attach(page, *papers)
    screens.take_in(page)
    expect(page.get_by_role("heading", name="Viri")).to_be_visible()


def the_case_has_its_number_and_deadlines(page: Page) -> Case:
    case = Case.objects.get()
    expect(page.get_by_role("status")).to_contain_text(f"Zadeva {case.number} je odprta.")
    screens.go_to(page, tab="Pregled")
    for deadline in case.deadlines.all():
        expect(page.locator(f"time[datetime='{deadline.day}']").first).to_be_visible()
    screens.go_to(page, tab="Dokumenti")
    expect(page.get_by_role("link", name=f"{case.number}-1")).to_be_visible()
    return case


def the_registers_are_asked_and_one_is_out_of_order(page: Page, office: Office) -> None:
    screens.go_to(page, tab="Podatki")
    before = screens.open_questions(page)
    page.locator("#sources").get_by_role("button", name="Poizvedi v vseh evidencah").click()
    for person in (office.mother, office.father):
        expect(screens.source(page, person, "Poizvedba o bančnih sredstvih")).to_contain_text("prejeto")
        tax = screens.source(page, person, "Davčna evidenca")
        expect(tax).to_contain_text("neuspešno")
        expect(tax).to_contain_text("Evidenca trenutno ne odgovarja.")
    page.reload()
    assert 0 < screens.open_questions(page) < before
    assert set(screens.results(page).values()) == {"še ni gotovo"}


def the_rest_is_entered_by_hand(page: Page, office: Office, case: Case) -> None:
    """The evidence the silent register would have given, then what the application states."""
    him, her = office.father, office.mother
    child = case.parties.exclude(person__in=[him, her]).get().person
    seen = {question(him, "has_income"): "yes", question(her, "has_income"): "no"}
    seen |= {question(him, "had_income_in_the_year"): "yes", question(her, "had_income_in_the_year"): "no"}
    seen |= {question(him, "wage", month): "620,00" for month in MONTHS}
    seen |= {question(him, "periodic_income_of_the_year", "2025"): "7.440,00"}
    lives_here = {question(person, "actually_lives_in_slovenia") for person in (her, child)}
    lives_here |= {question(child, "child_registered_residence_in_slovenia")}
    before = screens.open_questions(page)
    screens.answers_come_from(page, "navedeno v vlogi")
    screens.answer_at_once(page, question(her, "actually_lives_in_slovenia"), "yes")
    assert screens.open_questions(page) < before

    def stated(name: str, kind: str) -> str | None:
        otherwise = "no" if kind == "radio" else "0"
        return None if name in seen else "yes" if name in lives_here else otherwise

    while screens.open_questions(page):
        note = "Plačilne liste in odločba o dohodnini."
        from_evidence = screens.answer_all(
            page, lambda name, _kind: seen.get(name), origin="razvidno iz dokazila", note=note
        )
        assert from_evidence or screens.answer_all(page, stated, origin="navedeno v vlogi")
    expect(page.get_by_text("Nič ne manjka")).to_be_visible()
    told = page.locator("#sources tr", has_text="620,00 €")
    expect(told).to_have_count(len(MONTHS))
    expect(told.first).to_contain_text(note)


def the_calculation_unfolds(page: Page) -> dict[str, str]:
    """Down to formula, parameter and source; the amounts are those of the strip below the facts."""
    given = {right: found.split()[0] for right, found in screens.results(page).items()}
    screens.go_to(page, tab="Izračun")
    for right, amount in given.items():
        result = page.locator("article.result").filter(has_text=re.compile(right, re.IGNORECASE))
        expect(result).to_contain_text(amount)
        expect(result).to_contain_text("pripada")
    period = page.locator(".period").first
    top = period.locator("details.figure").first
    top.locator("> summary").click()
    expect(top.locator("> .figure-body .formula")).to_be_visible()
    figures = page.locator("details.figure")
    figures.evaluate_all("all => all.forEach(each => { each.open = true })")
    unfolded = figures.locator("> summary > span").all_text_contents()
    assert len(unfolded) == len(set(unfolded))
    expect(page.locator("dl.parameters").first).to_contain_text("velja od")
    return given


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
    page.get_by_role("link", name=case.number).first.click()
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
    assert lines[0] == "Mesec;Pravica;IBAN;Prejemnik;Znesek v EUR;Sklic"
    assert [line.rpartition(";")[0] for line in lines[1:]] == [
        f"{month};denarna socialna pomoč;{office.mother.iban};Maja Čebular;{amount}"
        for month in ("2026-05", "2026-06")
    ]
