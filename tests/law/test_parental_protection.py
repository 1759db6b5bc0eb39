"""Parental protection and family benefits: worked examples as tables, amendments, gaps and every month."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.coverage_marks import marks_of

from opora.law import ask, command, decide, parse_situation, rulebook
from opora.law.batch import population_of_cases, prepare_month
from opora.law.engine.calendar import day_of
from opora.law.parameters import load_parameters

from .parental_household import CHILD, CLAIMANT, NEWBORN, months_of_base, situation_of

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


def table(name: str) -> list[Any]:
    entries = yaml.load((HERE / name).read_text("utf-8"), yaml.CSafeLoader)
    return [
        pytest.param(entry, id=entry.get("id", entry["sentence"]), marks=marks_of(entry)) for entry in entries
    ]


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


APPEAL_DOES_NOT_SUSPEND = 153
"""Belongs to the procedure: `procedure/test_acts.py`."""


def test_every_worked_example_of_the_centres_is_here_once():
    numbers = [entry.values[0]["id"] for entry in table("parental_worked_examples.yaml")]
    assert numbers == [f"W{number:03d}" for number in range(71, 163) if number != APPEAL_DOES_NOT_SUSPEND]


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


@pytest.mark.parametrize("right", RIGHTS)
def test_batch_determines_the_examples_of_a_right_as_explain_does(right):
    """Or it gives no result, where the law itself lacks a figure."""
    of_right = [each.values[0] for each in EXAMPLES if each.values[0].get("right") == right]
    assert of_right
    for example in of_right:
        situation = parse_situation(situation_of(example))
        explained = decide(situation).rights[right]
        period = explained.periods[0]
        found = batch_of(situation, right, period.start)
        if found is None:
            assert "unknown" in {warning["kind"] for warning in explained.to_json()["warnings"]}, example
        else:
            assert found == (period.entitled, period.amount), example


def batch_of(situation: Any, right: str, start: date) -> tuple[bool, str | None] | None:
    """Whether the right is given in the month in which it starts, and the amount, as batch has it."""
    graph = rulebook().graph
    dates = situation.dates(start.replace(day=1))
    population = population_of_cases([situation.case], graph.facts)
    month = prepare_month(graph, population, dates, tuple(situation.rights), with_machine_code=False)
    columns = month.run().rights[right]
    if not columns.has_result[0]:
        return None
    entitled, counted = bool(columns.entitled[0]), graph.rights[right].amount
    return entitled, None if counted is None else str(shown(counted, int(columns.amount[0])))
