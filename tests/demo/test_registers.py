"""What the simulated registers say of generated persons."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opora.demo.population import draw_population
from opora.demo.registers import DemoRegisters
from opora.sources.asked_for import AskedFor
from opora.sources.fact_periods import parse_period
from opora.sources.known_facts import is_possible
from opora.sources.registers import REGISTERS

TODAY = date(2026, 3, 10)
ASKED = AskedFor.before_filing(TODAY, months=3, years=2)
PEOPLE = draw_population(3000, seed=1, today=TODAY, municipalities={"koper": 1}).persons.to_pylist()
KNOWN = [person for person in PEOPLE if person["emso"]]


def facts_of(person, seed=1):
    registers = DemoRegisters(seed)
    return {
        key: value
        for register in REGISTERS
        for key, value in registers.answer(register, person["emso"], ASKED).items()
    }


@given(st.sampled_from(KNOWN), st.sampled_from(sorted(REGISTERS)), st.integers(0, 5))
@settings(deadline=None)
def test_every_answer_holds_facts_of_its_register_that_the_law_can_read(person, register, seed):
    answer = DemoRegisters(seed).answer(register, person["emso"], ASKED)
    assert set(answer) <= set(REGISTERS[register].facts)
    for key, value in answer.items():
        for period, scalar in value.items() if isinstance(value, dict) else [(None, value)]:
            assert is_possible(key, parse_period(period), scalar)


@given(st.sampled_from(KNOWN))
@settings(deadline=None)
def test_the_facts_of_a_person_fit_each_other(person):
    facts = facts_of(person)
    assert facts["citizenship"] == person["citizenship"]
    assert ("wage" in facts) == ("unemployment_benefit" in facts) == facts["has_income"]
    assert ("savings" in facts) == facts["has_property"]
    if facts["has_income"] and any(amount != "0.00" for amount in facts["wage"].values()):
        assert int(facts["work_activity_hours"]) > 0
    if facts["registered_at_employment_service"]:
        assert facts["work_activity_hours"] == "0"


def test_the_same_question_gets_the_same_answer_and_another_seed_another():
    person = next(person for person in KNOWN if facts_of(person)["has_income"])
    assert facts_of(person) == facts_of(person)
    assert any(facts_of(other) != facts_of(other, seed=2) for other in KNOWN[:50])


def test_there_are_people_with_and_without_income_property_and_work():
    everybody = [facts_of(person) for person in KNOWN[:1500]]
    for fact in ("has_income", "has_property", "registered_at_employment_service", "in_kindergarten"):
        assert {True, False} <= {facts.get(fact) for facts in everybody}


@pytest.mark.parametrize(
    "emso",
    ["0203988505011", "0203988605001", "nothing"],  # of a real region, of a wrong check digit, of no number
)
def test_who_was_never_generated_is_not_known(emso):
    assert DemoRegisters(1).answer("tax", emso, ASKED) is None


def test_nobody_is_known_before_their_birth():
    newest = max(KNOWN, key=lambda person: person["born"])
    assert DemoRegisters(1).answer("tax", newest["emso"], AskedFor(day=date(1900, 1, 1))) is None
