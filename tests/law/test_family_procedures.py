"""Procedures of the family code: counselling, agreements, children, adoption and guardianship."""

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.coverage_marks import marks_of

import opora.law
from opora.law import command, decide, parse_situation, rulebook
from opora.law.engine.calendar import day_number
from opora.law.engine.facts import Fact
from opora.law.engine.span import Span
from opora.law.gap_list import _reached

ROOT = Path(__file__).parents[2]
TABLE = yaml.load(
    (Path(__file__).parent / "examples" / "family_procedures.yaml").read_text("utf-8"), yaml.CSafeLoader
)
GATES = ("family_matter_underway", "adoption_underway", "guardianship_underway")
OF_ADULTS = {
    "parental_care_withdrawn": False,
    "lives_with_person_without_parental_care": False,
    "legal_capacity": True,
    "convicted_of_offence_excluding_foster_care": False,
    "lives_with_person_so_convicted": False,
}
LEAVES = {
    "child_and_family_protection": 23,
    "adoption": 14,
    "guardianship": 31,
}
OF_OTHERS = {"maintenance_indexation", "ward_child_income_transfer"}


def coverage_of(area: str) -> dict[str, Any]:
    path = Path(opora.law.__path__[0]) / "coverage" / f"{area}.yaml"
    rights: dict[str, Any] = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)["rights"]
    return {key: row for key, row in rights.items() if key not in OF_OTHERS}


KEYS = {key for area in LEAVES for key in coverage_of(area)}


def neutral(fact: Fact) -> Any:
    """What the gate would say, as a situation writes it."""
    otherwise = fact.gate.otherwise
    return int(otherwise) if fact.type in ("years", "count", "days") else otherwise


def quiet() -> dict[str, Any]:
    """Every fact of these procedures at its neutral value, all three gates closed."""
    facts = rulebook().graph.facts.values()
    gated = {fact.key: neutral(fact) for fact in facts if fact.gate and fact.gate.fact in GATES}
    return {**OF_ADULTS, **dict.fromkeys(GATES, False), **gated}


def of_example(example: dict[str, Any], household: Any) -> dict[str, Any]:
    adult = {**quiet(), **deepcopy(example["applicant"])}
    adults = [adult, {**quiet()}] if example.get("with_partner") else [adult]
    return household(
        filed=example.get("filed", "2026-04-14"),
        month=example.get("month"),
        adults=adults,
        rights=tuple(example["expected"]),
    )


def as_held(value: Any) -> Any:
    return day_number(date.fromisoformat(value)) if isinstance(value, str) else value


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(each, id=f"{each.get('id', '')} {each['sentence']}", marks=marks_of(each))
        for each in TABLE["decided"]
    ],
)
def test_an_example_is_decided(example, household, figure):
    data = of_example(example, household)
    shown = decide(parse_situation(data)).to_json()["rights"]
    assert {key: shown[key]["entitled"] for key in example["expected"]} == example["expected"]
    assert all(right["missing"] == [] for right in shown.values())
    for key, value in example.get("figures", {}).items():
        held = figure(data, key)
        assert isinstance(held, Span) if value == "unknown" else held == as_held(value), key
    unknown = {
        warning["parameter"]
        for right in shown.values()
        for warning in right["warnings"]
        if warning["kind"] == "unknown"
    }
    assert unknown == ({example["missing_parameter"]} if "missing_parameter" in example else set())


def test_every_worked_example_of_these_rights_is_decided_or_says_why_not():
    told = [example["id"] for example in (*TABLE["decided"], *TABLE["left_out"]) if "id" in example]
    wanted = {*range(163, 175), *range(177, 198), *range(205, 216), *range(221, 225)}
    assert sorted(told) == sorted(f"W{number}" for number in wanted)
    assert all(len(example["not_computable"]) > 20 for example in TABLE["left_out"])


def test_every_right_is_granted_and_refused_by_an_example():
    for key in KEYS:
        results = {each["expected"].get(key) for each in TABLE["decided"] if key in each["expected"]}
        assert results >= (
            {True} if key in ("guardian_duties", "guardianship_collision") else {True, False}
        ), key


MONTHS = [f"{year}-{month:02d}" for year in range(2018, 2027) for month in range(1, 13)][5:]


@pytest.mark.parametrize("month", MONTHS)
def test_every_month_computes_or_names_what_is_missing(month, household):
    filed = f"{month}-01"
    data = household(filed=filed, adults=[quiet()], rights=tuple(sorted(KEYS)))
    shown = decide(parse_situation(data)).to_json()["rights"]
    not_under_the_code = {"change_of_minors_personal_name", "parents_advance_statement"}
    for key, right in shown.items():
        before = filed < "2019-04-15" and key not in not_under_the_code
        unknown = {each["parameter"] for each in right["warnings"] if each["kind"] == "unknown"}
        assert right["entitled"] is (None if before else False), key
        assert unknown == ({"right_under_former_family_act"} if before else set()), key
        assert right["missing"] == [], key


@pytest.mark.parametrize("gate", GATES)
def test_whoever_has_nothing_to_do_with_a_procedure_answers_one_question(gate, law, household):
    gated = {fact.key for fact in law.facts.values() if fact.gate and fact.gate.fact == gate}
    adult = {key: value for key, value in quiet().items() if key not in gated}
    data = household(adults=[adult], rights=tuple(sorted(KEYS)))
    shown = decide(parse_situation(data)).to_json()["rights"]
    assert {key: right["entitled"] for key, right in shown.items()} == dict.fromkeys(KEYS, False)
    assert all(right["missing"] == [] for right in shown.values())


@pytest.mark.parametrize("area", LEAVES)
def test_every_condition_the_source_names_stands_under_its_right(area, law):
    rows = coverage_of(area)
    assert sum(len(row["conditions"]) for row in rows.values()) == LEAVES[area]
    for key, row in rows.items():
        assert {leaf["figure"] for leaf in row["conditions"]} <= _reached(law, law.rights[key])[0], key


def test_a_condition_of_the_source_decides_its_right(law):
    """The fact of that name is read by the figure that is said to hold it, or the figure bears the name."""
    renamed = {
        "applicant_adult": "born",
        "age_years": "born",
        "parental_right_withdrawn": "parental_care_withdrawn",
        "legal_capacity_withdrawn": "legal_capacity",
    }
    for area in LEAVES:
        for key, row in coverage_of(area).items():
            for leaf in row["conditions"]:
                name = renamed.get(leaf["fact"], leaf["fact"])
                assert name == leaf["figure"] or name in facts_under(law, leaf["figure"]), (key, name)


def facts_under(law: Any, figure_key: str) -> set[str]:
    seen: set[int] = set()
    found: set[str] = set()
    open_ = [version.root for version in law.figures[figure_key].versions]
    while open_:
        place = open_.pop()
        if place in seen:
            continue
        seen.add(place)
        node = law.nodes[place]
        if node.op == "fact":
            found.add(node.given["fact"])
        if node.op == "figure":
            open_ += [version.root for version in law.figures[node.given["figure"]].versions]
        open_ += node.args
    return found


EXAMPLE_FILES = sorted(path for key in KEYS for path in (ROOT / "examples" / key).glob("*.json"))


@pytest.mark.parametrize("path", EXAMPLE_FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_example_file_is_decided_and_leaves_no_question(path):
    shown = command.determine_file(path).to_json(explain=True)["rights"]
    assert shown[path.parent.name]["entitled"] is True
    assert all(right["missing"] == [] for right in shown.values())
    assert command.ask_file(path) == []


def test_each_right_has_an_example_file():
    assert {path.parent.name for path in EXAMPLE_FILES} == KEYS
