"""Annual rights after child benefit: scholarship and supplements, kindergarten, school meals."""

from copy import deepcopy
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.coverage_marks import marks_of

import opora.law
from opora.law import command, decide, parse_situation, rulebook
from opora.law.engine.calendar import day_of
from opora.law.engine.reach import reached
from opora.law.parameters import load_parameters

ROOT = Path(__file__).parents[2]
EXAMPLES = yaml.load(
    (Path(__file__).parent / "examples" / "annual_rights.yaml").read_text("utf-8"), yaml.CSafeLoader
)
KEYS = {
    "state_scholarship",
    "scholarship_performance_supplement",
    "scholarship_accommodation_supplement",
    "scholarship_special_needs_supplement",
    "scholarship_repayment_deferral",
    "kindergarten_fee_reduction",
    "school_snack_subsidy",
    "school_lunch_subsidy",
}
OF_BOTH = {
    "receives_cash_social_assistance": False,
    "receives_income_supplement": False,
}
OF_ADULTS = {
    **OF_BOTH,
    "in_regular_education": False,
    "holds_state_scholarship": False,
    "repayment_decision_exists": False,
    "liable_to_income_tax_in_slovenia": True,
    "valid_child_benefit_decision": False,
    "valid_state_scholarship_decision": False,
}
OF_CHILDREN = {
    **OF_BOTH,
    "citizenship": "SI",
    "in_kindergarten": False,
    "in_primary_school": False,
    "in_higher_education": False,
    "registered_at_employment_service": False,
    "manages_company_or_institution": False,
    "receives_zois_scholarship": False,
    "holds_state_scholarship": False,
    "proof_of_grades_of_previous_study_year_submitted": False,
    "temporary_residence_in_place_of_schooling": False,
    "scholar_with_special_needs": False,
    "asylum_seeker": False,
    "in_institution_with_free_meals": False,
}
KINDS = {
    "nursery": {
        "in_kindergarten": True,
        "in_regular_education": False,
        "kindergarten_price": "454.70",
        "kindergarten_entry_on": "2018-09-01",
    },
    "primary": {"in_primary_school": True, "lunch_price": "2.40"},
    "secondary": {"in_secondary_school": True},
    "student": {"in_higher_education": True},
}


def table(name: str) -> list[Any]:
    return [
        pytest.param(entry, id=entry.get("id", "") + " " + entry["sentence"], marks=marks_of(entry))
        for entry in EXAMPLES[name]
        if "not_computable" not in entry
    ]


def of_example(example: dict[str, Any], household: Any, *, rights: tuple[str, ...]) -> dict[str, Any]:
    adults = [{**OF_ADULTS, **deepcopy(adult)} for adult in example.get("adults", [{}])]
    children = []
    for child in deepcopy(example.get("children", [])):
        kind = KINDS.get(child.pop("kind", ""), {})
        children.append({**OF_CHILDREN, **kind, **child})
    return household(
        filed=example["filed"],
        month=example.get("month"),
        adults=adults,
        children=children,
        rights=tuple(example.get("rights", rights)),
        dwelling={"housing_loan_with_municipal_relief": False, **example.get("dwelling", {})},
    )


def cents(amount: str | None) -> int | None:
    return None if amount is None else int(Decimal(amount) * 100)


@pytest.mark.parametrize("example", table("decided"))
def test_an_example_is_decided_to_the_cent(example, household, figure):
    data = of_example(example, household, rights=tuple(example["expected"]))
    shown = decide(parse_situation(data)).to_json()["rights"]
    for right, expected in example["expected"].items():
        assert [shown[right]["entitled"], cents(shown[right]["amount"])] == expected, right
    for key, value in example.get("figures", {}).items():
        assert said(key, figure(data, key)) == value, key
    for right, until in example.get("until", {}).items():
        assert shown[right]["to"] == until
    for right, euros in example.get("lacking", {}).items():
        [decisive] = [reason for reason in shown[right]["reasons"] if reason["decisive"]]
        assert decisive["would_change"]["by"] == euros
    for right, parameter in example.get("missing_parameter", {}).items():
        assert parameter in {warning.get("parameter") for warning in shown[right]["warnings"]}


@pytest.mark.covers("004a/R-124")
def test_when_the_elder_child_leaves_kindergarten_the_younger_becomes_the_first(household):
    """Until August 2021 the younger of two paid 30 percent of the fee of the class (STA 2019-10-24)."""
    elder = {
        "kind": "nursery",
        "born": "2014-02-01",
        "in_kindergarten": {"2019-10-01": True, "2020-02-01": False},
    }
    earner = {"work_activity_hours": "174", "yearly": {"periodic_income_of_the_year": "8288.16"}}
    children = [elder, {"kind": "nursery", "born": "2016-02-01"}]
    example = {"filed": "2019-09-10", "adults": [earner], "children": children}
    data = of_example(example, household, rights=("kindergarten_fee_reduction",))
    right = decide(parse_situation(data)).to_json()["rights"]["kindergarten_fee_reduction"]
    spared = {
        period["from"]: {share["person"]: share["amount"] for share in period["per_person"]}
        for period in right["periods"]
    }
    assert spared == {
        "2019-10-01": {"child1": "409.23", "child2": "441.06"},
        "2020-02-01": {"child2": "409.23"},
    }


@pytest.mark.parametrize("example", table("figures"))
def test_a_figure_comes_out_as_the_centres_say(example, household, figure):
    data = of_example(example, household, rights=("state_scholarship", "kindergarten_fee_reduction"))
    value = figure(data, example["figure"], example.get("of"))
    assert said(example["figure"], value) == example["value"]


@pytest.mark.parametrize("example", table("parameters"))
def test_a_parameter_stands_as_published(example):
    assert str(load_parameters().at(example["parameter"], date.fromisoformat(example["day"])).value) == str(
        example["value"]
    )


def said(key: str, value: int) -> Any:
    match rulebook().graph.figures[key].type:
        case "date":
            return day_of(value).isoformat()
        case "yes_no":
            return bool(value)
    return value


MONTHS = [f"{year}-{month:02d}" for year in range(2018, 2027) for month in range(1, 13)][5:]


@pytest.mark.parametrize("month", MONTHS)
def test_every_month_computes_or_names_what_is_missing(month, household):
    year, number = map(int, month.split("-"))
    filed = max(f"{year - (number == 1)}-{(number - 2) % 12 + 1:02d}-10", "2018-06-01")
    example = {
        "filed": filed,
        "month": month,
        "adults": [{"repayment_decision_exists": True, "requested_term_months": 12}],
        "children": [
            {"kind": "nursery", "born": f"{year - 4}-01-01"},
            {"kind": "primary", "born": f"{year - 10}-01-01"},
            {
                "kind": "student",
                "born": f"{year - 19}-01-01",
                "proof_of_grades_of_previous_study_year_submitted": True,
                "average_grade": "9.1",
                "temporary_residence_in_place_of_schooling": True,
                "distance_permanent_residence_to_school_km": "60",
                "monthly_rent_eur": "300",
                "stay_is_subsidised": False,
                "owns_the_place_of_stay": False,
                "scholar_with_special_needs": True,
            },
        ],
    }
    rights = ("child_benefit", "cash_social_assistance", *sorted(KEYS))
    shown = decide(parse_situation(of_example(example, household, rights=rights))).to_json()["rights"]
    for key in KEYS:
        right = shown[key]
        assert right["entitled"] is True, key
        assert right["missing"] == [], key
        unknown = [warning["parameter"] for warning in right["warnings"] if warning["kind"] == "unknown"]
        if key != "scholarship_repayment_deferral":
            open_ = [period for period in right["periods"] if period["amount"] is None]
            assert bool(open_) == bool(unknown), (key, unknown)


def test_the_rights_that_lack_an_amount_are_known(household):
    """Later amounts may be added; a gap may not open unseen."""
    without = {
        (example["missing_parameter"][right], right)
        for example in EXAMPLES["decided"]
        for right in example.get("missing_parameter", {})
    }
    assert without == {
        ("scholarship_amount", "state_scholarship"),
        ("scholarship_supplement_special_needs", "scholarship_special_needs_supplement"),
        ("kindergarten_housing_loan_relief", "kindergarten_fee_reduction"),
    }


def test_an_example_that_is_not_computed_says_why():
    left_out = [entry for rows in EXAMPLES.values() for entry in rows if "not_computable" in entry]
    assert {entry["id"] for entry in left_out} == {"W062", "W063"}
    assert all(len(entry["not_computable"]) > 20 for entry in left_out)


def coverage_of(area: str) -> dict[str, Any]:
    path = Path(opora.law.__path__[0]) / "coverage" / f"{area}.yaml"
    rights: dict[str, Any] = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)["rights"]
    return rights


def test_every_condition_the_source_names_stands_under_its_right(law):
    leaves = {key: row["conditions"] for key, row in coverage_of("public_funds").items() if key in KEYS}
    assert sum(map(len, leaves.values())) == 7
    for key, conditions in leaves.items():
        under = reached(law, [law.rights[key].entitled]).figures
        assert {leaf["figure"] for leaf in conditions} <= set(under), key


EXAMPLE_FILES = sorted(path for key in KEYS for path in (ROOT / "examples" / key).glob("*.json"))


@pytest.mark.parametrize("path", EXAMPLE_FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_example_file_is_decided_and_leaves_no_question(path):
    shown = command.determine_file(path).to_json(explain=True)["rights"]
    assert shown[path.parent.name]["entitled"] is True
    assert all(right["missing"] == [] for right in shown.values())
    assert command.ask_file(path) == []


def test_each_right_has_an_example_file():
    assert {path.parent.name for path in EXAMPLE_FILES} == KEYS
