"""A situation is read whole or refused with every problem named."""

import json
from copy import deepcopy

import pytest

from opora.law import SituationError, parse_situation, read_situation


def problems_of(data):
    with pytest.raises(SituationError) as refused:
        parse_situation(data)
    return {problem.path: problem for problem in refused.value.problems}


def change(data, *path, to):
    data = deepcopy(data)
    part = data
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = to
    return data


@pytest.fixture
def family(household):
    return household(adults=[{}, {}], children=[{}])


def test_a_malformed_file_is_refused_with_line_and_column():
    with pytest.raises(SituationError, match="line 2, column 5"):
        read_situation(b"{\n    nonsense}")


def test_numbers_in_a_file_stay_decimal_text(household):
    text = json.dumps(household(adults=[{"savings": "S", "has_property": True}])).replace('"S"', "2500.10")
    assert read_situation(text).case.by_day["savings", 0] == 250_010


def test_a_binary_fraction_is_refused_with_the_text_to_write(household):
    problem = problems_of(household(adults=[{"savings": 2500.1}]))["/persons/ana/savings"]
    assert "'2500.10'" in problem.sentence


@pytest.mark.parametrize(
    ("fact", "value", "key"),
    [
        ("savings", "-5.00", "negative"),
        ("savings", "99999999.00", "absurd"),
        ("savings", "12.345", "wrong_type"),
        ("savings", "NaN", "wrong_type"),
        ("savings", "a lot", "wrong_type"),
        ("savings", True, "wrong_type"),
        ("has_property", "yes", "wrong_type"),
        ("has_property", None, "wrong_type"),
        ("born", "1985-13-01", "wrong_type"),
        ("born", "1785-01-01", "absurd"),
        ("sex", "femal", "wrong_value"),
        ("wage", "1000.00", "wrong_type"),
        ("wage", {"2026-13": "1.00"}, "wrong_type"),
        ("wage", {"2026-01": "-1.00"}, "negative"),
        ("periodic_income_of_the_year", {"26": "1.00"}, "wrong_type"),
        ("savvings", "5.00", "unknown_fact"),
    ],
)
def test_a_wrong_fact_is_named_with_its_place_and_cure(family, fact, value, key):
    problem = problems_of(change(family, "persons", "ana", fact, to=value))[f"/persons/ana/{fact}"]
    assert problem.key == key
    assert len(problem.sentence) > 20


def test_a_misspelt_fact_gets_the_nearest_name(family):
    data = change(family, "persons", "ana", "savvings", to="5.00")
    assert "'savings'" in problems_of(data)["/persons/ana/savvings"].sentence


def test_every_problem_is_reported_not_only_the_first(family):
    data = change(family, "persons", "ana", "savings", to="-1")
    data = change(data, "persons", "bor", "sex", to="man")
    assert set(problems_of(data)) == {"/persons/ana/savings", "/persons/bor/sex"}


def test_a_child_is_younger_than_its_parents(family):
    data = change(family, "persons", "child1", "born", to="1980-01-01")
    problem = problems_of(data)["/persons/child1/born"]
    assert problem.key == "child_older_than_parent"


def test_an_application_is_not_filed_after_it_is_decided(family):
    data = change(family, "dates", "filed", to="2026-06-01")
    assert problems_of(data)["/dates/filed"].key == "filed_after_deciding"


def test_a_month_before_the_loaded_law_is_refused(family):
    assert (
        problems_of(change(family, "dates", "month", to="2017-01"))["/dates/month"].key == "outside_coverage"
    )
    early = change(change(family, "dates", "filed", to="2018-05-31"), "dates", "decided", to="2018-06-30")
    assert problems_of(early)["/dates/filed"].key == "outside_coverage"


def test_nobody_has_two_partners_three_parents_or_two_places_in_the_dwelling(family):
    data = deepcopy(family)
    data["persons"]["dora"] = {}
    data["relations"].append({"type": "partner", "persons": ["dora", "bor"]})
    data["relations"].append({"type": "parent", "parent": "dora", "child": "child1"})
    data["dwelling"]["persons"].append("ana")
    found = problems_of(data)
    assert [problem.key for problem in found.values()] == ["overlapping_membership"] * 3


def test_an_unknown_person_is_named_with_the_nearest_one(family):
    data = change(family, "relations", 0, to={"type": "parent", "parent": "anna", "child": "child1"})
    assert "'ana'" in problems_of(data)["/relations/0/parent"].sentence


def test_facts_behind_a_closed_gate_contradict_it(family):
    data = change(family, "persons", "ana", "savings", to="100.00")
    assert problems_of(data)["/persons/ana/savings"].key == "contradiction"


def test_unknown_parts_rights_and_versions_are_refused(family):
    assert problems_of({**family, "version": 2})["/version"].key == "wrong_value"
    assert problems_of({**family, "notes": "x"})["/notes"].key == "unknown_part"
    assert "child_benefit" in problems_of({**family, "rights": ["child_benefits"]})["/rights/0"].sentence
    assert problems_of({"version": 1})["/applicant"].key == "missing"
    assert problems_of([])[""].key == "wrong_type"


def test_a_household_larger_than_the_engine_proves_is_refused(family):
    data = deepcopy(family)
    data["persons"] |= {f"guest{n}": {} for n in range(30)}
    assert problems_of(data)["/persons"].key == "too_many_persons"


def test_a_person_born_after_the_decision_is_refused(family):
    data = change(family, "persons", "child1", "born", to="2026-12-01")
    assert problems_of(data)["/persons/child1/born"].key == "not_born_yet"
