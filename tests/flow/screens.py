"""What a worker does on the pages, in the worker's own words."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import Locator, Page, Response, expect
from tests.flow.office import PASSWORD

from opora.organisation.models import Worker
from opora.people.models import Person
from opora.web.forms.facts import field_name


def sign_in(page: Page, worker: Worker) -> None:
    """By name and password; the second factor counts as shown, as in the demo."""
    page.goto("/")
    page.get_by_label("Uporabniško ime").fill(worker.login)
    page.get_by_label("Geslo").fill(PASSWORD)
    page.get_by_role("button", name="Prijava").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def find_case(page: Page, number: str) -> None:
    """By its number, from the search on every page."""
    page.get_by_role("searchbox", name="Iskanje osebe ali zadeve").fill(number)
    page.locator("#search-results").get_by_role("link", name=number).click()


def go_to(page: Page, *, tab: str) -> None:
    """Another page of the same case."""
    page.get_by_role("navigation", name="Strani zadeve").get_by_role("link", name=tab, exact=True).click()


def begin_application(page: Page, *, received: str, rights: tuple[str, ...], channel: str = "osebno") -> None:
    page.get_by_role("navigation", name="Glavni meni").get_by_role("link", name="Vloga", exact=True).click()
    page.get_by_label("Prejeto dne").fill(received)
    page.get_by_label("Način oddaje").select_option(label=channel)
    for right in rights:
        page.get_by_role("checkbox", name=right).check()


def member_row(page: Page, place: int) -> Locator:
    """The row of a person; the first is the applicant's."""
    return page.locator("#members fieldset.member").nth(place)


def find_person(page: Page, place: int, *, text: str, name: str) -> None:
    """Find somebody on record, by EMŠO or by name, and choose them."""
    member_row(page, place).get_by_label("EMŠO ali ime in priimek").fill(text)
    member_row(page, place).get_by_role("button", name="Poišči", exact=True).click()
    member_row(page, place).get_by_role("button", name=f"Izberi {name}").click()
    expect(member_row(page, place).get_by_role("button", name="Druga oseba")).to_be_visible()


def add_member(page: Page) -> int:
    """A further row; its place."""
    rows = page.locator("#members fieldset.member")
    before = rows.count()
    page.get_by_role("button", name="Dodaj člana").click()
    expect(rows).to_have_count(before + 1)
    return before


def enter_person(page: Page, place: int, fields: Mapping[str, str]) -> None:
    """Enter somebody who is not on record."""
    member_row(page, place).get_by_role("button", name="Vnesi kot novo osebo").click()
    for label, text in fields.items():
        member_row(page, place).get_by_label(re.compile(rf"^{label}\b")).fill(text)


def is_to_applicant(page: Page, place: int, relation: str) -> None:
    member_row(page, place).get_by_label("Razmerje do vlagatelja").select_option(relation)


def attach(page: Page, *files: Path) -> None:
    page.locator("input[name=attachment]").set_input_files(list(files))


def take_in(page: Page) -> None:
    page.get_by_role("button", name="Sprejmi vlogo").click()


def open_questions(page: Page) -> int:
    """How many questions the law still has, as the page of facts counts them."""
    tally = page.locator("#open-questions")
    return int(tally.inner_text().split()[0]) if tally.count() else 0


def results(page: Page) -> dict[str, str]:
    """What follows now, by right: the strip below the facts."""
    rights = page.locator("#result dt").all_inner_texts()
    return dict(zip(rights, page.locator("#result dd").all_inner_texts(), strict=True))


def source(page: Page, person: Person, name: str) -> Locator:
    """The row of one register about one person."""
    after = page.locator("#sources").get_by_role("heading", name=person.full_name)
    return after.locator(f"xpath=following-sibling::div[contains(., '{name}')][1]")


def answers_come_from(page: Page, origin: str, note: str = "") -> None:
    _questions(page).get_by_label("Od kod so odgovori").select_option(label=origin)
    _questions(page).get_by_label("Zaznamek").fill(note)


def question(person: Person, fact: str, period: str = "") -> str:
    """The name of the field that asks for a fact of a person."""
    return field_name({"subject": f"p{person.pk}", "fact": fact, "period": period})


def answer_at_once(page: Page, name: str, text: str) -> None:
    """Answer one question; it is counted as soon as it is answered."""
    field = _questions(page).locator(f"[name='{name}']")
    with page.expect_response(_is_answered):
        if field.first.get_attribute("type") == "radio":
            field.locator(f"xpath=self::*[@value='{text}']").check()
        else:
            field.fill(text)
            field.blur()
    _is_settled(page)


def answer_all(page: Page, answer: Callable[[str, str], str | None], *, origin: str, note: str = "") -> int:
    """Fill in everything asked now to which `answer(name, kind)` has a text, and save; how many were."""
    if not open_questions(page):
        return 0
    asked: list[tuple[str, str]] = _questions(page).evaluate(NAMES_AND_KINDS)
    given = {name: text for name, kind in asked if (text := answer(name, kind)) is not None}
    if given:
        answers_come_from(page, origin, note)
        _questions(page).evaluate(FILL_IN, given)
        with page.expect_response(_is_answered):
            page.get_by_role("button", name="Shrani odgovore").click()
        _is_settled(page)
    return len(given)


NAMES_AND_KINDS = """form => [...form.elements].filter(each => each.name.startsWith("answer."))
    .map(each => [each.name, each.type])"""
FILL_IN = """(form, answers) => {
    for (const [name, text] of Object.entries(answers)) form.elements[name].value = text;
}"""


def _is_answered(response: Response) -> bool:
    return response.url.endswith("/facts/answers/")


def _is_settled(page: Page) -> None:
    """Until htmx has put everything in its place."""
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


def _questions(page: Page) -> Locator:
    return page.locator("form[action$='/facts/answers/']")


def until(happened: Callable[[], bool]) -> None:
    """Wait for the worker; it takes the job as soon as it is queued."""
    for _attempt in range(300):
        if happened():
            return
        time.sleep(0.1)
    raise AssertionError("The worker did not do its job in half a minute.")
