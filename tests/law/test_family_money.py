"""Maintenance and its indexation, foster care, and a placed ward's income."""

from copy import deepcopy
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.coverage_marks import marks_of

import opora.law
from opora.law import command, decide, parse_situation, rulebook
from opora.law.engine.reach import reached
from opora.law.rulebook import Rulebook, build_rulebook

ROOT = Path(__file__).parents[2]
EXAMPLES = yaml.load(
    (Path(__file__).parent / "examples" / "family_money.yaml").read_text("utf-8"), yaml.CSafeLoader
)["decided"]
OF_APPLICANTS = {
    "maintenance_set_by_enforceable_title": False,
    "found_suitable_by_commission": True,
    "training_completed": True,
    "parental_care_withdrawn": False,
    "lives_with_person_without_parental_care": False,
    "legal_capacity": True,
    "convicted_of_offence_excluding_foster_care": False,
    "lives_with_person_so_convicted": False,
    "court_finds_placement_in_childs_best_interest": True,
    "person_agrees": True,
    "employed_full_time": False,
    "insured_as_managing_partner_shareholder_or_founder": False,
    "retired": False,
    "other_insured_activity": False,
    "foster_norm_is_lowered": False,
}
FOSTER = {
    "in_foster_care": True,
    "placed_in_foster_care_on": "2018-03-01",
    "foster_stay": "whole_month",
    "clothing_need_not_be_covered": False,
    "foster_extraordinary_expenses": "not_raised",
    "foster_care_demand": "not_raised",
    "first_placement_of_the_child": False,
    "foster_one_off_payments_due": 0,
}


def of_example(example: dict[str, Any], household: Any) -> dict[str, Any]:
    children, in_care = [], []
    for number, child in enumerate(deepcopy(example.get("children", [])), start=1):
        if child.pop("foster", False):
            child = {**FOSTER, **child}
            in_care.append(f"child{number}")
        if (ward := child.pop("ward", None)) is not None:
            child = {"child_placed_in_foster_care_or_institution": ward, **child}
            in_care.append(f"child{number}")
        children.append(child)
    data = household(
        filed=example["filed"],
        month=example.get("month"),
        adults=[{**OF_APPLICANTS, **deepcopy(example.get("applicant", {}))}],
        children=children,
        rights=tuple(example["rights"]),
    )
    data["relations"] = [
        {"type": "in_care", "carer": "ana", "child": relation["child"]}
        if relation.get("child") in in_care
        else relation
        for relation in data["relations"]
    ]
    return data


@lru_cache(maxsize=4)
def law_with(local: tuple[tuple[str, str, Any], ...]) -> Rulebook:
    """The shipped law with invented figures on top, as a worked example asks."""
    return build_rulebook(
        {
            "added": [
                {
                    "key": key,
                    "values": [
                        {
                            "from": since,
                            "value": list(value) if isinstance(value, tuple) else value,
                            "source": "invented by the example",
                            "confidence": "high",
                            "checked": "2026-11-22",
                        }
                    ],
                }
                for key, since, value in local
            ]
        }
    )


def law_of(example: dict[str, Any]) -> Rulebook:
    layer = tuple(
        (key, each["from"], tuple(each["value"]) if isinstance(each["value"], list) else each["value"])
        for key, each in example.get("local", {}).items()
    )
    return law_with(layer) if layer else rulebook()


def cents(amount: str | None) -> int | None:
    return None if amount is None else int(Decimal(amount) * 100)


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(each, id=f"{each.get('id', '')} {each['sentence']}", marks=marks_of(each))
        for each in EXAMPLES
    ],
)
def test_an_example_is_decided_to_the_cent(example, household, figure):
    data = of_example(example, household)
    shown = decide(parse_situation(data), rulebook=law_of(example)).to_json()["rights"]
    for right, expected in example["expected"].items():
        assert [shown[right]["entitled"], cents(shown[right]["amount"])] == expected
        if "from" in example:
            assert shown[right]["periods"][0]["from"] == example["from"]
    for key, value in example.get("figures", {}).items():
        of = "child1" if rulebook().graph.figures[key].over == "person" else None
        assert figure(data, key, of) == value, key
    for right, parameter in example.get("missing_parameter", {}).items():
        assert parameter in {warning.get("parameter") for warning in shown[right]["warnings"]}
        assert shown[right]["missing"] == []


MONTHS = [f"{year}-{month:02d}" for year in range(2018, 2027) for month in range(1, 13)][5:]
TITLE = {
    "maintenance_set_by_enforceable_title": True,
    "maintenance_amount": "150.00",
    "maintenance_last_set_on": "2015-05-10",
    "maintenance_indexed_last_year": True,
    "other_indexation_agreed": False,
    "maintained_by_a_parent": True,
}


@pytest.mark.parametrize("month", MONTHS)
def test_every_month_computes_or_names_what_is_missing(month, household):
    year, number = map(int, month.split("-"))
    example = {
        "filed": max(f"{year - (number == 1)}-{(number - 2) % 12 + 1:02d}-10", "2018-06-01"),
        "month": month,
        "applicant": {"has_foster_permit": True, "education_level": "higher"},
        "children": [
            {
                **TITLE,
                "foster": True,
                "ward": True,
                "born": f"{year - 8}-01-01",
                "child_regular_monthly_income": "2000",
                "first_placement_of_the_child": True,
                "first_placement_grant_recognised": True,
                "foster_one_off_payments_due": 1,
            }
        ],
        "rights": [
            "maintenance_indexation",
            "foster_permit_regular",
            "foster_permit_short",
            "foster_care_payment",
            "foster_care_payment_first_placement",
            "foster_care_payment_one_off",
            "foster_carer_duties",
            "ward_child_income_transfer",
        ],
    }
    shown = decide(parse_situation(of_example(example, household))).to_json()["rights"]
    for key, right in shown.items():
        unknown = [warning["parameter"] for warning in right["warnings"] if warning["kind"] == "unknown"]
        assert right["missing"] == [], key
        assert unknown or right["entitled"] is not None, key
        if right["unit"] is not None:
            assert (right["amount"] is None) == bool(unknown), (key, unknown)


def test_maintenance_of_a_child_in_care_of_another_is_indexed_for_its_carer(household):
    """The centre notifies the one who looks after the child as well (DZ 198)."""
    example = {
        "filed": "2022-01-20",
        "children": [{**TITLE, "foster": True}],
        "rights": ["maintenance_indexation"],
    }
    shown = decide(parse_situation(of_example(example, household))).to_json()["rights"]
    [share] = shown["maintenance_indexation"]["periods"][0]["per_person"]
    assert (share["person"], share["amount"]) == ("child1", "157.35")


LEAVES = {
    "child_and_family_protection": {"maintenance_indexation": 1},
    "foster_care": {
        "foster_permit_regular": 5,
        "foster_permit_short": 3,
        "professional_foster_care": 7,
        "foster_carer_duties": 0,
    },
    "guardianship": {"ward_child_income_transfer": 2},
}


@pytest.mark.parametrize("area", LEAVES)
def test_every_condition_the_source_names_stands_under_its_right(area, law):
    path = Path(opora.law.__path__[0]) / "coverage" / f"{area}.yaml"
    rows = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)["rights"]
    for key, number in LEAVES[area].items():
        figures = {leaf["figure"] for leaf in rows[key]["conditions"]}
        assert len(rows[key]["conditions"]) == number
        assert figures <= set(reached(law, [law.rights[key].entitled]).figures), key


KEYS = {key for key in rulebook().graph.rights if key.startswith("foster_")} | {
    "maintenance_indexation",
    "professional_foster_care",
    "ward_child_income_transfer",
}
EXAMPLE_FILES = sorted(path for key in KEYS for path in (ROOT / "examples" / key).glob("*.json"))


@pytest.mark.parametrize("path", EXAMPLE_FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_example_file_is_decided_and_leaves_no_question(path):
    shown = command.determine_file(path).to_json(explain=True)["rights"]
    assert shown[path.parent.name]["entitled"] is True
    assert all(right["missing"] == [] for right in shown.values())
    assert command.ask_file(path) == []


def test_each_right_has_an_example_file():
    assert {path.parent.name for path in EXAMPLE_FILES} == KEYS


def test_the_growth_of_several_years_comes_from_each_years_table_in_turn(household):
    """Every January starts from the amount of the last notice, rounded to cents as it was printed."""
    amount, amounts = "100.00", []
    for year in (2021, 2022, 2023, 2024, 2025):
        child = {**TITLE, "maintenance_amount": amount}
        example = {"filed": f"{year}-01-20", "children": [child], "rights": ["maintenance_indexation"]}
        shown = decide(parse_situation(of_example(example, household))).to_json()["rights"]
        amount = shown["maintenance_indexation"]["amount"]
        amounts.append(amount)
    assert amounts == ["100.00", "104.90", "115.70", "120.56", "122.85"]
