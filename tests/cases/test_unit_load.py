"""The load of a unit by worker and field of work, and giving several cases on at once."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.cases.factories import CaseFactory
from tests.organisation.factories import UnitFactory, WorkerFactory

from opora.audit.models import LogEntry
from opora.cases.load import open_norm_minutes
from opora.cases.models import CaseStep, StepState
from opora.cases.reassigning import SomeHindered, reassign
from opora.cases.unit_load import full_post, shares_of, total
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 11)
NOW = datetime(2026, 5, 11, 8, tzinfo=UTC)
WHY = "Delavka gre na porodniški dopust."


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def head(unit):
    return WorkerFactory(head_of_unit=True, unit=unit)


@pytest.fixture
def worker(unit):
    return WorkerFactory(professional_worker=True, unit=unit)


def eviction(unit, worker, **told):
    return CaseFactory(task="opinion_on_eviction", unit=unit, assigned_to=worker, **told)


def done(case, key, state=StepState.DONE):
    return CaseStep.objects.create(
        case=case, key=key, state=state, ended_on=TODAY, by=case.opened_by, reason="ni potrebno"
    )


def test_the_load_is_the_norm_of_open_cases_less_the_steps_that_ended(unit, worker):
    case = eviction(unit, worker)
    done(case, "study_request")
    done(case, "talk_with_debtor", StepState.PLANNED)
    eviction(unit, worker, closed=True)
    CaseFactory(task="preliminary_counselling", unit=unit, assigned_to=worker)
    load = total(shares_of([unit]))
    assert (load.cases, load.without_norm) == (2, 1)
    assert load.norm_minutes == open_norm_minutes([worker], TODAY)[worker].norm_minutes
    assert 0 < load.norm_minutes < 195


def test_each_worker_and_field_of_work_has_a_share_and_so_have_cases_of_nobody(unit, worker):
    eviction(unit, worker)
    eviction(unit, None)
    eviction(UnitFactory(), worker)
    CaseFactory(task="preliminary_counselling", unit=unit, assigned_to=worker, seal="violence")
    shares = {(share.worker, share.field): share.load.cases for share in shares_of([unit])}
    assert shares == {
        (worker.pk, "adults_in_difficulty"): 1,
        (None, "adults_in_difficulty"): 1,
        (worker.pk, "couples_and_parents"): 1,
    }


def test_hours_are_compared_with_a_full_post_that_says_it_is_assumed():
    assert full_post().weeks(full_post().hours_a_week * 60 * 3) == 3
    assert full_post().is_assumed


@pytest.mark.parametrize("cases", [1, 20])
def test_the_load_costs_two_queries_however_many_cases(cases, unit, worker, django_assert_num_queries):
    for _ in range(cases):
        done(eviction(unit, worker), "study_request")
    with django_assert_num_queries(2):
        assert total(shares_of([unit])).cases == cases


def test_cases_are_given_on_together_with_the_reason_in_each(unit, head, worker):
    cases = [eviction(unit, None), eviction(unit, WorkerFactory(professional_worker=True, unit=unit))]
    reassign(cases, to=worker, reason=WHY, by=head, at=NOW)
    for case in cases:
        case.refresh_from_db()
        assert case.assigned_to == worker
        told = case.events.get(key="case_assigned")
        assert (told.detail["reason"], told.by) == (WHY, head)
        assert LogEntry.objects.filter(what="assign_case", case_id=case.pk, worker_id=head.pk).count() == 1


def test_all_or_none_and_each_obstacle_is_told(unit, head, worker):
    free, sealed = eviction(unit, None), eviction(unit, None, seal="violence")
    with pytest.raises(SomeHindered) as refusal:
        reassign([free, sealed], to=worker, reason=WHY, by=head, at=NOW)
    assert [each.case for each in refusal.value.hindered] == [sealed]
    assert refusal.value.hindered[0].is_sealed
    assert refusal.value.free == (free,)
    free.refresh_from_db()
    assert free.assigned_to is None
    assert not free.events.exists()
    assert not LogEntry.objects.filter(case_id=free.pk).exists()


def test_a_worker_who_is_not_fit_is_told_apart_from_a_seal(unit, head):
    unfit = WorkerFactory(professional_worker=True, unqualified=True, unit=unit)
    case, sealed = eviction(unit, None), eviction(unit, None, seal="violence")
    with pytest.raises(SomeHindered) as refusal:
        reassign([case, sealed], to=unfit, reason=WHY, by=head, at=NOW)
    assert [each.is_sealed for each in refusal.value.hindered] == [False, True]
    assert case.number in refusal.value.message
    assert sealed.number not in refusal.value.message


@pytest.mark.parametrize("reason", ["", "ker"])
def test_a_reason_is_asked_for(reason, unit, head, worker):
    case = eviction(unit, None)
    with pytest.raises(Refused) as refusal:
        reassign([case], to=worker, reason=reason, by=head, at=NOW)
    assert refusal.value.field == "reason"


def test_no_case_and_too_many_cases_are_refused(head, worker, unit, monkeypatch):
    with pytest.raises(Refused) as refusal:
        reassign([], to=worker, reason=WHY, by=head, at=NOW)
    assert refusal.value.field == "cases"
    monkeypatch.setattr("opora.cases.reassigning.AT_ONCE", 1)
    cases = [eviction(unit, None), eviction(unit, None)]
    with pytest.raises(Refused, match="1"):
        reassign(cases, to=worker, reason=WHY, by=head, at=NOW)
    cases[0].refresh_from_db()
    assert cases[0].assigned_to is None
