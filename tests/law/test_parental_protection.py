"""Parental protection and family benefits: worked examples as tables, amendments, gaps and every month."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from opora.law import ask, command, decide, parse_situation, rulebook
from opora.law.engine.calendar import day_of, month_text
from opora.law.engine.windows import twelve_months_of_contributions
from opora.law.parameters import load_parameters

from .conftest import make_household

HERE = Path(__file__).parent / "examples"
SITUATIONS = Path(__file__).parents[2] / "examples"
RIGHTS = (
    "maternity_leave",
    "maternity_benefit",
    "paternity_leave",
    "paternity_benefit",
    "parental_leave",
    "parental_benefit",
    "parental_allowance",
    "birth_grant",
    "large_family_supplement",
    "child_care_supplement",
    "partial_payment_for_lost_income",
    "breastfeeding_break_compensation",
    "part_time_work_due_to_parenthood",
    "contributions_four_or_more_children",
)
CLAIMANT = {
    "claims_rights_at_birth": True,
    "claimant_role": "mother",
    "expected_birth_date": "2020-10-05",
    "children_expected": 1,
    "born_prematurely": False,
    "insured_for_parental_protection_day_before_leave": True,
    "months_insured_for_parental_protection_in_last_3_years": "36",
    "maternity_leave_begins_later": False,
    "mother_event": "none",
    "mother_event_on": "2020-10-05",
    "maternity_days_used_by_mother": "0",
    "paternity_leave_starts_on": "2020-11-18",
    "father_does_not_use_paternity_leave": False,
    "first_paternity_deadline_passed": False,
    "parents_transfer_leave_days": False,
    "parental_leave_begins_apart": False,
    "leave_in_partial_absence": False,
    "had_parental_contributions": True,
    "base_set_by_earlier_claim": False,
    "receives_benefit_that_excludes_parental_benefit": False,
    "entitled_to_parental_benefit_under_zsdp1": False,
    "temporary_residence_in_slovenia": False,
    "actually_nurses_and_cares_for_child": True,
    "written_agreement_of_parents": True,
    "receives_parental_protection_payments": False,
    "already_claimed_by_a_parent": False,
    "paediatrician_certificate_of_breastfeeding": True,
    "employed_full_time": True,
    "full_time_hours_per_day": "8",
    "works_part_time_due_to_parenthood": True,
    "part_time_contract_concluded_on": "2020-09-01",
    "part_time_work_starts_on": "2020-09-07",
    "part_time_weekly_hours": "20",
    "weekly_hours_reduced": "20",
    "other_parent_works_part_time": False,
    "ends_employment_or_works_part_time_to_care": True,
    "care_began_on": "2019-04-01",
    "works_part_time_to_care": False,
    "left_labour_market_to_care_for_children": True,
    "left_labour_market_on": "2020-08-31",
    "months_active_jobseeker_in_last_3_years": "0",
    "employed_again": False,
}
CHILD = {
    "claimed_for_this_child": False,
    "finished_first_grade": False,
    "child_needs_special_care": False,
    "child_has_died": False,
    "common_residence_with_claimant": True,
}
NEWBORN = {**CHILD, "claimed_for_this_child": True, "born": "2020-10-05"}


def table(name: str) -> list[Any]:
    entries = yaml.safe_load((HERE / name).read_text("utf-8"))
    return [pytest.param(entry, id=entry.get("id", entry["sentence"])) for entry in entries]


def situation_of(example: dict[str, Any]) -> dict[str, Any]:
    """The household of an example: a claimant, a partner where one is named, the newborn, older children."""
    filed = example.get("filed", "2020-10-10")
    claimant = {**CLAIMANT, **spelled_out(example.get("claimant", {}), filed)}
    partner = {**CLAIMANT, **example["partner"]} if "partner" in example else None
    newborns = [{**NEWBORN, **child} for child in example.get("newborns", [{}])]
    others = [{**CHILD, **child} for child in example.get("children", [])]
    rights = example.get("rights") or [example.get("right", "parental_allowance")]
    return make_household(
        filed=filed,
        adults=[claimant, *([partner] if partner else [])],
        children=[*newborns, *others],
        rights=tuple(rights),
        month=example.get("month"),
    )


def spelled_out(claimant: dict[str, Any], filed: str) -> dict[str, Any]:
    """`base` is that of each of the twelve months; `bases` those of single months, the others nought."""
    claimant = dict(claimant)
    alike, single = claimant.pop("base", "1800.00"), claimant.pop("bases", None)
    months = months_of_base(filed)
    bases = dict.fromkeys(months, alike) if single is None else {m: single.get(m, "0") for m in months}
    return {"parental_contribution_base": bases, **claimant}


def months_of_base(filed: str) -> list[str]:
    day = date.fromisoformat(filed)
    index = day.year * 12 + day.month - 1
    return [month_text(index + offset) for offset in twelve_months_of_contributions.offsets]


def shown(key: str, value: int) -> Any:
    figure = rulebook().graph.figures[key]
    match figure.type:
        case "date":
            return day_of(value).isoformat()
        case "yes_no":
            return bool(value)
        case "EUR":
            return str((Decimal(value) / figure.denominator).quantize(Decimal("0.01")))
    return value


EXAMPLES = table("parental_worked_examples.yaml") + table("parental_boundaries.yaml")


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_parental_protection(example, figure):
    if "not_computable" in example:
        pytest.skip(example["not_computable"])
    situation = parse_situation(situation_of(example))
    for key, value in example.get("figures", {}).items():
        of = example.get("of", "ana") if rulebook().graph.figures[key].over == "person" else None
        assert shown(key, figure(situation, key, of)) == value, key
    if "expected" in example:
        result = decide(situation).to_json()["rights"][example["right"]]
        assert {key: result[key] for key in example["expected"]} == example["expected"]
        assert result["missing"] == []
    if "unknown" in example:
        result = decide(situation).to_json()["rights"][example["right"]]
        assert result["amount"] is None
        named = {warning["parameter"] for warning in result["warnings"] if warning["kind"] == "unknown"}
        assert example["unknown"] in named
    assert {"figures", "expected", "unknown"} & set(example)


def test_every_worked_example_of_the_centres_is_here_once():
    numbers = [entry.values[0]["id"] for entry in table("parental_worked_examples.yaml")]
    assert numbers == [f"W{number:03d}" for number in range(71, 163)]


@pytest.mark.parametrize("filed", ["2020-09-05", "2021-01-10", "2020-10-10"])
def test_the_twelve_months_end_with_the_month_whose_contributions_were_charged_before_the_last(filed):
    expected = {
        "2020-09-05": ("2019-07", "2020-06"),
        "2021-01-10": ("2019-11", "2020-10"),
        "2020-10-10": ("2019-08", "2020-07"),
    }
    months = months_of_base(filed)
    assert (months[0], months[-1]) == expected[filed]
    for value in load_parameters().timeline("parental_benefit_base_months"):
        assert value.number == len(months)


MONTHS = [f"{year}-{month:02d}" for year in range(2018, 2027) for month in range(1, 13)][5:]


OF_FATHERS = ("paternity_leave", "paternity_benefit")
OF_MOTHERS = tuple(right for right in RIGHTS if right not in (*OF_FATHERS, "parental_allowance"))
WITHOUT_INSURANCE = {
    "insured_for_parental_protection_day_before_leave": False,
    "months_insured_for_parental_protection_in_last_3_years": "0",
}


@pytest.mark.parametrize("month", MONTHS)
def test_every_month_is_computed_or_names_the_parameter_that_is_missing(month):
    families = (
        family_of(month, OF_MOTHERS),
        family_of(month, OF_FATHERS, claimant_role="father"),
        family_of(month, ("parental_allowance",), **WITHOUT_INSURANCE),
    )
    for family in families:
        assert_every_right_is_computed(family)


def assert_every_right_is_computed(family: dict[str, Any]) -> None:
    for right, result in decide(parse_situation(family)).to_json()["rights"].items():
        assert result["entitled"] is True, right
        assert result["missing"] == [], right
        if result["amount"] is None and rulebook().graph.rights[right].amount is not None:
            assert "unknown" in {warning["kind"] for warning in result["warnings"]}, right


def family_of(month: str, rights: tuple[str, ...], **other: Any) -> dict[str, Any]:
    """A claimant with a newborn and three small children, of whom one is severely ill."""
    year, number = map(int, month.split("-"))
    filed = f"{month}-10"
    born = f"{month}-05"
    claimant = {
        "expected_birth_date": born,
        "maternity_leave_begins_later": True,
        "maternity_leave_starts_on": born,
        "paternity_leave_starts_on": filed,
        "part_time_contract_concluded_on": born,
        "part_time_work_starts_on": filed,
        "care_began_on": born,
        "left_labour_market_on": born,
    }
    small = [{"born": f"{year - age}-{number:02d}-01", "in_kindergarten": True} for age in (2, 3, 4)]
    small[0] |= {"child_needs_special_care": True, "child_condition": "severe_mental_disorder"}
    return situation_of(
        {
            "filed": filed,
            "claimant": {**claimant, **other},
            "newborns": [{"born": born}],
            "children": small,
            "rights": rights,
        }
    )


def test_without_a_birth_no_question_is_asked_about_leave():
    data = situation_of({"rights": RIGHTS[:8]})
    for person in data["persons"].values():
        for key in {**CLAIMANT, **NEWBORN, "parental_contribution_base": {}}:
            if key != "born":
                person.pop(key, None)
    data["persons"]["ana"]["claims_rights_at_birth"] = False
    assert ask(parse_situation(data)) == []
    results = decide(parse_situation(data)).to_json()["rights"]
    assert {result["entitled"] for result in results.values()} == {False}


@pytest.mark.parametrize("right", RIGHTS)
def test_nothing_is_definite_while_the_facts_of_the_right_are_unknown(right):
    data = situation_of({"right": right})
    for person in data["persons"].values():
        for key in {**CLAIMANT, **CHILD, "parental_contribution_base": {}}:
            person.pop(key, None)
    result = decide(parse_situation(data)).to_json()["rights"][right]
    assert result["entitled"] in (None, False)
    assert (result["entitled"] is None) == bool(ask(parse_situation(data)))


def test_a_running_benefit_rises_with_the_end_of_the_austerity_act():
    example = {"right": "parental_benefit", "filed": "2018-10-10", "newborns": [{"born": "2018-10-05"}]}
    claimant = {"expected_birth_date": "2018-10-05", "base": "3200.00"}
    result = decide(parse_situation(situation_of({**example, "claimant": claimant}))).to_json()
    periods = result["rights"]["parental_benefit"]["periods"]
    assert [(each["from"], each["to"], each["amount"]) for each in periods] == [
        ("2018-12-21", "2018-12-31", "2880.00"),
        ("2019-01-01", "2019-04-29", "3200.00"),
    ]


def test_the_allowance_of_a_running_year_follows_the_uprating():
    example = {"right": "parental_allowance", "filed": "2024-10-10", "newborns": [{"born": "2024-10-05"}]}
    result = decide(
        parse_situation(situation_of({**example, "claimant": {"expected_birth_date": "2024-10-05"}}))
    )
    periods = result.to_json()["rights"]["parental_allowance"]["periods"]
    assert [(each["from"], each["amount"]) for each in periods] == [
        ("2024-10-05", "484.88"),
        ("2025-03-01", "494.09"),
    ]


@pytest.mark.parametrize("right", RIGHTS)
def test_the_example_files_of_a_right_are_complete(right):
    paths = sorted((SITUATIONS / right).glob("*.json"))
    assert paths
    for path in paths:
        result = command.determine_file(path).to_json()["rights"][right]
        assert (result["entitled"], result["missing"], command.ask_file(path)) == (True, [], [])


def test_a_claim_that_asks_too_late_is_told_what_would_have_changed_it():
    late = {
        "right": "birth_grant",
        "filed": "2021-01-12",
        "newborns": [{"born": "2020-11-12"}],
        "claimant": {"expected_birth_date": "2020-11-12"},
    }
    result = decide(parse_situation(situation_of(late))).rights["birth_grant"]
    [decisive] = [reason for reason in result.leading.reasons if reason.decisive]
    assert (decisive.key, decisive.holds) == ("birth_grant_is_claimed_in_time", False)
