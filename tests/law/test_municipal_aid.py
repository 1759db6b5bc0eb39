"""Cash aid of municipalities: Ljubljana as shipped, and another one as nothing but data."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.coverage_marks import marks_of

import opora.law.acts.municipal as municipal
from opora.law import ask, command, decide, parse_situation, rulebook
from opora.law.acts.law_book import book
from opora.law.acts.municipal.municipality import Municipality, shipped_municipalities
from opora.law.acts.municipal.registered import register
from opora.law.engine.calendar import day_of
from opora.law.engine.errors import RuleError
from opora.law.parameters import load_parameters
from opora.law.reading_parameters import stored_parameters
from opora.law.rulebook import Rulebook

ROOT = Path(__file__).parents[2]
EXAMPLES = yaml.load(
    (Path(__file__).parent / "examples" / "municipal_aid.yaml").read_text("utf-8"), yaml.CSafeLoader
)
[LJUBLJANA] = shipped_municipalities()
RIGHTS = (LJUBLJANA.common.right, *(aid.right for aid in LJUBLJANA.aids))
WITHOUT_AN_AMOUNT = ("mol_school_year_start", "mol_nature_school", "mol_school_lunch", "mol_elderly_lunch")
MONTHS = [f"{year}-{month:02d}" for year in range(2018, 2027) for month in range(1, 11)][5:]

PERSON = {
    "permanent_residence_in_municipality": "ljubljana",
    "receives_cash_social_assistance": False,
    "receives_income_supplement": False,
    "holds_state_scholarship": False,
}
ADULT = {
    **PERSON,
    "unemployed": False,
    "municipal_aid_granted_this_year": False,
    "agreement_on_active_resolution_with_centre": False,
    "bank_statements_attached_to_another_application": False,
}
KINDS = ("school_year_start", "nature_school", "school_lunch", "bridging", "elderly_lunch", "birth")
CHILD = {
    **PERSON,
    "in_primary_school": True,
    "nature_school_organised_by_school": True,
    "not_in_kindergarten_increase_received": "0",
}


def named(example: dict[str, Any]) -> Any:
    name = f"{example['id']}: {example['sentence']}" if "id" in example else example["sentence"]
    return pytest.param(example, id=name, marks=marks_of(example))


@pytest.fixture
def family(household):
    """A household of the municipality in which every fact is known; only what an example names differs."""

    def make(example: dict[str, Any], rights: tuple[str, ...] = RIGHTS) -> Any:
        applicant = {**ADULT, **example.get("applicant", {})}
        if applicant["municipal_aid_granted_this_year"]:
            applicant = {**{f"{kind}_aid_granted_this_year": False for kind in KINDS}, **applicant}
            applicant = {"repeat_reason": "none", "proof_of_distress": False, **applicant}
        adults = [applicant, *([{**ADULT, **example["partner"]}] if "partner" in example else [])]
        children = [
            {**CHILD, "receives_maintenance_from_other_parent": True, **child}
            for child in example.get("children", [])
        ]
        filed = example.get("filed", "2021-04-10")
        return household(filed=filed, adults=adults, children=children, rights=rights)

    return make


@pytest.mark.parametrize("example", [named(each) for each in EXAMPLES])
def test_an_example_comes_out_as_it_is_told(example, family, figure, law):
    if "not_computable" in example:
        assert len(example["not_computable"]) > 40
        return
    if "figure" in example:
        declared = law.figures[example["figure"]]
        of = example.get("of", "ana") if declared.over == "person" else None
        assert shown(declared.type, figure(family(example), example["figure"], of)) == example["value"]
        return
    situation = parse_situation(family(example, rights=tuple(example["expected"])))
    decided = decide(situation).to_json()["rights"]
    for right, expected in example["expected"].items():
        assert {key: decided[right][key] for key in expected} == expected
    for right, parameter in example.get("unknown", {}).items():
        missing = [w["parameter"] for w in decided[right]["warnings"] if w["kind"] == "unknown"]
        assert missing == [parameter]
    assert ask(situation) == []


def shown(type_: str, value: int) -> Any:
    return day_of(value).isoformat() if type_ == "date" else bool(value) if type_ == "yes_no" else value


def test_the_computable_examples_are_counted():
    worked = [example for example in EXAMPLES if "id" in example]
    assert [example["id"] for example in worked if "not_computable" in example] == ["W236"]
    assert sorted(e["id"] for e in worked) == [f"W{number}" for number in range(233, 248)]


@pytest.mark.parametrize("month", MONTHS)
def test_every_month_gives_a_result_and_names_only_the_amounts_that_nobody_found(month, family):
    example = {
        "filed": f"{month}-10",
        "applicant": {"born": "1950-01-01"},
        "children": [{"born": f"{month}-01"}, {"born": f"{int(month[:4]) - 9}-01-01"}],
    }
    for key, right in decide(parse_situation(family(example))).to_json()["rights"].items():
        unknown = {w["parameter"] for w in right["warnings"] if w["kind"] == "unknown"}
        assert right["entitled"] is True, key
        assert unknown == ({f"{key}_amount"} if key in WITHOUT_AN_AMOUNT else set()), key


def test_rights_decided_in_the_same_application_count_as_income(family, figure):
    claimed = ("child_benefit", "cash_social_assistance", "mol_cash_aid_common")
    data = family({"filed": "2021-04-10", "children": [{}]}, rights=claimed)
    counted = figure(data, "municipal_child_benefit")
    assert counted == figure(data, "counted_child_benefit") == 11705 - 2341
    assert figure(data, "municipal_income") == figure(data, "minimum_income")
    assert figure(family({"children": [{}]}, rights=("mol_cash_aid_common",)), "municipal_income") == 0


def test_whoever_has_aid_of_another_kind_is_warned_that_once_a_year_is_a_reading(family):
    def warned(applicant: dict[str, Any]) -> set[str]:
        data = family({"applicant": applicant}, rights=("mol_bridging_aid",))
        [right] = decide(parse_situation(data)).to_json()["rights"].values()
        return {warning["parameter"] for warning in right["warnings"]}

    another = {"municipal_aid_granted_this_year": True, "birth_aid_granted_this_year": True}
    assert "mol_once_a_year" in warned(another)
    assert "mol_once_a_year" not in warned({})


@pytest.mark.parametrize("right", RIGHTS)
def test_a_right_has_a_situation_that_is_decided_completely(right):
    [path] = sorted((ROOT / "examples" / right).glob("*.json"))
    shown = command.determine_file(path).to_json()["rights"][right]
    assert shown["entitled"] is True
    assert shown["missing"] == []
    assert command.ask_file(path) == []


def test_no_rule_of_the_package_names_a_municipality():
    for path in Path(municipal.__path__[0]).glob("*.py"):
        if path.name != "__init__.py":
            assert "mol_" not in path.read_text("utf-8"), path.name
            assert "ljubljana" not in path.read_text("utf-8").lower(), path.name


ELSEWHERE = Municipality.model_validate(
    yaml.load(
        """
        word: other
        prefix: brezje
        decree: Odlok-Brezje
        common:
          right: brezje_common
          order: 87
          sl: Pogoji občine Brezje
          it: Condizioni di Brezje
          en: Conditions of Brezje
        aids:
          - right: brezje_birth_aid
            order: 88
            kind: birth
            beneficiary: newborn
            sl: Pomoč ob rojstvu (Brezje)
            it: Aiuto alla nascita (Brezje)
            en: Aid at childbirth (Brezje)
        """,
        yaml.CSafeLoader,
    )
)


def parameter(key: str, unit: str, value: str, **more: Any) -> dict[str, Any]:
    entry = {
        "from": "2018-06-01",
        "value": value,
        "source": "a test",
        "confidence": "high",
        "checked": "2026-11-22",
    }
    number = {} if unit == "word" else {"range": ["0", "5000"]}
    return {
        "key": key,
        "label": {"sl": f"Postavka {key}", "it": f"Voce {key}", "en": f"Item {key}"},
        "unit": unit,
        "article": "Odlok-Brezje",
        "article_confirmed": False,
        "selected_by": "month_of_right",
        "values": [entry],
        **number,
        **more,
    }


@pytest.fixture
def law_with_another_municipality(monkeypatch):
    """The shipped rules and those drawn from the data of one more municipality."""
    rulebook()
    monkeypatch.setattr(book, "_figures", dict(book._figures))
    monkeypatch.setattr(book, "_rights", list(book._rights))
    register(ELSEWHERE)
    new = [
        parameter("brezje_income_limit_share", "fraction", "2.00", decimals=2),
        parameter("brezje_filing_months", "months", "11"),
        parameter("brezje_payment_days", "days", "30"),
        parameter("brezje_once_a_year", "word", "each_kind"),
        parameter("brezje_birth_aid_months", "months", "6"),
        parameter("brezje_birth_aid_amount", "EUR_once", "350.00", decimals=2),
    ]
    return Rulebook(book.draw(stored_parameters(load_parameters({"new": new}))))


def test_another_municipality_is_nothing_but_data(law_with_another_municipality, family):
    law = law_with_another_municipality
    elsewhere = {"permanent_residence_in_municipality": "other"}
    children = [{**elsewhere, "born": "2021-05-01"}, {**elsewhere, "born": "2021-05-01"}]
    example = {"filed": "2021-11-01", "applicant": elsewhere, "children": children}
    data = family(example, rights=("brezje_common", "brezje_birth_aid", "mol_birth_aid"))
    decided = decide(parse_situation(data, law=law), rulebook=law).to_json()["rights"]
    assert decided["brezje_common"]["entitled"] is True
    assert Decimal(decided["brezje_birth_aid"]["amount"]) == 700
    assert decided["mol_birth_aid"]["entitled"] is False


def test_a_beneficiary_that_no_rule_knows_is_refused_with_those_there_are(monkeypatch):
    monkeypatch.setattr(book, "_figures", dict(book._figures))
    monkeypatch.setattr(book, "_rights", list(book._rights))
    aid = ELSEWHERE.aids[0].model_copy(update={"beneficiary": "pensioner"})
    with pytest.raises(RuleError, match=r"brezje_birth_aid: nobody is called 'pensioner'.*newborn"):
        register(ELSEWHERE.model_copy(update={"aids": (aid,)}))
