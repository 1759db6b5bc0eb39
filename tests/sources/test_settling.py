"""Facts that contradict one another, and an officer who settles which of them counts."""

import pytest
from tests.organisation.factories import WorkerFactory
from tests.sources.conftest import NOON
from tests.sources.factories import FactFactory

from opora.audit.models import LogEntry
from opora.organisation.refusal import Refused
from opora.sources.evidence import record_evidence
from opora.sources.fact_periods import parse_period
from opora.sources.facts import facts_in_force, knowledge
from opora.sources.settling import settle_conflict, settlements

pytestmark = pytest.mark.django_db
APRIL = parse_period("2026-04")
NOTE = "The payslip is of another employer; the register holds all of them."


@pytest.fixture
def register():
    return FactFactory(period=APRIL, value="1000.00")


@pytest.fixture
def evidence(register):
    return enter(register, "900.00")


def enter(register, value):
    return record_evidence(
        case_id=1,
        person=register.person,
        key="wage",
        period="2026-04",
        value=value,
        note="Payslip for April.",
        by=WorkerFactory(),
        at=NOON,
    )


def test_an_officer_may_let_the_register_count_after_all(register, evidence):
    settle_conflict(register, note=NOTE, by=WorkerFactory(), at=NOON)
    assert facts_in_force(1) == [register]
    assert not knowledge(1)[0].is_in_conflict


def test_why_a_fact_counts_is_kept_with_who_said_so(register, evidence):
    worker = WorkerFactory()
    settle_conflict(evidence, note=NOTE, by=worker, at=NOON)
    told = settlements(1)[evidence.pk]
    assert (told.note, told.by, told.at) == (NOTE, worker, NOON)
    assert LogEntry.objects.filter(what="settle_conflict", worker=worker).count() == 1


def test_nothing_is_settled_without_a_note(register, evidence):
    with pytest.raises(Refused) as refused:
        settle_conflict(register, note=" ", by=WorkerFactory(), at=NOON)
    assert refused.value.field == "note"
    assert facts_in_force(1) == [evidence]


def test_evidence_entered_again_after_a_settled_conflict_counts_again(register, evidence):
    settle_conflict(register, note=NOTE, by=WorkerFactory(), at=NOON)
    later = enter(register, "910.00")
    assert facts_in_force(1) == [later]


def test_a_fact_replaced_meanwhile_cannot_be_chosen(register, evidence):
    enter(register, "950.00")
    with pytest.raises(Refused, match="Novejše dejstvo"):
        settle_conflict(evidence, note=NOTE, by=WorkerFactory(), at=NOON)
