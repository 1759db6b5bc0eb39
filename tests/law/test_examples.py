"""Worked examples of the law as tables: a sentence, facts, the expected cents and where they come from."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.coverage_marks import marks_of

from opora.law import decide, parse_situation, rulebook
from opora.law.engine.calendar import day_of, month_text
from opora.law.engine.windows import three_months_before_filing

HERE = Path(__file__).parent / "examples"


def table(name: str) -> list[Any]:
    entries = yaml.load((HERE / name).read_text("utf-8"), yaml.CSafeLoader)
    return [pytest.param(entry, id=entry["sentence"], marks=marks_of(entry)) for entry in entries]


def cents(amount: str | None) -> int | None:
    return None if amount is None else int(Decimal(amount) * 100)


@pytest.mark.parametrize("example", table("official_computations.yaml"))
def test_an_official_computation_is_reproduced_to_the_cent(example, household, figure):
    situation = parse_situation(
        household(
            filed=example["filed"],
            adults=example["adults"],
            children=example.get("children"),
            rights=tuple(example.get("rights", ("child_benefit", "cash_social_assistance"))),
        )
    )
    results = decide(situation).to_json()["rights"]
    assert {key: cents(right["amount"]) for key, right in results.items()} == example["expected"]
    for key, value in example.get("figures", {}).items():
        assert figure(situation, key) == value


@pytest.mark.parametrize("example", table("minimum_income_table.yaml"))
def test_the_official_table_of_minimum_incomes_is_reproduced(example, household, figure):
    situation = household(
        filed="2019-10-10",
        adults=example["adults"],
        children=example.get("children"),
        rights=("cash_social_assistance",),
    )
    assert figure(situation, "minimum_income") == example["cents"]


@pytest.mark.parametrize("example", table("child_benefit_table.yaml"))
def test_the_published_table_of_child_benefit_is_reproduced(example, household):
    members = example["adults"] + len(example["children"])
    year = Decimal(example["per_person"]) * members * 12
    earner = {"yearly": {"periodic_income_of_the_year": str(year)}}
    situation = household(
        filed=example.get("filed", "2020-03-10"),
        adults=[earner, *[{}] * (example["adults"] - 1)],
        children=example["children"],
        rights=("child_benefit",),
    )
    [right] = decide(parse_situation(situation)).to_json()["rights"].values()
    assert (right["entitled"], cents(right["periods"][0]["amount"])) == (
        example["cents"] > 0,
        example["cents"],
    )


@pytest.mark.parametrize("example", table("property_table.yaml"))
def test_property_counts_as_it_is_published(example, household, figure):
    def owning(person):
        kinds = ("savings", "vehicle_value", "securities_value", "other_real_estate_value")
        return {"has_property": True, **dict.fromkeys(kinds, "0"), **person} if person else {}

    situation = household(
        filed="2019-10-10",
        adults=[owning(person) for person in example["adults"]],
        children=[owning(person) for person in example.get("children", [])],
        dwelling=example.get("dwelling"),
        rights=("cash_social_assistance",),
    )
    assert figure(situation, "counted_property") == example["counted"]
    if "refused" in example:
        result = decide(parse_situation(situation)).rights["cash_social_assistance"]
        assert result.entitled is not example["refused"]


@pytest.mark.parametrize("example", table("worked_examples.yaml"))
def test_a_worked_example_of_the_centres(example, household, figure):
    if "not_computed" in example:
        pytest.skip(example["not_computed"])
    if "parameter" in example:
        assert_parameter(**example["parameter"])
        return
    situation = parse_situation(
        household(
            filed=example.get("filed", "2020-04-10"),
            adults=[example.get("applicant", {})],
            children=[example["child"]] if "child" in example else [],
        )
    )
    if "months" in example:
        dates = situation.dates()
        window = three_months_before_filing
        found = [month_text(dates.month_index(window.anchor, offset)) for offset in window.offsets]
        assert found == example["months"]
        return
    value = figure(situation, example["figure"], example.get("of") or subject(example["figure"]))
    assert shown(example["figure"], value) == example["value"]
    if "refused" in example:
        result = decide(situation).rights[example["refused"]]
        assert result.entitled is False
        assert example["figure"] in " ".join(name for name, _ in result.leading.reasons[0].values)


def subject(figure: str) -> str | None:
    return "ana" if rulebook().graph.figures[figure].over == "person" else None


def shown(figure: str, value: int) -> Any:
    match rulebook().graph.figures[figure].type:
        case "date":
            return day_of(value).isoformat()
        case "yes_no":
            return bool(value)
    return value


def assert_parameter(key: str, day: str, value: Any) -> None:
    from opora.law.parameters import load_parameters

    assert load_parameters().at(key, date.fromisoformat(day)).value == value
