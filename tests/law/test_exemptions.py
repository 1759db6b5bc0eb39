"""Exemption from paying for institutional care and home help: who pays how much, and what is left."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.coverage_marks import marks_of
from tests.law.paying_for_care import assert_batch_agrees, complete, with_obliged

from opora.law import ask, command, decide, parse_situation, rulebook
from opora.law.engine.evaluation import Evaluation
from opora.law.rulebook import Rulebook, build_rulebook

ROOT = Path(__file__).parents[2]
EXAMPLES = yaml.load(
    (Path(__file__).parent / "examples" / "exemptions.yaml").read_text("utf-8"), yaml.CSafeLoader
)
RIGHTS = (
    "exemption_institutional_care",
    "exemption_home_help",
    "obliged_persons_contribution_institutional_care",
    "public_payment_institutional_care",
    "obliged_persons_contribution_home_help",
    "public_payment_home_help",
)
MONTHS = [f"{year}-{month:02d}" for year in range(2018, 2027) for month in range(1, 13)][5:]
OLDER = {"born": "1950-01-05", "institution_kind": "home_for_older_people"}
NEVER_ASKED = {"receives_cash_social_assistance": False, "receives_income_supplement": False}


@lru_cache(maxsize=2)
def law_with(local: tuple[tuple[str, str], ...]) -> Rulebook:
    """The shipped law with a figure that an example invents."""
    entry = {"from": "2026-05-01", "source": "a test", "confidence": "high", "checked": "2026-11-22"}
    added = [{"key": key, "values": [{**entry, "value": value}]} for key, value in local]
    return build_rulebook({"added": added}) if added else rulebook()


def situation_of(example: dict[str, Any], household: Any, rights: tuple[str, ...]) -> dict[str, Any]:
    adults = [complete({**OLDER, **example.get("applicant", {})})]
    if "partner" in example:
        adults.append({**NEVER_ASKED, "bound_to_contribute": False, **example["partner"]})
    filed, month = example.get("filed", "2026-04-14"), example.get("month")
    data = household(filed=filed, adults=adults, rights=rights, month=month)
    return with_obliged(data, example.get("obliged", []))


@pytest.mark.parametrize(
    "example", [pytest.param(each, id=each["sentence"], marks=marks_of(each)) for each in EXAMPLES]
)
def test_an_example_is_decided_as_it_is_told(example, household):
    law = law_with(tuple(example.get("local", {}).items()))
    situation = parse_situation(situation_of(example, household, tuple(example["expected"])))
    shown = decide(situation, rulebook=law).to_json()["rights"]
    for right, (entitled, amount) in example["expected"].items():
        assert (shown[right]["entitled"], shown[right]["amount"]) == (entitled, amount), right
        assert shown[right]["missing"] == []
    warned = {right: {w.get("parameter") for w in shown[right]["warnings"]} for right in shown}
    for right, parameter in {**example.get("unknown", {}), **example.get("doubt", {})}.items():
        assert parameter in warned[right]
    for key, value in {**example.get("figures", {}), **example.get("each", {})}.items():
        assert of_first_month(situation, law, key) == value, key


@pytest.mark.parametrize("right", RIGHTS)
def test_batch_determines_the_examples_of_a_right_as_explain_does(right, household):
    """Or it gives no result, where the law itself lacks a figure."""
    of_right = [example for example in EXAMPLES if right in example["expected"] and "local" not in example]
    assert of_right or right.endswith("institutional_care")
    for example in of_right:
        data = situation_of(example, household, tuple(example["expected"]))
        assert_batch_agrees(parse_situation(data), rulebook(), right)


def of_first_month(situation: Any, law: Rulebook, key: str) -> Any:
    """A figure in the month in which the rights begin; of every obliged person where it is one of persons."""
    dates = situation.dates(situation.month)
    evaluation = Evaluation(law.program(dates, (key,)), situation.case, dates)
    value = evaluation.figure(key)
    if law.graph.figures[key].over == "case":
        return value
    places = [at for at, name in enumerate(situation.case.persons) if name.startswith("obliged")]
    return [value[at] for at in places]


@pytest.mark.parametrize("month", MONTHS)
def test_every_month_computes_or_names_what_is_missing(month, household):
    year, number = map(int, month.split("-"))
    filed = max(f"{year - (number == 1)}-{(number - 2) % 12 + 1:02d}-10", "2018-06-01")
    facts = {"monthly": {"pension": "900"}, "home_help_price": "900", "institutional_care_price": "2000"}
    example = {
        "filed": filed,
        "month": month,
        "applicant": facts,
        "obliged": [{"income_of_obliged_person": "1200"}],
    }
    shown = decide(parse_situation(situation_of(example, household, RIGHTS))).to_json()["rights"]
    for key, right in shown.items():
        unknown = {w["parameter"] for w in right["warnings"] if w["kind"] == "unknown"}
        assert right["missing"] == [], key
        assert right["amount"] is not None or unknown, key
        if key.endswith("home_help"):
            assert right["amount"] is not None


@pytest.mark.covers("000_002/104")
@pytest.mark.parametrize("price", ["0.01", "192.57", "500.01", "734.99", "5000"])
def test_all_who_pay_pay_the_price_together(price, household):
    """What beneficiary, obliged persons and public funds pay is the price, to the cent."""
    example = {
        "applicant": {"monthly": {"pension": "1000"}, "home_help_price": price},
        "obliged": [{"income_of_obliged_person": income} for income in ("1500", "1333.33", "900.01")],
    }
    situation = parse_situation(situation_of(example, household, RIGHTS))
    keys = ("contribution_to_home_help", "obliged_contributions_to_home_help", "shortfall_home_help")
    paid = [of_first_month(situation, rulebook(), key) for key in keys]
    assert min(paid) >= 0
    assert sum(paid) == round(float(price) * 100)


@pytest.mark.covers("000_002/107")
def test_a_child_in_the_family_is_no_obliged_person(household):
    """Whoever counts in the beneficiary's own family pays with the family."""
    data = household(
        adults=[complete({**OLDER, "born": "1970-01-05", "home_help_price": "100"})],
        children=[{"receives_cash_social_assistance": False, "receives_income_supplement": False}],
        rights=("exemption_home_help", "obliged_persons_contribution_home_help"),
    )
    shown = decide(parse_situation(data)).to_json()["rights"]
    assert shown["obliged_persons_contribution_home_help"]["entitled"] is False
    assert "bound_to_contribute" not in {question.fact for question in ask(parse_situation(data))}


def test_the_income_of_an_obliged_person_is_asked_once_somebody_is_bound(household):
    example = {"applicant": {"home_help_price": "300"}, "obliged": [{}]}
    data = situation_of(example, household, ("obliged_persons_contribution_home_help",))
    del data["persons"]["obliged1"]["income_of_obliged_person"]
    assert "income_of_obliged_person" in {question.fact for question in ask(parse_situation(data))}
    data["persons"]["obliged1"]["bound_to_contribute"] = False
    assert ask(parse_situation(data)) == []


@pytest.mark.parametrize("right", RIGHTS)
def test_a_right_has_a_situation_that_is_decided_completely(right):
    [path] = sorted((ROOT / "examples" / right).glob("*.json"))
    shown = command.determine_file(path).to_json()["rights"][right]
    assert shown["entitled"] is True
    assert shown["missing"] == []
    assert command.ask_file(path) == []


def test_a_refusal_says_how_much_higher_the_ability_is_than_the_price(household):
    facts = {"monthly": {"pension": "1000"}, "home_help_price": "190.57"}
    data = situation_of({"applicant": facts}, household, ("exemption_home_help",))
    [reason] = decide(parse_situation(data)).to_json()["rights"]["exemption_home_help"]["reasons"]
    assert reason["values"] == {"ability_of_family_at_home": "192.57", "price_of_home_help": "190.57"}
    assert reason["would_change"]["difference"] == "2.00"
