"""The page of the calculation says each right in plain words as well, in the language of the page."""

from __future__ import annotations

import html
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.rights.factories import example, family, morning, office

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(monkeypatch, sign_in):
    """The calculation of an example's family, as its clerk sees it in a language."""

    def drawn(name: str, language: str, **given: bool) -> str:
        day = date.fromisoformat(example(name)["dates"]["decided"])
        monkeypatch.setattr(timezone, "now", lambda: morning(day))
        place = office()
        application = family(name, at_office=place, **given)
        client = sign_in(place.clerk)
        client.cookies["django_language"] = language
        answer = client.get(reverse("calculation", args=[application.case.public_id]))
        return html.unescape(answer.content.decode()).replace("\N{NO-BREAK SPACE}", " ")

    return drawn


@pytest.mark.parametrize(
    ("language", "heading", "sentence"),
    [
        ("sl", "V preprostih besedah", "Vaše premoženje je za 980,12 EUR nad mejo."),
        ("it", "In parole semplici", "Il Suo patrimonio supera il limite di 980,12 EUR."),
        ("en", "In plain words", "Your property is 980.12 EUR above the limit."),
    ],
)
def test_a_refusal_is_told_in_the_language_of_the_page(page, language, heading, sentence):
    shown = page("refusal_for_property", language)
    assert heading in shown
    assert sentence in shown


def test_persons_are_called_by_their_names(page):
    shown = page("couple_one_full_time", "sl")
    assert "Po osebah:" in shown
    assert ": 126,26 EUR." in shown
    assert "P1" not in shown.split("V preprostih besedah")[1].split("</div>")[0]


def test_while_facts_are_missing_the_words_say_so(page):
    shown = page("couple_one_full_time", "sl", without_facts=True)
    assert "O tem še ne moremo odločiti, ker nekaj podatkov manjka." in shown
