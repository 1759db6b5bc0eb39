"""The first half of the way: from the counter to a calculation that unfolds."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.flow import screens
from tests.flow.office import Office
from tests.flow.screens import question

from opora.cases.models import Case, DeadlineState
from opora.rights.asking_registers import FETCHING

MONTHS = ("2026-01", "2026-02", "2026-03")
NOTHING = dict.fromkeys(MONTHS, "0.00")


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


def an_application_comes_in(page: Page, office: Office, papers: list[Path]) -> None:
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


def the_registers_are_asked_and_one_is_out_of_order(page: Page, office: Office, case: Case) -> None:
    """The others answer; the term to ask them is met, and the law asks less of the party than before."""
    screens.go_to(page, tab="Podatki")
    before = screens.open_questions(page)
    page.locator("#sources").get_by_role("button", name="Poizvedi v vseh evidencah").click()
    for person in (office.mother, office.father):
        expect(screens.source(page, person, "Poizvedba o bančnih sredstvih")).to_contain_text("prejeto")
        tax = screens.source(page, person, "Davčna evidenca")
        expect(tax).to_contain_text("neuspešno")
        expect(tax).to_contain_text("Evidenca trenutno ne odgovarja.")
    expect(page.locator("#sources")).not_to_contain_text("v teku")
    page.reload()
    assert 0 < screens.open_questions(page) < before
    assert set(screens.results(page).values()) == {"še ni gotovo"}
    assert case.deadlines.get(key=FETCHING).state == DeadlineState.MET


def the_party_is_called_on_and_supplements(page: Page, case: Case) -> None:
    """The letter asks for what the law still has to know; the term to decide stands still meanwhile."""
    page.get_by_role("link", name="Pozovi stranko k dopolnitvi").click()
    expect(page.get_by_alt_text("1. stran dopisa").first).to_be_visible()
    expect(page.get_by_text("V 15 dneh od dneva, ko prejmete ta poziv.")).to_be_visible()
    page.get_by_label("Dni za dopolnitev").fill("8")
    page.get_by_role("button", name="Prikaži poziv s tem rokom").click()
    expect(page.get_by_text("V 8 dneh od dneva, ko prejmete ta poziv.")).to_be_visible()
    assert not case.documents.outgoing().exists(), "a call that is only read is not made"
    page.get_by_role("button", name="Pripravi poziv").click()
    expect(page.get_by_text("je pripravljen. Spodaj ga odpremite.")).to_be_visible()
    assert case.documents.outgoing().get().kind == "call_to_supplement"
    assert case.deadlines.get(key="decision").state == DeadlineState.PAUSED
    screens.go_to(page, tab="Podatki")
    expect(page.get_by_role("heading", name="Stranka dopolnjuje vlogo")).to_be_visible()
    page.get_by_role("button", name="Dopolnitev je prispela danes").click()
    expect(page.get_by_text("Dopolnitev je prejeta.")).to_be_visible()
    assert case.deadlines.get(key="decision").state == DeadlineState.RUNNING


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
    known = page.locator("#sources tbody tr").count()
    screens.answer_at_once(page, question(her, "actually_lives_in_slovenia"), "yes")
    expect(page.locator("#sources tbody tr")).to_have_count(known + 1)
    counted = screens.open_questions(page), screens.results(page)
    assert counted[0] < before
    page.reload()
    assert (screens.open_questions(page), screens.results(page)) == counted, "a fresh load shows the same"

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
