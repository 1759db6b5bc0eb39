"""A day entered in a record brings its case on and ends parts in it by itself, where its task says so."""

from datetime import date

import pytest
from tests.cases.factories import MORNING, CaseFactory, PartyFactory

from opora.audit.models import LogEntry
from opora.cases.models import CaseState
from opora.cases.records import add_record, change_record

pytestmark = pytest.mark.django_db
OFFICE = {
    "court_file": "N 12/2026",
    "from": "2026-02-02",
    "scope": ["property"],
    "guardian_kind": "parent",
}


@pytest.fixture
def case():
    case = CaseFactory(task="guardianship_temporary", assigned=True)
    for role in ("person", "temporary_guardian"):
        PartyFactory(case=case, role=role)
    return case


def ended_on(case):
    return case.parties.get(role="temporary_guardian").until


@pytest.mark.covers("000_002/86")
@pytest.mark.parametrize(
    ("event", "day"), [("permanent_on", "2026-04-13"), ("no_ground_final_on", "2026-04-20")]
)
def test_either_event_ends_a_temporary_guardianship_by_itself(case, event, day):
    kept = add_record(case, "temporary", OFFICE, by=case.assigned_to, at=MORNING)
    case.refresh_from_db()
    assert (case.stage, ended_on(case)) == ("in_office", None)
    change_record(kept, OFFICE | {event: day}, version=1, by=case.assigned_to, at=MORNING)
    case.refresh_from_db()
    assert (case.stage, case.state) == ("office_ended", CaseState.DECIDED)
    assert ended_on(case) == date.fromisoformat(day)
    assert case.parties.get(role="person").until is None
    assert case.events.filter(key="party_ended").count() == 1
    assert LogEntry.objects.filter(what="end_party", case_id=case.pk).count() == 1


@pytest.mark.covers("000_002/86")
def test_of_both_events_the_first_ends_it_and_no_later_change_moves_it_on(case):
    both = OFFICE | {"permanent_on": "2026-04-20", "no_ground_final_on": "2026-04-13"}
    kept = add_record(case, "temporary", both, by=case.assigned_to, at=MORNING)
    assert ended_on(case) == date(2026, 4, 13)
    later = both | {"no_ground_final_on": "2026-04-27"}
    change_record(kept, later, version=1, by=case.assigned_to, at=MORNING)
    assert ended_on(case) == date(2026, 4, 13)


@pytest.mark.parametrize(
    ("measure", "stage"),
    [("extended_to_15_days", "extended"), ("extended_to_60_days", "extended"), ("revoked", "")],
)
def test_only_the_word_that_its_task_names_brings_a_case_on(measure, stage):
    case = CaseFactory(task="restraining_order", assigned=True)
    PartyFactory(case=case, role="protected_person")
    decided = {"decided_on": "2026-05-04", "by_whom": "court", "measure": measure, "runs_from": "2026-05-04"}
    add_record(case, "order_decision", decided, by=case.assigned_to, at=MORNING)
    case.refresh_from_db()
    assert case.stage == stage
