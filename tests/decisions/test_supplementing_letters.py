"""The list of what is missing: short, by person and month, for people who have never seen a form of it."""

from dataclasses import replace
from datetime import date

import pytest
from tests.decisions.situations import situation

from opora import law
from opora.decisions.matter import matter_of_situation
from opora.decisions.parts import printable
from opora.decisions.supplement_letter import call_to_supplement_letter, missing_items

INCOMES = ("wage", "pension", "student_work_income", "unemployment_benefit")


def items(data, language="sl"):
    asked = [question.to_json() for question in law.ask(law.parse_situation(data))]
    return missing_items(asked, matter_of_situation(data), language=language)


def without(data, person, *facts):
    for fact in facts:
        data["persons"][person].pop(fact, None)
    return data


def test_incomes_of_one_person_for_the_same_months_are_one_item():
    data = without(situation("couple_one_full_time"), "luka", *INCOMES)
    [item] = items(data)
    assert item["what"].startswith("Luka: Katere od spodaj naštetih dohodkov")
    assert item["note"].startswith("Za: januar, februar in marec 2026. Za vsak mesec ali leto navedite: ")
    for label in ("plača (neto)", "pokojnina in renta", "dohodek iz študentskega dela"):
        assert label in item["note"]


def test_one_income_is_asked_by_its_own_question():
    data = without(situation("couple_one_full_time"), "luka", "wage")
    [item] = items(data)
    assert item["what"].startswith("Luka: Kolikšno neto plačo")
    assert item["note"] == "Za: januar, februar in marec 2026."


def test_the_same_question_of_several_persons_names_them_all_once():
    data = situation("single_parent_no_income", rights=["cash_social_assistance"])
    for person in data["persons"]:
        without(data, person, "has_property")
    asked = [item["what"] for item in items(data) if "prihranke" in item["what"]]
    assert len(asked) == 1
    assert asked[0].startswith("Ana, Bine in Cene: Ali ima oseba prihranke")


@pytest.mark.parametrize("language", ["sl", "it", "en"])
def test_the_list_asks_for_every_fact_that_is_still_asked(language):
    data = situation("couple_one_full_time")
    for person in ("maja", "luka"):
        without(data, person, "has_property", "has_income", "had_income_in_the_year", "citizenship", *INCOMES)
    questions = law.ask(law.parse_situation(data))
    text = "\n".join(f"{item['what']} {item['note'] or ''}" for item in items(data, language)).lower()
    for question in questions:
        words = question.to_json()
        assert words["question"][language].lower() in text or words["label"][language].lower() in text


@pytest.mark.parametrize(("called_on", "cited"), [("2026-05-04", "(67. člen ZUP)"), ("2024-05-06", "(ZUP)")])
def test_the_call_cites_the_article_of_its_day_where_that_was_read(called_on, cited):
    data = without(situation("couple_one_full_time"), "luka", "wage")
    matter = replace(matter_of_situation(data), issued_on=date.fromisoformat(called_on))
    asked = [question.to_json() for question in law.ask(law.parse_situation(data))]
    call = printable(call_to_supplement_letter(asked, matter, due_on=date(2026, 5, 19), language="sl"))
    assert cited in call["consequences"][0]
