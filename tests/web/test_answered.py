"""One answer on the open page of facts: what it changed is drawn and swapped, and nothing else."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.utils import timezone
from lxml import html
from tests.rights.factories import example, family, morning, office
from tests.web.test_facts import answer, fields, page_of

from opora.sources.known_facts import declared_facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(monkeypatch):
    day = date.fromisoformat(example("couple_one_full_time")["dates"]["decided"])
    monkeypatch.setattr(timezone, "now", lambda: morning(day))
    return office()


@pytest.fixture
def client(sign_in, place):
    return sign_in(place.clerk)


@pytest.fixture
def application(place):
    return family("couple_one_full_time", at_office=place, without_facts=True)


def test_an_answer_draws_what_it_changed_and_nothing_else(client, application):
    shown = fields(page_of(client, application))
    answered = of_person(shown)
    response = answer(client, application, {answered: "yes"}, shown=shown)
    told = response.content.decode()
    subject = answered.split(".")[1]
    assert places(told) == {"notices", "open-questions", "more-questions", "conflicts", "result"} | {
        f"sources-{subject}",
        *(place for place in places(told) if place.startswith(("came-", "id_answer."))),
    }
    assert "<html" not in told
    assert "HX-Retarget" not in response
    assert not set(shown) & set(fields(told)), "a question that stays is not drawn again"


def test_what_an_answer_draws_equals_the_page_loaded_anew(client, application):
    shown = fields(page_of(client, application))
    answered = of_person(shown)
    drawn = answer(client, application, {answered: "yes"}, shown=shown).content.decode()
    anew = page_of(client, application)
    for place in ("open-questions", "more-questions", "conflicts", "result"):
        assert part(drawn, place) == part(anew, place)
    about = f"sources-{answered.split('.')[1]}"
    assert part(drawn, about) == part(anew, about)
    assert "navedeno v vlogi" in part(drawn, about)


def test_after_the_last_answer_no_question_is_left(client, place):
    application = family("couple_one_full_time", at_office=place, lacking={"luka": ["wage"]})
    shown = fields(page_of(client, application))
    assert shown
    given = dict.fromkeys(shown, "620,00")
    drawn = answer(client, application, given, shown=shown).content.decode()
    anew = page_of(client, application)
    for each in ("open", "result", f"sources-{shown[0].split('.')[1]}"):
        assert part(drawn, each) == part(anew, each)
    assert "Nič ne manjka" in part(drawn, "open")
    assert places(drawn) >= {"notices", "open", "result"}
    assert not fields(drawn)


def test_answers_about_the_dwelling_stand_at_the_dwelling(client, application):
    shown = fields(page_of(client, application, "?all"))
    about_dwelling = next(name for name in shown if not name.split(".")[1].startswith("p"))
    drawn = answer(client, application, {about_dwelling: "no"}, shown=shown).content.decode()
    assert "Stanovanje" in part(drawn, "sources-dwelling")


def part(page: str, place: str) -> str:
    """The element of this place, as it stands on a page or in what an answer draws."""
    [found] = html.fromstring(page).xpath(f'//*[@id="{place}"]')
    found.attrib.pop("hx-swap-oob", None)
    for protection in found.xpath(".//input[@name='csrfmiddlewaretoken']"):
        protection.attrib.pop("value")  # anew on every page
    found.tail = None
    return re.sub(r"\s+", " ", html.tostring(found, encoding="unicode"))


def places(drawn: str) -> set[str]:
    """The places that what an answer draws is put to: parts of their own, whatever stands within them."""
    return {found.get("id") for found in html.fromstring(f"<main>{drawn}</main>") if found.get("id")}


def of_person(shown: list[str]) -> str:
    """The first question about a person that is answered with yes or no."""
    names = {name: name.split(".")[1:3] for name in shown}
    return next(
        name
        for name, (subject, fact) in names.items()
        if subject.startswith("p") and declared_facts()[fact].type == "yes_no"
    )
