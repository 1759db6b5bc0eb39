"""Income supplement, extraordinary assistance, grants after a death, health contribution, rent subsidy."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.coverage_marks import marks_of
from tests.law.conftest import ADULT, months_before

import opora.law
from opora.law import ask, command, decide, parse_situation, rulebook
from opora.law.acts.law_book import book
from opora.law.engine.calendar import day_of
from opora.law.gap_list import open_points
from opora.law.parameters import load_parameters
from opora.law.reading_parameters import stored_parameters
from opora.law.rulebook import Rulebook

ROOT = Path(__file__).parents[2]
EXAMPLES = yaml.load(
    (Path(__file__).parent / "examples" / "social_assistance.yaml").read_text("utf-8"), yaml.CSafeLoader
)
RIGHTS = (
    "income_supplement",
    "extraordinary_cash_social_assistance",
    "death_grant",
    "funeral_grant",
    "compulsory_health_insurance",
    "rent_subsidy",
)
MONTHS = [f"{year}-{month:02d}" for year in range(2018, 2027) for month in range(1, 13)][5:]

PERSON = {
    "employed_or_self_employed": False,
    "has_recognised_disability": False,
    "receives_cash_social_assistance": False,
    "receives_income_supplement": False,
    "income_before_death": "0",
    "benefits_left_out_before_death": "0",
}
APPLICANT = {
    **PERSON,
    "materially_endangered": False,
    "extraordinary_costs_tied_to_subsistence": False,
    "extraordinary_aid_needed": "0",
    "hardship_from_disaster_or_force_majeure": False,
    "purpose_is_covered_by_income_supplement": False,
    "received_extraordinary_aid_before": False,
    "claims_after_a_death": True,
    "relation_to_deceased": "spouse",
    "entitled_to_cash_social_assistance_on_day_of_death": True,
    "entitled_to_income_supplement_on_day_of_death": False,
    "death_grant_given_to_another": False,
    "funeral_grant_given_to_another": False,
    "applicant_arranged_funeral": True,
    "funeral_country": "SI",
    "invoice_issued_to_applicant": True,
    "funeral_costs": "1000",
    "insured_on_another_ground": False,
    "declines_health_insurance_payment": False,
    "placed_in_care_after_coming_of_age": False,
    "erased_person_with_recognised_beneficiary_status": False,
    "refused_suitable_small_dwelling": False,
    "applied_to_last_nonprofit_call": True,
    "income_within_nonprofit_housing_ceiling": True,
}
DWELLING = {
    "dwelling_is_rented": True,
    "dwelling_type": "non_profit",
    "dwelling_rent": "200",
    "dwelling_area": "50",
    "statistical_region": "gorenjska",
}


def named(example: dict[str, Any]) -> Any:
    name = f"{example['id']}: {example['sentence']}" if "id" in example else example["sentence"]
    return pytest.param(example, id=name, marks=marks_of(example))


@pytest.fixture
def family(household):
    """A household in which every fact of these rights is known; only what an example names differs."""

    def make(example: dict[str, Any], rights: tuple[str, ...] = RIGHTS, month: str | None = None) -> Any:
        filed = example.get("filed", "2020-04-10")
        death = {"day_of_death": f"{months_before(filed)[-1]}-20"}
        adults = [{**APPLICANT, **death, **example.get("applicant", {})}]
        if "partner" in example:
            adults.append({**PERSON, **example["partner"]})
        children = [{**PERSON, "named_in_lease": True, **child} for child in example.get("children", [])]
        dwelling = {**DWELLING, **example.get("dwelling", {})}
        month = month or example.get("month")
        return household(
            filed=filed, adults=adults, children=children, rights=rights, dwelling=dwelling, month=month
        )

    return make


@pytest.mark.parametrize("example", [named(each) for each in EXAMPLES])
def test_an_example_comes_out_as_it_is_told(example, family, figure, law):
    if "not_computable" in example:
        assert len(example["not_computable"]) > 40
        return
    if "not_reached" in example:
        right = law.rights[example["not_reached"]["right"]]
        assert example["not_reached"]["figure"] not in figures_under(law, right.entitled)
        return
    if "figure" in example:
        over = law.figures[example["figure"]].over
        month = example.get("month") or month_of_death(example)
        situation = parse_situation(family(example, month=month))
        found = figure(situation, example["figure"], example.get("of", "ana") if over == "person" else None)
        assert shown(law.figures[example["figure"]].type, found) == example["value"]
        return
    situation = parse_situation(family(example, rights=tuple(example["expected"])))
    decided = decide(situation).to_json()["rights"]
    for right, expected in example["expected"].items():
        assert {key: decided[right][key] for key in expected} == expected
    for right, parameter in example.get("unknown", {}).items():
        missing = [w["parameter"] for w in decided[right]["warnings"] if w["kind"] == "unknown"]
        assert parameter in missing
    assert ask(situation) == []


def month_of_death(example: dict[str, Any]) -> str | None:
    """Figures after a death are asked for its month, as the right begins on that day."""
    death = example.get("applicant", {}).get("day_of_death", "")
    return death[:7] if death >= "2018-06" else None


def shown(type_: str, value: int) -> Any:
    return day_of(value).isoformat() if type_ == "date" else bool(value) if type_ == "yes_no" else value


def figures_under(law, key: str) -> set[str]:
    found: set[str] = set()
    waiting = [version.root for version in law.figures[key].versions]
    while waiting:
        node = law.nodes[waiting.pop()]
        waiting += node.args
        name = node.given.get("figure") if node.op == "figure" else None
        if name and name not in found:
            found.add(name)
            waiting += [version.root for version in law.figures[name].versions]
    return found


def test_the_computable_examples_are_counted():
    worked = [example for example in EXAMPLES if "id" in example]
    assert [example["id"] for example in worked if "not_computable" in example] == ["W029"]
    assert sorted(e["id"] for e in worked) == [f"W{number:03d}" for number in range(14, 40)]


@pytest.mark.parametrize("month", MONTHS)
def test_every_month_is_computed_or_names_the_missing_parameter(month, family):
    year, number = map(int, month.split("-"))
    filed = max(f"{year - (number == 1)}-{(number - 2) % 12 + 1:02d}-10", "2018-06-01")
    example = {
        "filed": filed,
        "applicant": {
            "born": "1950-01-01",
            "materially_endangered": True,
            "extraordinary_aid_needed": "100",
            "day_of_death": f"{filed[:7]}-01",
        },
    }
    after_a_death = ("death_grant", "funeral_grant")
    others = tuple(right for right in RIGHTS if right not in after_a_death)
    decided = {
        **decide(parse_situation(family(example, others, month))).to_json()["rights"],
        **decide(parse_situation(family(example, after_a_death))).to_json()["rights"],
    }
    for key, right in decided.items():
        missing = {w["parameter"] for w in right["warnings"] if w["kind"] == "unknown"}
        assert right["entitled"] is True, key
        assert missing == set(), key
        assert right["amount"] is not None or key == "compulsory_health_insurance"


def test_a_missing_amount_entered_locally_completes_the_result(family):
    area = {"from": "2026-01-01", "value": ["55", "70", "82", "95", "105"], "source": "a test"}
    added = {"key": "rent_subsidy_area_nonprofit", "values": [{**area, **CHECKED}]}
    law = Rulebook(book.draw(stored_parameters(load_parameters({"added": [added]}))))
    data = family({"filed": "2026-04-14", "partner": {}}, rights=("rent_subsidy",))
    decided = decide(parse_situation(data, law=law), rulebook=law).to_json()["rights"]["rent_subsidy"]
    assert (decided["entitled"], decided["amount"]) == (True, "170.00")


CHECKED = {"confidence": "high", "checked": "2026-11-22"}


def test_another_person_in_the_lease_adds_weight_and_income(family, figure):
    data = family({"filed": "2026-04-14"}, rights=("rent_subsidy",))
    friend = {**ADULT, **PERSON, "named_in_lease": True, "has_income": True, "periodic_income_changed": True}
    data["persons"]["friend"] = {**friend, "current_periodic_income": "300"}
    assert figure(data, "rent_household_size") == 2
    assert figure(data, "rent_income") == 30000
    assert figure(data, "rent_minimum_income") == int(Decimal("507.43") * 157 + Decimal("0.5"))
    data["persons"]["friend"]["named_in_lease"] = False
    assert figure(data, "rent_household_size") == 1


def test_the_supplement_decided_now_counts_in_the_rent_subsidy(family, figure):
    example = {"filed": "2026-04-14", "applicant": {"sex": "female", "born": "1956-01-05"}}
    claimed = ("cash_social_assistance", "income_supplement", "rent_subsidy")
    assert figure(family(example, rights=claimed), "rent_income") == 50743 + 23849
    assert figure(family(example, rights=("rent_subsidy",)), "rent_income") == 0


def test_one_more_cent_of_pension_never_raises_assistance_and_supplement_together(family):
    def total(pension: int) -> Decimal:
        income = f"{pension // 100}.{pension % 100:02d}"
        example = {
            "filed": "2026-04-14",
            "applicant": {"sex": "female", "born": "1956-01-05", "monthly": {"pension": income}},
        }
        rights = ("cash_social_assistance", "income_supplement")
        decided = decide(parse_situation(family(example, rights=rights))).to_json()["rights"]
        return sum((Decimal(right["amount"]) for right in decided.values()), Decimal(0))

    around = [0, 1, 50742, 50743, 50744, 74590, 74591, 74592, 74593]
    totals = [total(pension) for pension in around]
    assert totals == sorted(totals, reverse=True)


def test_what_is_unknown_stands_among_the_gaps():
    unknown = {point.where for point in open_points(on=date(2026, 11, 22)) if point.kind == "unknown"}
    assert {
        "vd_weight_child",
        "funeral_grant_income_limits",
        "recognised_market_rent_per_m2",
        "recognised_nonprofit_rent_per_m2",
    } <= unknown


@pytest.mark.parametrize("right", RIGHTS)
def test_a_right_has_a_situation_that_is_decided_completely(right):
    [path] = sorted((ROOT / "examples" / right).glob("*.json"))
    shown = command.determine_file(path).to_json()["rights"][right]
    assert shown["entitled"] is True
    assert shown["missing"] == []
    assert command.ask_file(path) == []


def test_a_gap_in_the_facts_is_asked_and_never_guessed(family):
    data = family({"filed": "2026-04-14", "applicant": {"born": "1956-01-05", "sex": "female"}})
    for fact in ("employed_or_self_employed", "materially_endangered", "insured_on_another_ground"):
        del data["persons"]["ana"][fact]
    del data["dwelling"]["dwelling_rent"]
    situation = parse_situation(data)
    decided = decide(situation).rights
    assert decided["income_supplement"].entitled is None
    assert decided["compulsory_health_insurance"].entitled is None
    assert decided["rent_subsidy"].leading.amount is None
    asked = {question.fact for question in ask(situation)}
    assert {"employed_or_self_employed", "insured_on_another_ground", "dwelling_rent"} <= asked


def test_every_right_stands_in_the_rulebook_in_its_legal_order():
    order = {key: right.order for key, right in rulebook().graph.rights.items()}
    assert [order[right] for right in RIGHTS] == [3, 12, 13, 14, 11, 10]


@pytest.mark.parametrize("area", ["public_funds", "municipal_aid"])
def test_every_condition_the_source_names_stands_in_a_figure_of_its_right(area, law):
    coverage = Path(opora.law.__path__[0]) / "coverage" / f"{area}.yaml"
    rights = yaml.load(coverage.read_text("utf-8"), yaml.CSafeLoader)["rights"]
    mine = {key: entry for key, entry in rights.items() if key in RIGHTS or key.startswith("mol_")}
    leaves = [(key, leaf) for key, entry in mine.items() for leaf in entry["conditions"]]
    assert len(leaves) == {"public_funds": 30, "municipal_aid": 12}[area]
    for right, leaf in leaves:
        assert leaf["figure"] in figures_under(law, law.rights[right].entitled), (right, leaf)
