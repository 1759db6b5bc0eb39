"""The interview reaches the result of full facts, and never stops before the result is certain."""

import random
from copy import deepcopy
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opora.law import ask, decide, parse_situation, rulebook

from .conftest import make_household, months_before

FILED = "2025-10-14"
SLOW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
INTERVIEWS = settings(SLOW, max_examples=8)
"""An interview decides the household once for every question."""

amounts = st.integers(0, 250_000).map(lambda cents: f"{cents // 100}.{cents % 100:02d}")
truths = st.booleans()


@st.composite
def adults(draw):
    adult = {
        "born": draw(st.sampled_from(["1959-03-03", "1984-05-05", "2001-07-07"])),
        "sex": draw(st.sampled_from(["female", "male"])),
        "citizenship": draw(st.sampled_from(["SI", "SI", "BA"])),
        "permanent_residence_permit": draw(truths),
        "work_activity_hours": draw(st.sampled_from(["0", "60", "128", "174"])),
        "lives_with_parents_of_sufficient_means": draw(truths),
        "shares_address_with_others_of_sufficient_means": draw(truths),
        "extends_cash_social_assistance": draw(truths),
        "no_change_expected": draw(truths),
    }
    if draw(truths):
        adult["monthly"] = {"wage": draw(amounts), "occasional_income": draw(amounts)}
        adult["yearly"] = {"periodic_income_of_the_year": draw(amounts)}
    if draw(truths):
        adult |= {"has_property": True, "savings": draw(amounts), "vehicle_value": draw(amounts)}
        adult |= {"securities_value": "0", "other_real_estate_value": draw(amounts)}
    return adult


@st.composite
def children(draw):
    return {
        "born": draw(st.dates(date(2003, 1, 1), date(2025, 9, 1))).isoformat(),
        "in_kindergarten": draw(truths),
        "in_secondary_school": draw(truths),
        "in_regular_education": draw(truths),
        "receives_maintenance_from_other_parent": draw(truths),
        "maintenance_is_settled": draw(truths),
        "other_parent_is_unknown": draw(truths),
        "in_foster_care": draw(truths),
    }


@st.composite
def households(draw):
    grown = draw(st.lists(adults(), min_size=1, max_size=2))
    for adult in grown:
        adult["born"] = min(adult["born"], "1984-05-05") if len(grown) == 2 else adult["born"]
    small = [] if grown[0]["born"] > "1990" else draw(st.lists(children(), max_size=2))
    rights = draw(
        st.sampled_from(
            [("child_benefit", "cash_social_assistance"), ("child_benefit",), ("cash_social_assistance",)]
        )
    )
    return make_household(filed=FILED, adults=grown, children=small, rights=rights)


def outcome(data):
    """The dated amounts of each right; a refused one has neither dates nor amounts."""
    results = decide(parse_situation(data)).to_json()["rights"]
    return {
        key: [(p["from"], p["to"], p["entitled"], p["amount"]) for p in right["periods"]]
        if right["entitled"]
        else right["entitled"]
        for key, right in results.items()
    }


def without_facts(data, keep=lambda name, fact: False):
    bare = deepcopy(data)
    for name, facts in bare["persons"].items():
        bare["persons"][name] = {fact: value for fact, value in facts.items() if keep(name, fact)}
    bare["dwelling"] = {
        fact: value for fact, value in data["dwelling"].items() if fact == "persons" or keep("", fact)
    }
    return bare


def answered(data, bare, question):
    """Adds the answer to one question, taken from the complete household."""
    owner, source = ("persons", question.subject) if question.subject else ("dwelling", None)
    known = data["persons"][source] if source else data["dwelling"]
    place = bare[owner][source] if source else bare["dwelling"]
    value = known.get(question.fact)
    if question.period is None:
        place[question.fact] = default_of(question) if value is None else value
        return
    answer = value.get(question.period) if isinstance(value, dict) else None
    place.setdefault(question.fact, {})[question.period] = "0" if answer is None else answer


def default_of(question):
    match question.type:
        case "yes_no":
            return False
        case "choice":
            return question.choices[0][0]
        case "date":
            return "2025-01-01"
    return "0"


def interview(data):
    bare = without_facts(data)
    asked = []
    while questions := ask(parse_situation(bare)):
        question = questions[0]
        assert question.key not in asked
        asked.append(question.key)
        answered(data, bare, question)
    return bare, asked


@INTERVIEWS
@given(households())
def test_the_interview_reaches_the_result_of_full_facts(data):
    bare, _ = interview(data)
    assert outcome(bare) == outcome(data)
    for right in decide(parse_situation(bare)).rights.values():
        assert right.entitled is not None
        assert right.missing() == []


@SLOW
@given(households(), st.integers(0, 10_000))
def test_adding_a_fact_never_turns_a_certain_result_over(data, seed):
    chosen = random.Random(seed)
    bare = without_facts(data, keep=lambda name, fact: chosen.random() < 0.6)
    some = decide(parse_situation(bare)).to_json()["rights"]
    full = decide(parse_situation(data)).to_json()["rights"]
    for key, right in some.items():
        if right["entitled"] is not None:
            assert right["entitled"] == full[key]["entitled"]
        if right["amount"] is not None and not right["missing"]:
            assert right["amount"] == full[key]["amount"]


@SLOW
@given(households(), st.integers(0, 10_000))
def test_a_result_is_open_exactly_while_facts_are_missing(data, seed):
    chosen = random.Random(seed)
    bare = without_facts(data, keep=lambda name, fact: chosen.random() < 0.8)
    for right in decide(parse_situation(bare)).rights.values():
        if right.entitled is None:
            assert right.missing()
        if not right.missing():
            assert right.entitled is not None
            assert right.leading.amount is not None


@SLOW
@given(households(), st.integers(1, 100_000))
def test_one_more_cent_of_income_never_raises_assistance(data, extra):
    data["rights"] = ["cash_social_assistance"]
    richer = deepcopy(data)
    facts = richer["persons"]["ana"]
    months = months_before(FILED)
    for kind in ("wage", "occasional_income"):
        facts.setdefault(kind, dict.fromkeys(months, "0"))
    for person in (data["persons"]["ana"], facts):
        for kind in INCOME_KINDS:
            person.setdefault(kind, dict.fromkeys(months, "0"))
        person |= {"has_income": True, "periodic_income_changed": False}
    facts["wage"] = {
        month: str(Decimal(value) + Decimal(extra) / 100) for month, value in facts["wage"].items()
    }
    before = decide(parse_situation(data)).to_json()["rights"]["cash_social_assistance"]["amount"]
    after = decide(parse_situation(richer)).to_json()["rights"]["cash_social_assistance"]["amount"]
    assert Decimal(after) <= Decimal(before)


INCOME_KINDS = (
    "wage",
    "self_employment_income",
    "student_work_income",
    "unemployment_benefit",
    "pension",
    "parental_or_care_income",
    "maintenance_received",
    "other_periodic_income",
    "occasional_income",
    "charitable_aid",
)


def test_a_question_has_the_words_to_ask_it_in_three_languages(household):
    data = household(children=[{}])
    del data["persons"]["child1"]["in_foster_care"]
    (question,) = ask(parse_situation(data))
    assert (question.fact, question.subject) == ("in_foster_care", "child1")
    assert question.question["sl"] == "Ali je otrok v rejništvu?"


def test_a_month_of_income_is_asked_for_its_month(household):
    data = household(adults=[{"monthly": {"wage": "300.00"}}], rights=("cash_social_assistance",))
    del data["persons"]["ana"]["wage"]["2026-02"]
    (question,) = ask(parse_situation(data))
    assert (question.fact, question.period) == ("wage", "2026-02")


def test_an_income_that_already_exceeds_the_limit_ends_the_questions(household):
    data = household(adults=[{"monthly": {"wage": "3000.00"}}], rights=("cash_social_assistance",))
    for fact in ("pension", "savings", "in_institutional_care", "lives_with_parents_of_sufficient_means"):
        data["persons"]["ana"].pop(fact, None)
    assert ask(parse_situation(data)) == []


def test_a_gate_is_asked_before_what_stands_behind_it(household):
    data = household(rights=("cash_social_assistance",))
    del data["persons"]["ana"]["has_income"]
    facts = [question.fact for question in ask(parse_situation(data))]
    assert facts[0] == "has_income"
    assert "wage" in facts


@pytest.mark.parametrize("right", ["child_benefit", "cash_social_assistance"])
def test_an_empty_situation_asks_and_decides_nothing(household, right):
    data = without_facts(household(children=[{}], rights=(right,)))
    result = decide(parse_situation(data)).rights[right]
    assert result.entitled is None
    assert len(ask(parse_situation(data))) > 5
    assert rulebook().graph.rights[right]
