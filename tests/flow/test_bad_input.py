"""What cannot be right is refused in a clear Slovenian sentence.

Nothing is half saved, and nothing typed is lost.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.decisions.factories import DRAFTED_ON, decision
from tests.flow import screens
from tests.flow.office import Office
from tests.organisation.factories import MunicipalityFactory, TerritoryFactory, UnitFactory
from tests.people.factories import DwellingFactory, PersonFactory, ResidenceFactory, generated_emso
from tests.rights.factories import Office as PlaceOfDecision
from tests.rights.factories import example, family

from opora.cases.models import Case
from opora.decisions.models import Decision, DecisionState
from opora.documents.models import Document
from opora.people.models import AddressKind, Person, Relation, Residence, Sex
from opora.sources.models import Fact

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EVERYTHING = (Case, Document, Person, Relation, Residence, Fact)
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + bytes(40) + b"\xff\xd9"


def test_an_application_is_refused_for_one_mistake_after_another_until_all_are_mended(
    office, opened, papers, picture
):
    elsewhere = somebody_who_lives_elsewhere()
    move_to_the_territory_of_another_unit(office.mother)
    kept = how_many()
    page = opened(office.clerk)
    page.goto("/applications/new/")
    fill_in_with_every_mistake(page, office, disguised(papers[0]))

    sentence = "Kontrolna števka te EMŠO se ne ujema"
    refused(page, screens.member_row(page, 1), sentence, "Številko primerjajte z osebnim dokumentom")
    told = page.locator("[data-summary]")
    for words in (sentence, "je v prihodnosti", "po vsebini pa je JPEG", "jo priložite znova"):
        expect(told).to_contain_text(words)
    picture(page, "refused-together")
    still_typed(page, received="20. 4. 2026", files=[])

    screens.attach(page, papers[0])
    page.get_by_label("Prejeto dne").fill("14. 4. 2026")
    screens.member_row(page, 1).get_by_label("EMŠO").fill(generated_emso(date(1961, 5, 4), Sex.MALE))
    refused(page, screens.member_row(page, 1), "ne more biti otrok osebe Maja Čebular", "Preverite")
    picture(page, "refused-child-older-than-parent")
    still_typed(page, files=[papers[0]])

    screens.member_row(page, 1).get_by_label("EMŠO").fill(generated_emso(date(2026, 2, 8), Sex.MALE))
    place = screens.add_member(page)
    expect(screens.member_row(page, place).locator(".field-error")).to_have_count(0)
    screens.find_person(page, place, text="drugje", name=elsewhere.full_name)
    screens.is_to_applicant(page, place, "other")
    refused(page, screens.member_row(page, place), "pripada drugemu gospodinjstvu", "vpišite selitev")
    picture(page, "refused-other-household")
    still_typed(page, files=[papers[0]])

    screens.member_row(page, place).get_by_role("button", name="Odstrani").click()
    expect(screens.member_row(page, place)).to_have_count(0)
    refused(page, page.locator("#application"), "ni krajevno pristojna", "navedite, zakaj spada sem")
    picture(page, "refused-unit")
    still_typed(page, files=[papers[0]])

    assert how_many() == kept
    page.get_by_label("Zakaj vloga spada v to enoto").fill("Vlagateljica se v Koper seli ta mesec.")
    screens.take_in(page)
    expect(page.get_by_text("je odprta.")).to_be_visible()
    case = Case.objects.get()
    assert case.documents.count() == 1
    assert (
        case.events.get(key="case_opened").detail["unit_reason"] == "Vlagateljica se v Koper seli ta mesec."
    )


def test_an_impossible_income_is_refused_and_the_other_answers_stay(office, opened, picture):
    lacking = {"luka": ["wage"]}
    application = family("couple_one_full_time", at_office=place_of(office), lacking=lacking)
    luka = application.case.parties.get(person__given_name="Luka").person
    january, february, march = (
        screens.question(luka, "wage", month)
        for month in example("couple_one_full_time")["persons"]["luka"]["wage"]
    )
    before = Fact.objects.count()
    page = opened(office.clerk)
    page.goto(f"/cases/{application.case.public_id}/facts/")
    fields = {january: "-5", february: "1000000000", march: "veliko"}
    for name, text in fields.items():
        page.locator(f"[name='{name}']").evaluate("(field, text) => { field.value = text }", text)
    page.get_by_role("button", name="Shrani odgovore").click()
    for name, sentence in {
        january: "Znesek je manjši od nič.",
        february: "Znesek je večji, kot je lahko kateri koli dohodek.",
        march: "»veliko« ni znesek. Zapišite evre in cente",
    }.items():
        expect(page.locator(".question", has=page.locator(f"[name='{name}']"))).to_contain_text(sentence)
        expect(page.locator(f"[name='{name}']")).to_have_value(fields[name])
    picture(page, "refused-income")
    assert Fact.objects.count() == before


def test_who_drafted_a_decision_is_told_why_somebody_else_approves_it(office, opened, clock):
    clock.goes_to(DRAFTED_ON)
    submitted = decision(at_office=place_of(office), submitted=True)
    page = opened(office.clerk)
    page.goto(f"/decisions/{submitted.public_id}/")
    sentence = "To odločbo ste pripravili vi, zato je potrebna druga oseba."
    expect(page.get_by_text(sentence)).to_be_visible()
    expect(page.get_by_role("button", name="Potrdi in izdaj")).to_have_count(0)
    with page.expect_navigation():
        page.locator("form[action$='/withdraw/']").evaluate(
            "form => { form.action = form.action.replace('withdraw', 'approve'); form.submit() }"
        )
    expect(page.get_by_text(sentence)).to_be_visible()
    assert Decision.objects.get().state == DecisionState.SUBMITTED


def fill_in_with_every_mistake(page: Page, office: Office, disguised_paper: Path) -> None:
    """A day in the future, a child with a mistyped EMŠO, and a picture named as PDF."""
    page.get_by_label("Prejeto dne").fill("20. 4. 2026")
    page.get_by_label("Način oddaje").select_option(label="ustno na zapisnik")
    page.get_by_role("checkbox", name="otroški dodatek").check()
    screens.find_person(page, 0, text=office.mother.emso, name=office.mother.full_name)
    place = screens.add_member(page)
    right = generated_emso(date(2026, 2, 8), Sex.MALE)
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)
    screens.enter_person(page, place, {"Ime": "Črt", "Priimek": "Čebular", "EMŠO": wrong})
    screens.is_to_applicant(page, place, "child")
    screens.attach(page, disguised_paper)


def refused(page: Page, where, *words: str) -> None:
    """Taking in is refused with these words, and nothing is saved."""
    before = how_many()
    with page.expect_response(lambda reply: reply.request.method == "POST") as reply:
        screens.take_in(page)
    assert reply.value.status == 422
    told = where.locator(".field-error, .notice[data-tone=alarm]")
    for part in words:
        expect(told.filter(has_text=part).first).to_be_visible()
    assert how_many() == before


def still_typed(page: Page, *, files: list[Path], received: str = "14. 4. 2026") -> None:
    expect(page.get_by_label("Prejeto dne")).to_have_value(received)
    expect(page.get_by_label("Način oddaje")).to_have_value("oral")
    expect(page.get_by_role("checkbox", name="otroški dodatek")).to_be_checked()
    expect(screens.member_row(page, 0)).to_contain_text("Maja Čebular")
    expect(screens.member_row(page, 1).get_by_label("Priimek")).to_have_value("Čebular")
    expect(screens.member_row(page, 1).get_by_label("Razmerje do vlagatelja")).to_have_value("child")
    chosen = page.locator("input[name=attachment]").evaluate(
        "field => [...field.files].map(file => file.name)"
    )
    assert chosen == [file.name for file in files], "what was accepted stays, what was refused is let go"


def how_many() -> list[int]:
    return [model.objects.count() for model in EVERYTHING]


def place_of(office: Office) -> PlaceOfDecision:
    return PlaceOfDecision(office.clerk, office.head, office.municipality)


def disguised(paper: Path) -> Path:
    """A photograph that calls itself a PDF."""
    found = paper.with_name("potrdilo.pdf")
    found.write_bytes(JPEG)
    return found


def somebody_who_lives_elsewhere() -> Person:
    person = PersonFactory(given_name="Tine", family_name="Drugje", sex=Sex.MALE, with_emso=True)
    dwelling = DwellingFactory()
    ResidenceFactory(person=person, dwelling=dwelling)
    return person


def move_to_the_territory_of_another_unit(person: Person) -> None:
    piran = MunicipalityFactory(code="piran", name_sl="Piran")
    TerritoryFactory(unit=UnitFactory(code="piran", name="Piran"), municipality=piran)
    person.addresses.filter(kind=AddressKind.PERMANENT).update(municipality=piran)
