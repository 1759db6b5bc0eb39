"""What is told of every right: short sentences, the numbers of the determination, nothing of the machine."""

import re
from copy import deepcopy
from functools import cache
from typing import Any

import pytest
from tests.law.telling.conftest import EXAMPLES, decided_examples, told_examples

from opora.law import decide, parse_situation
from opora.law.situation import read_situation
from opora.law.telling import LANGUAGES, tell
from opora.law.telling.example_pages import example_page, page_beside

LONGEST_SENTENCE = 18
NAMES = sorted(str(path.relative_to(EXAMPLES)) for path in EXAMPLES.rglob("*.json"))


def all_said(told: dict[str, Any], language: str) -> list[str]:
    return [sentence for right in told["rights"] for sentence in tell(told, right, language).sentences]


def refused(told: dict[str, Any]) -> dict[str, Any]:
    """The same as if every condition that compares nothing had failed: to hear the sentences of refusals."""
    told = deepcopy(told)
    for found in told["rights"].values():
        found["entitled"] = False
        for period in found["periods"]:
            period["entitled"] = False
            for reason in period["reasons"]:
                reason["holds"], reason["would_change"] = False, None
    return told


@cache
def without_facts(name: str) -> dict[str, Any]:
    """The example with nothing known of anybody."""
    situation = read_situation((EXAMPLES / name).read_bytes()).data
    bare = {**situation, "persons": {person: {} for person in situation["persons"]}}
    return decide(parse_situation(bare)).to_json(explain=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_longer_than_a_breath_and_none_speaks_of_the_machine(examples, language):
    for name, told in examples.items():
        for each in (told, refused(told)):
            for sentence in all_said(each, language):
                assert len(sentence.split()) <= LONGEST_SENTENCE, f"{name}: {sentence}"
                assert not re.search(r"[_{}@]|None|True|False", sentence), f"{name}: {sentence}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_right_tells_its_result_first(examples, language):
    for name, told in examples.items():
        for right in told["rights"]:
            paragraphs = tell(told, right, language).paragraphs
            assert 2 <= len(paragraphs) <= 3, f"{name}, {right}"
            assert len(paragraphs[0][0].split()) <= LONGEST_SENTENCE


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_told_stands_in_the_determination(examples, language):
    for name, told in examples.items():
        known = numbers_of(told)
        for sentence in all_said(told, language):
            for number in numbers_in(sentence, language):
                assert number in known, f"{name}: {number} in: {sentence}"


def numbers_in(sentence: str, language: str) -> list[float]:
    thousands, decimals = (",", ".") if language == "en" else (".", ",")
    written = re.findall(r"\d[\d.,]*", sentence)
    return [float(text.strip(".,").replace(thousands, "").replace(decimals, ".")) for text in written]


def numbers_of(told: Any) -> set[float]:
    """Every number of a determination, shares as percent as well, days and years of its dates."""
    if isinstance(told, dict):
        return set().union(*map(numbers_of, told.values())) if told else set()
    if isinstance(told, list):
        return set().union(*map(numbers_of, told)) if told else set()
    if isinstance(told, str) and re.fullmatch(r"-?\d+(\.\d+)?", told):
        return {float(told), round(float(told) * 100, 6)}
    if isinstance(told, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", told):
        return {float(part) for part in told.split("-")}
    return {float(word) for word in re.findall(r"\d+", told)} if isinstance(told, str) else set()


def test_the_numbers_of_a_grant_are_those_that_mattered(example):
    text = " ".join(tell(example("couple_one_full_time"), "cash_social_assistance", "sl").sentences)
    assert "Pripada vam 285,32 EUR na mesec, od 1. maja do 31. julija 2026." in text
    assert "1.368,90 EUR" in text
    assert "1.654,22 EUR" in text
    assert "Če bi bil dohodek višji za vsaj 285,32 EUR, pomoči ne bi dobili." in text


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("sl", "Vaše premoženje je za 980,12 EUR nad mejo."),
        ("it", "Il Suo patrimonio supera il limite di 980,12 EUR."),
        ("en", "Your property is 980.12 EUR above the limit."),
    ],
)
def test_a_refusal_by_a_comparison_names_the_difference(example, language, sentence):
    told = tell(example("refusal_for_property"), "cash_social_assistance", language)
    assert sentence in told.sentences


def with_amounts(told: dict[str, Any], right: str, own: str, limit: str, gap: str, by: str) -> dict[str, Any]:
    """A determination whose money condition came out otherwise."""
    told = deepcopy(told)
    period = told["rights"][right]["periods"][0]
    period["entitled"] = told["rights"][right]["entitled"] = False
    for reason in period["reasons"]:
        would = reason["would_change"]
        if would and reason["key"] == "income_below_minimum_income":
            reason["holds"], reason["decisive"] = False, True
            reason["values"] = {would["figure"]: own, would["limit"]: limit}
            reason["would_change"] = {**would, "difference": gap, "by": by, "direction": "lower"}
        else:
            reason["decisive"] = False
    return told


def test_income_just_above_the_limit_is_told_to_the_cent(example):
    told = with_amounts(
        example("couple_one_full_time"), "cash_social_assistance", "1656.63", "1654.22", "2.41", "2.42"
    )
    said = tell(told, "cash_social_assistance", "sl").sentences
    assert "Vaš dohodek je za 2,41 EUR nad mejo." in said
    assert "Če bi bil dohodek nižji za vsaj 2,42 EUR, bi bil pod mejo." in said
    assert "Vsi drugi pogoji so izpolnjeni." in said


def test_income_equal_to_the_limit_is_not_called_above_it(example):
    told = with_amounts(
        example("couple_one_full_time"), "cash_social_assistance", "1654.22", "1654.22", "0.00", "0.01"
    )
    said = tell(told, "cash_social_assistance", "sl").sentences
    assert "Vaš dohodek je enak meji, moral pa bi biti nižji." in said
    assert not any("nad mejo" in sentence for sentence in said)


def test_income_at_a_limit_that_still_gives_the_right_is_told_so(example):
    told = deepcopy(example("couple_one_full_time"))
    for period in told["rights"]["child_benefit"]["periods"]:
        (reason,) = [each for each in period["reasons"] if each["key"] == "income_is_within_the_classes"]
        reason["values"] = dict.fromkeys(reason["values"], "1328.28")
        reason["would_change"] = {**reason["would_change"], "difference": "0.00", "by": "0.01"}
    said = tell(told, "child_benefit", "sl").sentences
    assert "To je ravno na meji." in said
    assert "Če bi bil dohodek na osebo višji za vsaj 0,01 EUR, dodatka ne bi dobili." in said


def test_the_facts_that_settled_a_refusal_are_named(example):
    told = example("compulsory_health_insurance/resigned_and_not_registered")
    said = tell(told, "cash_social_assistance", "sl").sentences
    assert said[0] == "Denarna socialna pomoč vam ne pripada."
    assert "Na pomanjkanje dohodka bi lahko vplivali sami." in said
    assert any(sentence.startswith("Podatek »") and sentence.endswith("«: ne.") for sentence in said)


def test_a_change_of_the_amount_is_told_with_its_days(example):
    said = tell(example("couple_one_full_time"), "child_benefit", "sl").sentences
    assert "Od 1. septembra 2026 do 30. aprila 2027 je znesek 265,84 EUR na mesec." in said


def test_months_without_the_right_say_why(example):
    told = example("partial_payment_for_lost_income/half_time_for_two_children")
    said = tell(told, "partial_payment_for_lost_income", "sl").sentences
    ending = said.index("Od 1. marca 2033 do 4. marca 2036 pogoji niso izpolnjeni.")
    assert said[ending + 1] == "Starost ali zdravstveno stanje otrok ne daje te pravice."


def test_what_falls_to_several_persons_is_told_by_person(example):
    said = tell(example("couple_one_full_time"), "child_benefit", "en", {"zala": "Zala Novak"}).sentences
    assert "Zala Novak: 126.26 EUR." in said
    assert "Jure: 167.50 EUR." in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_amount_of_the_law_that_nobody_found_is_not_invented(example, language):
    told = deepcopy(example("attendance_supplement/all_basic_needs"))
    found = told["rights"]["attendance_supplement"]
    found["amount"] = found["periods"][0]["amount"] = None
    label = {"sl": "Znesek dodatka", "it": "Importo del supplemento", "en": "Amount of the supplement"}
    found["warnings"] = [{"kind": "unknown", "label": label}]
    said = tell(told, "attendance_supplement", language).sentences
    assert not any("EUR" in sentence for sentence in said)
    assert f"{label[language]}." in said
    assert {"sl": "predpisov", "it": "norme", "en": "the law"}[language] in " ".join(said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name", [name for name in NAMES if name.startswith(("couple", "state", "foster_care"))]
)
def test_an_open_result_says_that_it_is_open_and_which_facts_are_missing(name, language):
    told = without_facts(name)
    for right, found in told["rights"].items():
        said = tell(told, right, language).sentences
        assert found["entitled"] is None
        assert {"sl": "manjka", "it": "mancano", "en": "missing"}[language] in said[0]
        assert any(fact["label"][language] in " ".join(said) for fact in found["missing"])
        assert all(len(sentence.split()) <= LONGEST_SENTENCE for sentence in said)


def test_a_condition_of_a_law_that_has_no_sentences_is_told_by_its_label(example):
    told = deepcopy(example("first_social_aid/first_visit"))
    for reason in told["rights"]["first_social_aid"]["periods"][0]["reasons"]:
        reason["key"] = "a_condition_of_earlier"
    for figure in told["figures"]:
        if figure["figure"] == "problem_is_new_to_the_centre":
            figure["figure"] = "a_condition_of_earlier"
    said = tell(told, "first_social_aid", "sl").sentences
    assert "Pogoj »Težava je za center nova« je izpolnjen." in said


def test_every_right_has_an_example_that_is_told():
    from opora.law import rulebook

    told = {right for each in told_examples().values() for right in each["rights"]}
    assert told >= set(rulebook().graph.rights)


def test_every_example_has_a_page_that_says_what_would_be_written_today():
    pages = {EXAMPLES / name: decided for name, decided in decided_examples().items()}
    stale = [
        str(path.relative_to(EXAMPLES))
        for path, decided in pages.items()
        if not page_beside(path).exists()
        or page_beside(path).read_text("utf-8") != example_page(path.stem, decided)
    ]
    assert stale == [], "write them with: opora law examples --write"
