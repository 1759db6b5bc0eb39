"""The classification plan of a centre: proposed by one, approved by another, and used from its day on."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.organisation.factories import CentreFactory, UnitFactory, WorkerFactory
from tests.people.factories import PersonFactory

from opora.audit.models import LogEntry
from opora.cases.classification import approve_row, decline_row, plan_on, propose_row
from opora.cases.models import PlanRow, PlanRowState
from opora.cases.opening import open_case
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 4, 8, tzinfo=UTC)
DAY = date(2026, 6, 1)
TASK = "personal_help"


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def administrator(unit):
    return WorkerFactory(unit=unit, administrator=True, whole_centre=True)


@pytest.fixture
def director(unit):
    return WorkerFactory(unit=unit, director=True, whole_centre=True)


@pytest.fixture
def proposed(administrator):
    def row(**told):
        usual = {
            "sign": "1228", "name": "Osebna pomoč", "tasks": [TASK], "years": 5, "is_permanent": False,
            "source": "Načrt centra, 1. 4. 2026", "valid_from": DAY, "by": administrator, "at": NOW,
        }  # fmt: skip
        return propose_row(**usual | told)

    return row


@pytest.fixture
def holding(proposed, director):
    def row(**told):
        return approve_row(proposed(**told), by=director, at=NOW)

    return row


def opened(unit, on, task=TASK):
    worker = WorkerFactory(unit=unit, professional_worker=True)
    parties = [(PersonFactory(), "person")]
    at = datetime.combine(max(on, NOW.date()), NOW.timetz())
    return open_case(task=task, unit=unit, title="", parties=parties, opened_by=worker, opened_on=on, at=at)


def test_a_case_gets_the_sign_of_the_centre_from_its_day_and_no_number_changes(unit, holding):
    holding()
    before = opened(unit, date(2026, 5, 29))
    assert before.number == "122-1/2026"
    assert opened(unit, DAY).number == "1228-1/2026"
    assert opened(unit, DAY).number == "1228-2/2026"
    before.refresh_from_db()
    assert before.number == "122-1/2026"


def test_a_row_counts_once_a_second_person_approved_it(unit, proposed, administrator, director):
    row = proposed()
    assert plan_on(unit.centre, DAY).of(TASK) is None
    with pytest.raises(Refused):
        approve_row(row, by=administrator, at=NOW)
    approve_row(row, by=director, at=NOW)
    assert plan_on(unit.centre, DAY).of(TASK) == row
    with pytest.raises(Refused):
        approve_row(row, by=director, at=NOW)
    whats = set(LogEntry.objects.values_list("what", flat=True))
    assert {"propose_plan", "approve_plan"} <= whats


def test_whoever_proposed_a_row_does_not_approve_it_in_another_role(unit, proposed):
    both = WorkerFactory(
        unit=unit, centre=unit.centre, roles=["administrator", "director"], whole_centre=True
    )
    row = proposed(by=both)
    with pytest.raises(Refused):
        approve_row(row, by=both, at=NOW)
    assert decline_row(row, by=both, at=NOW).state == PlanRowState.DECLINED


def test_a_later_row_of_a_sign_takes_the_place_of_the_earlier_from_its_day(unit, holding):
    holding()
    later = holding(tasks=["family_help"], valid_from=date(2027, 1, 1))
    assert plan_on(unit.centre, date(2026, 12, 31)).of(TASK) is not None
    plan = plan_on(unit.centre, date(2027, 1, 1))
    assert plan.of(TASK) is None
    assert plan.keeping(TASK, "1228") == later  # what was filed under the sign is kept as the sign says


def test_the_plan_of_one_centre_says_nothing_of_another(holding):
    holding()
    assert plan_on(CentreFactory(code="OTHER"), DAY).of(TASK) is None


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"sign": "1"}, "sign"),
        ({"sign": "12a"}, "sign"),
        ({"name": " "}, "name"),
        ({"source": ""}, "source"),
        ({"tasks": []}, "tasks"),
        ({"tasks": ["no_such_task"]}, "tasks"),
        ({"years": 0}, "years"),
        ({"years": 151}, "years"),
        ({"years": 5, "is_permanent": True}, "years"),
    ],
)
def test_a_row_that_says_too_little_is_refused_at_its_field(told, field, proposed):
    with pytest.raises(Refused) as refused:
        proposed(**told)
    assert refused.value.field == field
    assert not PlanRow.objects.exists()


def test_a_second_row_of_a_sign_waits_until_the_first_is_decided(proposed, administrator):
    row = proposed()
    with pytest.raises(Refused):
        proposed(years=10)
    decline_row(row, by=administrator, at=NOW)
    assert proposed(years=10).years == 10
