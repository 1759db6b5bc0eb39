"""A sheet shows where more pay leaves less in the hand, with the bound that the law names."""

from datetime import date
from html import unescape

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from opora.config.messages import compile_messages
from opora.law import rulebook
from opora.law.cliffs import reference_households
from opora.law_book.sheets import sheet_of

TODAY = date(2026, 11, 22)
CLAIMED = sorted({key for household in reference_households(rulebook()) for key in household.rights})


def page(right: str, language: str) -> str:
    compile_messages()
    with translation.override(language):
        sheet = sheet_of(right, language, TODAY)
        return unescape(render_to_string("law_book/_sheet.html", {"sheet": sheet, "examples": []}))


def test_child_benefit_falls_at_each_bound_of_its_classes():
    with translation.override("sl"):
        income = sheet_of("child_benefit", "sl", TODAY).income
    assert income.household == "Mati samohranilka z dvema otrokoma"
    assert len(income.cliffs) == 8
    for cliff in income.cliffs:
        assert {bound.article for bound in cliff.bounds} == {"ZUPJS 22"}
        assert "income_class_bounds_eur" in [key for bound in cliff.bounds for key, _ in bound.parameters]


def test_the_sheet_leads_to_the_rule_and_the_figure_of_each_bound():
    text = page("child_benefit", "sl")
    assert '<section id="income">' in text
    assert "Kjer dohodek in pravice skupaj padejo" in text
    for place in ("figure-income_class", "parameter-income_class_bounds_eur"):
        assert f'href="#{place}"' in text
        assert f'id="{place}"' in text


@pytest.mark.parametrize(
    ("language", "words"), [("it", "Limite superato"), ("en", "The bound that is passed")]
)
def test_it_is_told_in_the_other_languages_as_well(language, words):
    assert words in page("school_lunch_subsidy", language)


def test_a_right_that_is_filled_up_cent_by_cent_has_no_such_pay():
    text = page("cash_social_assistance", "en")
    assert "There is no such pay for this household" in text


@pytest.mark.parametrize("right", ["maternity_leave", "guardian_reward"])
def test_a_right_that_asks_for_no_income_has_no_such_part(right):
    assert sheet_of(right, "sl", TODAY).income is None
    assert '"income"' not in page(right, "sl")


def test_every_reference_household_claims_rights_that_depend_on_income():
    with translation.override("en"):
        assert [key for key in CLAIMED if sheet_of(key, "en", TODAY).income] == [
            key for key in CLAIMED if rulebook().graph.rights[key].amount
        ]
