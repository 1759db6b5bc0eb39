"""Who mediates: only workers on the ministry's list, and they alone decide whether a child joins."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cases.factories import MORNING, CaseFactory, PartyFactory
from tests.organisation.factories import WorkerFactory

from opora.cases.records import Faulty, add_record
from opora.cases.steps import do_step
from opora.cases.teams import join
from opora.catalogue import catalogue
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 4)
WHY = "Otrok je star dvanajst let in želi povedati svoje."


@pytest.fixture
def case():
    case = CaseFactory(task="family_mediation")
    case.assigned_to = listed(case)
    case.save()
    PartyFactory(case=case, role="participant")
    return case


def listed(case):
    """A worker of the unit whom the ministry's list names."""
    skills = {"qualifications": ["mediator"], "licences": ["list_of_mediators"]}
    return WorkerFactory(unit=case.unit, professional_worker=True, **skills)


def not_listed(case):
    return WorkerFactory(unit=case.unit, professional_worker=True, qualifications=["mediator"])


def mediation(case, **told):
    words = {name: catalogue().code_lists[name].entries[0].key for name in ("mediation_proposed_by",)}
    values = {
        "started_on": "2026-05-04",
        "proposed_by": words["mediation_proposed_by"],
        "subjects": [catalogue().code_lists["mediation_subjects"].entries[0].key],
        "about_child": True,
        "mediator": case.assigned_to.pk,
    }
    return add_record(case, "mediation", values | told, by=case.assigned_to, at=MORNING)


@pytest.mark.covers("003/K-11")
def test_who_is_not_on_the_list_is_recorded_neither_as_mediator_nor_as_co_mediator(case):
    stranger = not_listed(case)
    for field in ("mediator", "co_mediator"):
        with pytest.raises(Faulty) as refusal:
            mediation(case, **{field: stranger.pk})
        assert list(refusal.value.faults) == [field]
        assert "seznam mediatorjev" in refusal.value.faults[field]
    assert mediation(case, co_mediator=listed(case).pk).pk


@pytest.mark.covers("003/K-11")
def test_who_is_not_on_the_list_joins_no_mediation_and_does_none_of_its_sessions(case):
    stranger = not_listed(case)
    with pytest.raises(Refused, match="seznam mediatorjev"):
        join(case, stranger, "co_mediator", by=case.assigned_to, at=MORNING)
    with pytest.raises(Refused, match="seznam mediatorjev"):
        do_step(case, "sessions", on=TODAY, by=stranger, at=MORNING)
    assert do_step(case, "sessions", on=TODAY, by=case.assigned_to, at=MORNING).pk


@pytest.mark.covers("003/K-12")
def test_only_the_mediator_takes_a_child_in_and_says_why(case):
    keeper = WorkerFactory(unit=case.unit, professional_worker=True)
    with pytest.raises(Refused):
        do_step(case, "child_invited", on=TODAY, by=keeper, at=MORNING, reason=WHY)
    with pytest.raises(Refused) as refusal:
        do_step(case, "child_invited", on=TODAY, by=case.assigned_to, at=MORNING)
    assert refusal.value.field == "reason"
    taken_in = do_step(case, "child_invited", on=TODAY, by=case.assigned_to, at=MORNING, reason=WHY)
    assert taken_in.reason == WHY
