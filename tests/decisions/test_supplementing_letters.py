"""The list of what is missing: short, by person and month, for people who have never seen a form of it."""

from dataclasses import replace
from datetime import date

import pytest
from tests.decisions.situations import situation

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


def test_every_fact_a_party_can_be_asked_has_its_words_in_every_language():
    facts = law.rulebook().graph.facts
    asked = {key for key, fact in facts.items() if not fact.judged_by_the_centre}
    assert set(told()) <= asked
    for key in asked - set(told()):  # asked in the words of the law
        assert all(getattr(facts[key].question, language) for language in ("sl", "it", "en")), key
    for key, words in told().items():
        assert words.get("you") or words.get("other"), key
        for told_in in (words[part] for part in words if part != "instead_of_list"):
            assert set(told_in) == {"sl", "it", "en"}, key
            assert all(told_in.values()), key


def test_no_question_of_a_letter_speaks_of_a_person_the_reader_does_not_know():
    for key, words in told().items():
        for part in ("you", "other"):
            assert "oseba" not in words.get(part, {}).get("sl", ""), key


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
        ways = [asked[part][language] for part in ("you", "other") if part in asked]
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
