"""The list of what is missing: short, by person and month, for people who have never seen a form of it."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from tests.decisions.situations import situation

import opora.decisions
from opora import law
from opora.decisions.matter import matter_of_situation
from opora.decisions.missing_items import missing_in_short, missing_items, told
from opora.decisions.parts import printable
from opora.decisions.supplement_letter import call_to_supplement_letter

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
    assert item["what"].startswith("Luka: Kateri od teh dohodkov so bili in koliko?")
    assert item["note"] == "Za: januar, februar in marec 2026:"
    for label in ("plača (neto)", "pokojnina in renta", "dohodek iz študentskega dela"):
        assert label in item["points"]
    assert item["attach"] == "Priložite izpiske z računa in plačilne liste."


def test_one_income_is_asked_by_its_own_question():
    data = without(situation("couple_one_full_time"), "luka", "wage")
    [item] = items(data)
    assert item["what"] == "Luka: Kolikšna je bila neto plača?"
    assert (item["note"], item["points"]) == ("Za: januar, februar in marec 2026.", [])
    assert item["attach"] == "Priložite plačilne liste."


def test_the_reader_is_asked_as_you_and_everybody_else_by_name():
    data = without(situation("couple_one_full_time"), "luka", "wage")
    without(data, data["applicant"], "citizenship", "permanent_residence_in_slovenia")
    asked = [item["what"] for item in items(data)]
    assert "Katero državljanstvo imate?" in asked
    assert "Luka: Kolikšna je bila neto plača?" in asked
    assert data["applicant"].capitalize() not in " ".join(asked)


def test_what_is_behind_a_yes_is_a_list_to_fill_in():
    data = without(situation("refusal_for_property"), "peter", "has_property")
    for fact in ("savings", "vehicle_value", "securities_value", "other_real_estate_value"):
        without(data, "peter", fact)
    [item] = items(data)
    assert item["what"].startswith("Ali imate prihranke, vozilo")
    assert item["note"] == "Če da, napišite, koliko je vredno:"
    assert "prihranki" in item["points"]


def test_what_matters_only_after_the_yes_of_a_point_stands_in_that_point():
    data = situation("single_parent_no_income", rights=["parental_leave"])
    without(data, "ana", "claims_rights_at_birth")
    [claim] = [item for item in items(data) if item["what"].startswith("Ali uveljavljate pravice ob rojstvu")]
    assert (
        "Ali se je otrok rodil prezgodaj (nedonošenček)? Če da: koliko dni je trajala nosečnost? "
        "Priložite zdravniško potrdilo."
    ) in claim["points"]
    assert "Kateri je predvideni datum poroda? Priložite potrdilo ginekologa." in claim["points"]


def test_an_amount_behind_a_yes_is_a_question_where_it_is_not_one_of_a_list():
    data = situation("rent_subsidy/tenant_of_a_non_profit_dwelling")
    without(data, data["applicant"], "receives_income_supplement")
    [item] = [each for each in items(data) if each["what"] == "Ali že prejemate varstveni dodatek?"]
    assert item["points"] == ["Kolikšen varstveni dodatek prejemate na mesec?"]


def test_no_list_of_the_law_is_read_out_to_who_may_have_lost_their_work():
    data = situation("single_parent_no_income", rights=["cash_social_assistance"])
    without(data, "ana", "has_fault_circumstances")
    [item] = [each for each in items(data) if each["what"].startswith("Ali vam je prenehalo delo")]
    assert item["points"] == []
    assert item["note"].startswith("Če da, na kratko napišite, kaj se je zgodilo in kdaj")


def test_evidence_of_a_yes_is_asked_only_of_who_says_yes():
    data = without(situation("single_parent_no_income"), "bine", "maintenance_is_settled")
    asked = {item["what"]: item["attach"] for item in items(data)}
    settled = asked["Bine: Ali je preživnina urejena pri sodišču ali notarju?"]
    assert settled == "Če da, priložite odločbo sodišča, sodno poravnavo ali notarski zapis."


def test_a_ruling_names_each_missing_thing_in_one_line():
    data = without(situation("couple_one_full_time"), "luka", "wage")
    asked = [question.to_json() for question in law.ask(law.parse_situation(data))]
    assert missing_in_short(asked, matter_of_situation(data), language="sl") == [
        "Luka: Kolikšna je bila neto plača? (januar, februar in marec 2026)"
    ]


def facts_a_party_is_asked():
    return {key: fact for key, fact in law.rulebook().graph.facts.items() if not fact.judged_by_the_centre}


def test_a_letter_has_words_for_every_fact_a_party_is_asked_and_for_no_other():
    assert set(told()) == set(facts_a_party_is_asked())


def test_every_fact_is_asked_of_the_reader_or_the_data_say_why_never_and_of_everybody_else():
    for key, fact in facts_a_party_is_asked().items():
        words = told()[key]
        assert ("you" in words or "both" in words) != ("not_you" in words), key
        if fact.of == "person":
            assert "other" in words or "both" in words, key
            assert not ("both" in words and "other" in words), key


def test_the_words_of_a_letter_stand_in_every_language():
    parts = {"you", "other", "both", "proof", "if_yes"}
    for key, words in told().items():
        assert set(words) <= {*parts, "not_you", "instead_of_list"}, key
        for part in parts & set(words):
            assert set(words[part]) == {"sl", "it", "en"}, (key, part)
            assert all(words[part].values()), (key, part)


def test_no_fact_is_told_in_two_files():
    files = (Path(opora.decisions.__file__).parent / "questions_told").glob("*.yaml")
    keys = [key for file in files for key in yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)]
    assert sorted(keys) == sorted(told())


# "The person" of the law, in each of its cases; "osebna asistenca" is something else.
SPOKEN_OF_AS_A_PERSON = {
    "sl": r"\boseb(a|e|i|o|ama|ah|am|ami)?\b|\b(vlagatelj|zavezanec|zavezanc)",
    "it": r"\b(la|della|alla|dalla|una) persona\b|\brichiedente\b",
    "en": r"\b(the|a|this) person\b|\b(applicant|claimant)\b",
}


@pytest.mark.parametrize(("language", "impersonal"), SPOKEN_OF_AS_A_PERSON.items())
def test_no_question_of_a_letter_speaks_of_a_person_the_reader_does_not_know(language, impersonal):
    for key, words in told().items():
        for part in set(words) - {"not_you", "instead_of_list"}:
            assert not re.search(impersonal, words[part][language], re.IGNORECASE), (key, part)


def test_a_question_behind_a_name_does_not_speak_to_that_name():
    for key, words in told().items():
        if "you" in words and "other" in words:
            assert not re.search(r"\b(vaš\w*|ste|imate|vam|vas)\b", words["other"]["sl"]), key
            assert not re.search(r"\b(Lei|Le|Su[ao]|Suoi|Sue)\b", words["other"]["it"]), key
            assert not re.search(r"\byour?\b", words["other"]["en"], re.IGNORECASE), key


@pytest.mark.parametrize("language", ["sl", "it", "en"])
def test_a_question_is_one_sentence_that_can_be_read_at_once(language):
    for key, words in told().items():
        for part in {"you", "other", "both"} & set(words):
            text = words[part][language]
            assert text.endswith("?"), (key, part)
            assert len(text.split()) <= 30, (key, part, len(text.split()))


def test_the_same_question_of_several_persons_names_them_all_once():
    data = situation("single_parent_no_income", rights=["cash_social_assistance"])
    for person in data["persons"]:
        without(data, person, "has_property")
    asked = [item["what"] for item in items(data) if "prihranke" in item["what"]]
    assert len(asked) == 1
    assert asked[0].startswith("Vi, Bine in Cene (odgovorite za vsako osebo posebej): Ali ima prihranke")


@pytest.mark.parametrize("language", ["sl", "it", "en"])
def test_the_list_asks_for_every_fact_that_is_still_asked(language):
    data = situation("couple_one_full_time")
    for person in ("maja", "luka"):
        without(data, person, "has_property", "has_income", "had_income_in_the_year", "citizenship", *INCOMES)
    questions = law.ask(law.parse_situation(data))
    text = "\n".join(f"{item['what']} {' '.join(item['points'])}" for item in items(data, language)).lower()
    for question in questions:
        asked = told()[question.fact]
        ways = [asked[part][language] for part in ("you", "both", "other") if part in asked]
        assert any(way.lower() in text for way in [*ways, question.to_json()["label"][language]]), (
            question.fact
        )


@pytest.mark.parametrize(("called_on", "cited"), [("2026-05-04", "(67. člen ZUP)"), ("2024-05-06", "(ZUP)")])
def test_the_call_cites_the_article_of_its_day_where_that_was_read(called_on, cited):
    data = without(situation("couple_one_full_time"), "luka", "wage")
    matter = replace(matter_of_situation(data), issued_on=date.fromisoformat(called_on))
    asked = [question.to_json() for question in law.ask(law.parse_situation(data))]
    call = printable(call_to_supplement_letter(asked, matter, days=15, language="sl"))
    assert cited in call["consequences"][0]


@pytest.mark.parametrize(("days", "term"), [(1, "v 1 dnevu"), (8, "v 8 dneh"), (15, "v 15 dneh")])
def test_the_term_of_the_call_is_counted_from_its_receipt(days, term):
    data = without(situation("couple_one_full_time"), "luka", "wage")
    asked = [question.to_json() for question in law.ask(law.parse_situation(data))]
    call = printable(call_to_supplement_letter(asked, matter_of_situation(data), days=days, language="sl"))
    assert call["term"] == f"{term} od dneva, ko prejmete ta poziv"
    assert "v tem roku" in call["consequences"][0]
