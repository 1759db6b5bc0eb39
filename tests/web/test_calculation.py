"""The page of the calculation: what would have changed each result, and what it rests on."""

from __future__ import annotations

import html
import json
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from tests.rights.factories import example, family, morning, office, record

from opora.law.parameters import load_parameters
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
def test_each_period_says_what_would_have_changed_it_as_the_letter_does(name, on, sign_in):
    place = office()
    application = family(name, at_office=place)
    sentences = would_change(application, on)
    page = page_of(application, sign_in(place.clerk))
    letter = json.dumps(letter_of(application, place, on), ensure_ascii=False)
    assert sentences
    for sentence in sentences:
        assert sentence in page
        assert sentence in letter


def test_where_several_conditions_fail_each_is_told_by_itself(on):
    application = family("refusal_for_property")
    record(application, application.applicant, {"actually_lives_in_slovenia": False})
    sentences = would_change(application, on)
    assert len(sentences) == 2
    assert all("Ta pogoj bi izpolnjevali" in sentence or "mej" in sentence for sentence in sentences)


def test_nothing_is_said_of_a_result_that_is_not_certain_yet(on):
    application = family(without_facts=True)
    assert would_change(application, on) == []


def test_what_is_said_of_one_parameter_stands_in_one_line():
    value = str(load_parameters().cell(PARAMETER, "1", "1", on=date(2026, 5, 1)).value)
    warnings = [
        {"kind": "assumed", "parameter": PARAMETER, "value": value, "why": "guessed"},
        {"kind": "article_unconfirmed", "parameter": PARAMETER, "value": value, "why": "unread"},
        {"kind": "assumed", "parameter": PARAMETER, "value": value, "why": "guessed"},
    ]
    [doubt] = doubts(warnings)
    assert doubt.name == "Otroški dodatek do konca osnovne šole oziroma do 18. leta"
    assert [value[-1] for value in doubt.values] == ["€"]
    assert [ground.why for ground in doubt.grounds] == ["guessed", "unread"]


def test_an_unread_article_names_the_condition_it_is_about():
    [doubt] = doubts(
        [
            {
                "kind": "article_unconfirmed",
                "parameter": None,
                "figure": "property_is_within_ceiling",
                "value": "ZSVarPre",
                "why": "no source states the article of ZSVarPre",
            }
        ]
    )
    assert doubt.name == "Premoženje ne presega meje"
    assert [ground.words for ground in doubt.grounds] == [
        "noben vir ne navaja številke člena, zato dopis navede le predpis: ZSVarPre"
    ]


def test_a_reason_written_in_several_languages_is_read_in_ones_own():
    why = {"sl": "dan začetka veljavnosti ni znan", "en": "the first day is not known"}
    warning = {"kind": "assumed", "parameter": PARAMETER, "value": "1", "why": why}
    for language in ("sl", "en"):
        with translation.override(language):
            [ground] = doubts([warning])[0].grounds
        assert (ground.why, ground.language) == (why[language], language)


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
