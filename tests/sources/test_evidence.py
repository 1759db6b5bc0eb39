"""Facts entered by hand, beside what the registers say."""

import pytest
from tests.organisation.factories import WorkerFactory
from tests.people.factories import PersonFactory
from tests.sources.conftest import NOON
from tests.sources.factories import FactFactory

from opora.organisation.refusal import Refused
from opora.sources.evidence import record_evidence, record_statements, withdraw_fact
from opora.sources.fact_periods import parse_period
from opora.sources.facts import as_situation, facts_in_force, knowledge
from opora.sources.models import Fact, Origin

pytestmark = pytest.mark.django_db
APRIL = parse_period("2026-04")


@pytest.fixture
def enter():
    worker = WorkerFactory()

    def record(person, value="900.00", **changes):
        return record_evidence(
            **{
                "case_id": 1,
                "person": person,
                "key": "wage",
                "period": "2026-04",
                "value": value,
                "note": "Payslip for April.",
                "by": worker,
                "at": NOON,
            }
            | changes
        )

    return record


def test_evidence_is_a_fact_with_its_note_and_its_officer(enter):
    fact = enter(PersonFactory(), document_id=12)
    assert (fact.origin, fact.note, fact.evidence_id) == (Origin.EVIDENCE, "Payslip for April.", 12)
    assert facts_in_force(1) == [fact]


def test_evidence_counts_before_the_register_and_the_contradiction_shows(enter):
    register = FactFactory(period=APRIL, value="1000.00")
    evidence = enter(register.person)
    known = knowledge(1)[0]
    assert known.fact == evidence
    assert known.contradicted_by == (register,)


def test_a_register_counts_before_what_the_applicant_states():
    register = FactFactory(period=APRIL, value="1000.00")
    FactFactory(stated=True, person=register.person, period=APRIL, value="500.00")
    assert facts_in_force(1) == [register]


def test_equal_facts_of_two_origins_are_no_conflict(enter):
    register = FactFactory(period=APRIL, value="900.00")
    enter(register.person)
    assert not knowledge(1)[0].is_in_conflict


def test_a_correction_supersedes_the_earlier_evidence(enter):
    person = PersonFactory()
    earlier = enter(person)
    later = enter(person, value="950.00")
    earlier.refresh_from_db()
    assert earlier.superseded_by == later
    assert facts_in_force(1) == [later]


def test_evidence_taken_back_leaves_the_register_and_its_own_history(enter):
    register = FactFactory(period=APRIL, value="1000.00")
    evidence = enter(register.person)
    withdraw_fact(evidence, note="It was another person's payslip.", by=WorkerFactory(), at=NOON)
    assert facts_in_force(1) == [register]
    assert Fact.objects.filter(origin=Origin.EVIDENCE).count() == 2


def test_a_fact_replaced_meanwhile_cannot_be_taken_back(enter):
    person = PersonFactory()
    earlier = enter(person)
    enter(person, value="950.00")
    with pytest.raises(Refused, match="Novejše dejstvo"):
        withdraw_fact(earlier, note="Wrong.", by=WorkerFactory(), at=NOON)


def test_a_registers_word_cannot_be_taken_back_by_hand():
    with pytest.raises(Refused):
        withdraw_fact(FactFactory(period=APRIL), note="I doubt it.", by=WorkerFactory(), at=NOON)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"note": "  "}, "note"),
        ({"value": "-1.00"}, "value"),
        ({"value": "99999999999.00"}, "value"),
        ({"value": "1.000,00"}, "value"),
        ({"value": True}, "value"),
        ({"value": None}, "value"),
        ({"period": None}, "period"),
        ({"period": "2026"}, "period"),
        ({"period": "April"}, "period"),
        ({"key": "religion"}, "key"),
        ({"key": "has_income", "period": None, "value": "yes"}, "value"),
        ({"key": "has_income", "period": "2026-04", "value": True}, "period"),
    ],
)
def test_evidence_that_cannot_be_is_refused_at_its_field(enter, changes, field):
    with pytest.raises(Refused) as refusal:
        enter(PersonFactory(), **changes)
    assert refusal.value.field == field
    assert not Fact.objects.exists()


def test_an_application_states_facts_all_or_none():
    person, worker = PersonFactory(), WorkerFactory()
    stated = {"has_income": True, "wage": {"2026-03": "900.00", "2026-04": "950.00"}}
    record_statements(case_id=1, person=person, stated=stated, by=worker, at=NOON)
    assert as_situation(facts_in_force(1)) == {person.pk: stated}
    wrong = {"has_income": False, "wage": {"2026-04": "-1"}}
    with pytest.raises(Refused):
        record_statements(case_id=1, person=person, stated=wrong, by=worker, at=NOON)
    assert as_situation(facts_in_force(1)) == {person.pk: stated}


def test_facts_of_the_dwelling_have_no_person(enter):
    fact = enter(None, key="dwelling_is_owned", period=None, value=True)
    assert as_situation([fact]) == {None: {"dwelling_is_owned": True}}
