"""The page of the calculation: what would have changed each result, and what it rests on."""

from __future__ import annotations

import html
import json
import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from tests.rights.factories import example, family, morning, office, record

from opora.rights.deciding import draft_from
from opora.rights.determining import calculate, determine
from opora.rights.models import Application
from opora.web.doubts import doubts
from opora.web.what_would_change import WhatWouldChange

pytestmark = pytest.mark.django_db
PARAMETER = "child_benefit_amount_primary"


@pytest.fixture
def on(monkeypatch) -> date:
    """The day on which the examples are decided."""
    day = date.fromisoformat(example("couple_one_full_time")["dates"]["decided"])
    monkeypatch.setattr(timezone, "now", lambda: morning(day))
    return day


@pytest.mark.parametrize("name", ["single_parent_no_income", "couple_one_full_time", "refusal_for_property"])
def test_each_period_says_of_the_party_what_would_have_changed_it_and_the_letter_says_it_to_them(
    name, on, sign_in
):
    place = office()
    application = family(name, at_office=place)
    sentences = would_change(application, on)
    page = page_of(application, sign_in(place.clerk))
    letter = json.dumps(letter_of(application, place, on), ensure_ascii=False)
    assert sentences
    for sentence in sentences:
        assert sentence in page
        assert sentence.startswith("Stranka ")
        assert sentence not in letter
        for amount in re.findall(r"[\d.]+,\d\d", sentence):
            assert amount in letter
    assert "Stranka bi" not in letter
    assert re.search(r"ne bi imeli|bi imeli", letter)


def test_where_several_conditions_fail_each_is_told_by_itself(on):
    application = family("refusal_for_property")
    record(application, application.applicant, {"actually_lives_in_slovenia": False})
    sentences = would_change(application, on)
    assert len(sentences) == 2
    assert all(sentence.startswith("Stranka bi ta pogoj izpolnjevala, če") for sentence in sentences)


def test_nothing_is_said_of_a_result_that_is_not_certain_yet(on):
    application = family(without_facts=True)
    assert would_change(application, on) == []


def test_what_both_rights_rest_on_is_said_once(on, sign_in):
    place = office()
    application = family("couple_one_full_time", at_office=place)
    page = page_of(application, sign_in(place.clerk))
    rights = calculate(application, on=on).result["rights"].values()
    parameters = [{each.get("parameter") for each in right["warnings"]} - {None} for right in rights]
    assert set.intersection(*parameters), "the two rights share an uncertain value"
    assert page.count("Temelji na vrednostih") <= 1
    assert page.count('class="doubts"') == 1


def test_what_is_said_of_one_parameter_stands_in_one_line():
    warnings = [
        {"kind": "assumed", "parameter": PARAMETER, "value": "126.26", "why": "guessed"},
        {"kind": "article_unconfirmed", "parameter": PARAMETER, "value": "126.26", "why": "unread"},
        {"kind": "assumed", "parameter": PARAMETER, "value": "126.26", "why": "guessed"},
    ]
    [told] = doubts(warnings)
    assert told.names == ["Otroški dodatek do konca osnovne šole oziroma do 18. leta"]
    assert told.values == ["126,26\N{NO-BREAK SPACE}€"]
    assert [ground.why for ground in told.grounds] == ["guessed", "unread"]


def test_conditions_whose_article_nobody_has_read_are_named_and_share_one_sentence(on):
    computed = calculate(family("refusal_for_property"), on=on)
    unread = [
        each
        for each in computed.result["rights"]["cash_social_assistance"]["warnings"]
        if each["kind"] == "article_unconfirmed"
    ]
    assert len(unread) > 1
    [told] = doubts(unread)
    assert "Premoženje ne presega meje" in told.names
    assert len(told.names) == len(unread)
    assert "ZSVarPre" in told.grounds[0].why


@pytest.mark.parametrize("language", ["sl", "it", "en"])
def test_every_reason_for_doubt_is_read_in_ones_own_language(language, on):
    computed = calculate(family("couple_one_full_time"), on=on)
    warnings = computed.result["rights"]["cash_social_assistance"]["warnings"]
    with translation.override(language):
        grounds = [ground for told in doubts(warnings) for ground in told.grounds]
    assert {ground.language for ground in grounds} == {language}
    assert {ground.why for ground in grounds} == {
        reason[language] for warning in warnings for reason in warning["reasons"]
    }


def test_a_condition_that_is_not_certain_yet_is_not_shown_as_failed(sign_in):
    place = office()
    page = page_of(family(at_office=place, without_facts=True), sign_in(place.clerk))
    assert 'data-state="open"' in page
    assert 'data-state="fails"' not in page


def would_change(application: Application, on: date) -> list[str]:
    computed = calculate(application, on=on)
    names = {key: key for key in computed.situation["persons"]}
    changes = WhatWouldChange(computed.situation, computed.result, names)
    return [
        sentence
        for right, found in computed.result["rights"].items()
        for period in found["periods"]
        for sentence in changes.sentences(right, period)
    ]


def page_of(application: Application, client) -> str:
    response = client.get(reverse("calculation", args=[application.case.public_id]))
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def letter_of(application: Application, place, on: date) -> dict:
    at = morning(on)
    determination = determine(application, by=place.clerk, at=at, on=on)
    return draft_from(determination, by=place.clerk, at=at, on=on).letter
