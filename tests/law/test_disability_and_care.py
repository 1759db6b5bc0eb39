"""Disability, personal assistance, family assistant and carer, interpreter, services of the centre."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.coverage_marks import marks_of
from tests.law.paying_for_care import assert_batch_agrees, complete, with_obliged

import opora.law
from opora.law import ask, command, decide, parse_situation, rulebook
from opora.law.engine.calendar import day_of
from opora.law.gap_list import _reached

ROOT = Path(__file__).parents[2]
EXAMPLES = yaml.load(
    (Path(__file__).parent / "examples" / "disability_and_care.yaml").read_text("utf-8"), yaml.CSafeLoader
)
RIGHTS = (
    "disability_status",
    "disability_allowance",
    "attendance_supplement",
    "family_assistant",
    "carer_leave",
    "personal_assistance",
    "personal_assistance_sensory_30h",
    "communication_supplement",
    "family_assistant_funding",
    "sign_language_interpreter",
    "first_social_aid",
    "personal_help",
    "community_treatment",
)
MONTHS = [f"{year}-{month:02d}" for year in range(2018, 2027) for month in range(1, 13)][5:]


def named(example: dict[str, Any]) -> Any:
    name = f"{example.get('id', '')} {example.get('sentence', 'not computable')}"
    return pytest.param(example, id=name, marks=marks_of(example))


def situation_of(example: dict[str, Any], household: Any, rights: tuple[str, ...]) -> dict[str, Any]:
    data = household(
        filed=example.get("filed", "2026-04-14"),
        adults=[complete(example.get("applicant", {}))],
        rights=rights,
        month=example.get("month"),
    )
    return with_obliged(data, example.get("obliged", []))


@pytest.mark.parametrize("example", [named(each) for each in EXAMPLES])
def test_an_example_is_decided_as_it_is_told(example, household, figure, law):
    if "not_computable" in example:
        assert len(example["not_computable"]) > 40
        return
    data = situation_of(example, household, tuple(example.get("expected", {"community_treatment": None})))
    shown = decide(parse_situation(data)).to_json()["rights"]
    for right, (entitled, amount) in example.get("expected", {}).items():
        assert (shown[right]["entitled"], shown[right]["amount"]) == (entitled, amount), right
        assert shown[right]["missing"] == []
    for right, day in example.get("from", {}).items():
        assert shown[right]["periods"][0]["from"] == day
    for right, parameter in example.get("unknown", {}).items():
        assert ("unknown", parameter) in warnings_of(shown[right])
    for right, parameter in example.get("doubt", {}).items():
        assert parameter in {key for _, key in warnings_of(shown[right])}
    for key, value in example.get("figures", {}).items():
        found = figure(data, key)
        assert (day_of(found).isoformat() if law.figures[key].type == "date" else found) == value, key


def warnings_of(right: dict[str, Any]) -> set[tuple[str, str | None]]:
    return {(warning["kind"], warning.get("parameter")) for warning in right["warnings"]}


DECIDED = [example for example in EXAMPLES if "expected" in example]


@pytest.mark.parametrize("right", RIGHTS)
def test_batch_determines_the_examples_of_a_right_as_explain_does(right, household):
    """Or it gives no result, where the law itself lacks a figure."""
    of_right = [example for example in DECIDED if right in example["expected"]]
    assert of_right
    for example in of_right:
        data = situation_of(example, household, tuple(example["expected"]))
        assert_batch_agrees(parse_situation(data), rulebook(), right)


@pytest.mark.parametrize("month", MONTHS)
def test_every_month_computes_or_names_what_is_missing(month, household):
    year, number = map(int, month.split("-"))
    filed = max(f"{year - (number == 1)}-{(number - 2) % 12 + 1:02d}-10", "2018-06-01")
    holder = {
        "has_recognised_disability": True,
        "disability_status_under_social_care_act": True,
        "attendance_need": "all_basic_needs",
        "impairment": "severe_mental",
        "sensory_status": "deaf",
    }
    data = situation_of({"filed": filed, "month": month, "applicant": holder}, household, RIGHTS)
    for key, right in decide(parse_situation(data)).to_json()["rights"].items():
        unknown = {parameter for kind, parameter in warnings_of(right) if kind == "unknown"}
        assert right["missing"] == [], key
        assert unknown or right["entitled"] is not None, key
        if right["unit"] is not None:
            assert (right["amount"] is None) == bool(unknown), (key, unknown)


@pytest.mark.covers("000_002/83")
def test_the_act_cited_follows_the_month(law):
    cited = [version.article for version in law.figures["disability_allowance"].versions]
    assert cited == ["ZDVDTP", "ZSVI"]
    assert [v.article for v in law.figures["family_assistant_payment"].versions] == ["ZSV", "ZDOsk-1"]


def test_a_pension_that_is_not_known_is_asked_only_of_who_receives_one(household):
    applicant = complete({"has_recognised_disability": True, "disability_status_under_social_care_act": True})
    del applicant["receives_pension_or_war_disability_payment"]
    data = household(adults=[applicant], rights=("disability_allowance",))
    first = [question.fact for question in ask(parse_situation(data))]
    assert first[0] == "receives_pension_or_war_disability_payment"
    data["persons"]["ana"]["receives_pension_or_war_disability_payment"] = False
    assert ask(parse_situation(data)) == []


def test_a_refused_allowance_says_by_how_much_the_pension_is_higher(household):
    pension = {"receives_pension_or_war_disability_payment": True, "pension_or_disability_payment": "748.34"}
    holder = {"has_recognised_disability": True, "disability_status_under_social_care_act": True}
    facts = {**holder, **pension, "supplements_counted_with_pension": "0"}
    data = household(adults=[complete(facts)], rights=("disability_allowance",))
    reasons = decide(parse_situation(data)).to_json()["rights"]["disability_allowance"]["reasons"]
    assert (reasons[0]["key"], reasons[0]["decisive"]) == ("pension_is_below_allowance", True)
    assert reasons[0]["would_change"]["difference"] == "2.41"


@pytest.mark.parametrize("right", RIGHTS)
def test_a_right_has_a_situation_that_is_decided_completely(right):
    [path] = sorted((ROOT / "examples" / right).glob("*.json"))
    shown = command.determine_file(path).to_json()["rights"][right]
    assert shown["entitled"] is True
    assert shown["missing"] == []
    assert command.ask_file(path) == []


LEAVES = {
    "disability": {
        "personal_assistance": 6,
        "personal_assistance_sensory_30h": 4,
        "communication_supplement": 0,
    },
    "mental_health": {"community_treatment": 5},
    "social_services": {"first_social_aid": 2, "personal_help": 2},
}


@pytest.mark.parametrize("area", LEAVES)
def test_every_condition_the_source_names_stands_under_its_right(area, law):
    path = Path(opora.law.__path__[0]) / "coverage" / f"{area}.yaml"
    rows = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)["rights"]
    assert {key: len(row["conditions"]) for key, row in rows.items()} == LEAVES[area]
    for key, row in rows.items():
        for leaf in row["conditions"]:
            assert leaf["figure"] in _reached(law, law.rights[key])[0], (key, leaf)
