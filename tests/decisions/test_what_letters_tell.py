"""What letters tell and what they leave out, so that a recipient reads only what decided."""

import re

import pytest
from tests.decisions.situations import computed, letter, operative, reasons, situation

from opora.decisions.decision_letter import compose_letter
from opora.decisions.facts_found import told
from opora.decisions.matter import matter_of_situation
from opora.decisions.parts import printable
from opora.documents.compose import preview_pages
from opora.law import rulebook

EXAMPLES = ["single_parent_no_income", "couple_one_full_time", "refusal_for_property"]


def facts_in(written):
    [section] = [each for each in written["reasons"] if each["heading"] == "Kaj smo ugotovili"]
    return "\n".join(
        line for block in section["blocks"] if isinstance(block, dict) for line in block["items"]
    )


def grown_up_soon(**changes):
    """Zala turns eighteen in July; whether she learns on was not asked, because it changes no amount."""
    return situation(
        "couple_one_full_time",
        persons={"zala": {"born": "2008-07-20", "in_secondary_school": True} | changes},
    )


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_letter_lists_what_was_found_not_to_be_so(name):
    text = reasons(letter(situation(name)))
    assert "e velja:" not in text
    assert "sprememba vrste" not in text.lower()


def test_a_fact_that_is_not_so_is_told_where_it_decides():
    facts = facts_in(letter(situation("single_parent_no_income")))
    assert "Bine in Cene: preživnina je urejena; otrok preživnine dejansko ne prejema" in facts
    assert "brez premoženja, ki bi se upoštevalo" in facts


def test_a_person_is_named_by_birth_and_citizenship_before_anything_else():
    facts = facts_in(letter(situation("refusal_for_property")))
    assert facts.startswith("Peter: datum rojstva: 28. 1. 1979; državljanstvo: slovensko; ")


def test_amounts_of_several_months_stand_with_their_months():
    facts = facts_in(letter(situation("couple_one_full_time")))
    assert "plača (neto): 1.120,40 EUR (januar in februar 2026), 1.161,85 EUR (marec 2026)" in facts


def test_maintenance_is_no_matter_where_both_parents_are_at_home():
    both = {"maintenance_is_settled": True, "receives_maintenance_from_other_parent": True}
    facts = facts_in(letter(situation("couple_one_full_time", persons={"zala": both, "jure": both})))
    assert "reživnin" not in facts


def test_the_facts_of_one_right_do_not_stand_in_the_letter_on_another():
    facts = facts_in(letter(situation("single_parent_no_income", rights=["child_benefit"])))
    assert "preživnina je urejena" in facts
    assert "v treh mesecih pred vlogo" not in facts
    assert "premoženj" not in facts


def test_every_fact_that_the_letter_treats_specially_exists_and_is_said_in_three_languages():
    rules = told()
    named = {*rules["never"], *rules["only_of_a_child_with_one_parent"], *rules["when_it_does_not_hold"]}
    named |= {key for keys in rules["only_of_a_right"].values() for key in keys}
    assert named <= set(rulebook().graph.facts)
    assert set(rules["only_of_a_right"]) <= set(rulebook().graph.rights)
    for key, words in rules["when_it_does_not_hold"].items():
        assert set(words) == {"sl", "it", "en"}, key


def test_the_class_is_told_with_its_bound_so_that_a_reader_can_check_it():
    text = reasons(letter(situation("couple_one_full_time")))
    assert "to je 2. dohodkovni razred (do 402,50 EUR na osebo; 22. člen ZUPJS)." in text


def test_an_income_that_is_not_known_to_the_cent_is_never_printed_as_nought():
    text = reasons(letter(grown_up_soon()))
    assert "je med 273,01 EUR in 364,02 EUR, to je v vsakem primeru 2. dohodkovni razred" in text
    assert "0,00 EUR na osebo" not in text
    assert "Zala: otroški dodatek ne pripada več, ker je dosežena starostna meja." in text


def test_a_refusal_that_is_certain_before_everything_is_known_says_at_least():
    rich = situation("refusal_for_property", persons={"peter": {"savings": "90000.00"}})
    for fact in ("vehicle_value", "securities_value", "other_real_estate_value"):
        del rich["persons"]["peter"][fact]
    text = reasons(letter(rich))
    assert "Vaše premoženje, ki se upošteva, je vredno vsaj 88.477,71 EUR." in text
    assert "Premoženje, ki se upošteva, najmanj |  | 88477.71" in text


def test_a_refusal_for_the_same_reason_is_told_once_however_many_birthdays_fall_into_it():
    refused = {"in_foster_care": True}
    written = letter(situation("single_parent_no_income", persons={"bine": refused, "cene": refused}))
    headings = [section["heading"] for section in written["reasons"]]
    assert [each for each in headings if each.startswith("Otroški dodatek")] == ["Otroški dodatek"]


def test_a_partner_at_fault_is_told_for_which_reason():
    fault = {
        "has_fault_circumstances": True,
        "termination": "mutual_written_agreement",
    }
    text = reasons(letter(situation("couple_one_full_time", persons={"luka": fault})))
    assert "se ne upošteva zaradi krivdnega razloga: pisni sporazum o prenehanju pogodbe o zaposlitvi" in text


def test_a_new_amount_of_the_table_is_called_an_adjustment():
    across = situation("single_parent_no_income")
    across["dates"] = {"filed": "2025-11-14", "decided": "2025-12-04"}
    text = reasons(letter(across))
    assert "Bine: osnovni znesek je usklajen (prej 186,95 EUR, zdaj 192,00 EUR)." in text


def test_the_introduction_names_the_rule_of_competence_and_the_remedy_its_fee():
    written = letter(situation("refusal_for_property"))
    assert (
        "na podlagi Zakona o uveljavljanju pravic iz javnih sredstev (ZUPJS) pristojen"
        in (written["introduction"][0])
    )
    assert "Za pritožbo se taksa ne plača." in written["instruction"][-1]


def test_where_an_objection_does_not_delay_the_reasons_name_the_act_that_says_so():
    written = letter(situation("single_parent_no_income", rights=["child_benefit"]))
    [section] = [each for each in written["reasons"] if each["heading"] == "Kdaj začne učinkovati"]
    assert "na podlagi Zakona o uveljavljanju pravic iz javnih sredstev (ZUPJS)" in section["blocks"][0]
    assert "Ugovor ne zadrži izvršitve tega informativnega izračuna." in operative(written)


@pytest.mark.parametrize("language", ["sl", "it", "en"])
def test_days_in_figures_are_written_as_the_language_writes_them(language):
    written = letter(situation("single_parent_no_income"), language=language)
    wanted = {"sl": "1. 5. 2026", "it": "1.5.2026", "en": "1 May 2026"}[language]
    assert wanted in operative(written)
    assert not re.search(r"\d{4}-\d{2}-\d{2}", operative(written) + reasons(written))


def test_a_letter_in_two_languages_has_each_table_once_and_needs_no_more_than_twice_the_pages():
    data = situation("couple_one_full_time")
    draft = compose_letter(computed(data), matter_of_situation(data), language="sl-it")
    alone = compose_letter(computed(data), matter_of_situation(data), language="sl")
    both_pages = preview_pages("decision", printable(draft), language="sl-it")
    assert len(both_pages) <= 2 * len(preview_pages("decision", printable(alone), language="sl"))
