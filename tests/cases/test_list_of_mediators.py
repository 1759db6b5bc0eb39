"""The list of mediators names a worker or somebody from outside, and a mediation only who is on it."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cases.factories import MORNING, CaseFactory, PartyFactory
from tests.cases.test_mediators import listed, mediation
from tests.organisation.factories import WorkerFactory
from tests.people.factories import PersonFactory

from opora.cases.added_parties import add_party
from opora.cases.exclusions import exclude
from opora.cases.models import CaseRecord
from opora.cases.records import Faulty, add_to_register, change_record
from opora.catalogue import catalogue
from opora.catalogue.schema.agreeing import misfits
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return WorkerFactory(professional_worker=True)


def enter(keeper, **told):
    values = {"listed_on": "2021-03-15", **told}
    return add_to_register("mediators", "mediator", values, unit=keeper.unit, by=keeper, at=MORNING)


def test_an_entry_of_staff_names_the_worker_and_one_from_outside_the_person(keeper):
    person = str(PersonFactory().public_id)
    assert enter(keeper, employment="staff", worker=keeper.pk).content["worker"] == keeper.pk
    assert enter(keeper, employment="external", person=person).content["person"] == person
    for told, at_fault in (
        ({"employment": "staff"}, "worker"),
        ({"employment": "external"}, "person"),
        ({"employment": "staff", "person": person}, "person"),
        ({"employment": "external", "worker": keeper.pk, "person": person}, "worker"),
    ):
        with pytest.raises(Faulty) as refusal:
            enter(keeper, **told)
        assert at_fault in refusal.value.faults


def test_a_training_is_attended_by_a_worker_or_by_somebody_from_outside_and_not_by_both(keeper):
    told = {"attended_on": "2021-05-04", "title": "Osvežitveni seminar"}
    both = {"worker": keeper.pk, "person": str(PersonFactory().public_id)}
    for named in ({}, both):
        with pytest.raises(Faulty) as refusal:
            add_to_register(
                "mediators", "refresher_attended", told | named, unit=keeper.unit, by=keeper, at=MORNING
            )
        assert set(refusal.value.faults) <= {"worker", "person"}


def test_an_entry_kept_before_entries_named_workers_stays_and_asks_for_the_worker_when_it_is_changed(keeper):
    """Until now the entry of a member of the staff named a person as well."""
    person = str(PersonFactory().public_id)
    old = CaseRecord.objects.create(
        centre=keeper.centre, unit=keeper.unit, task="mediators", key="mediator",
        happened_on=date(2021, 3, 15), entered_by=keeper, entered_at=MORNING,
        content={"person": person, "employment": "staff", "listed_on": "2021-03-15"},
    )  # fmt: skip
    with pytest.raises(Faulty) as refusal:
        change_record(old, old.content, version=1, by=keeper, at=MORNING)
    assert set(refusal.value.faults) == {"person", "worker"}
    now = {"employment": "staff", "worker": keeper.pk, "listed_on": "2021-03-15"}
    assert change_record(old, now, version=1, by=keeper, at=MORNING).content["worker"] == keeper.pk


def test_a_group_of_which_one_field_is_filled_in_names_no_field_that_has_to_be():
    task = catalogue().tasks["mediators"][-1]
    record = next(each for each in task.records if each.key == "mediator")
    assert not list(misfits(task, record))
    for group in (("worker", "employment"), ("worker", "nobody"), ("worker",)):
        [wrong] = misfits(task, record.model_copy(update={"one_of": (group,)}))
        assert "one_of" in wrong


@pytest.fixture
def case():
    case = CaseFactory(task="family_mediation")
    case.assigned_to = listed(case)
    case.save()
    PartyFactory(case=case, role="participant")
    return case


def test_a_mediator_from_outside_takes_part_only_from_the_list(case):
    outside, by = PersonFactory(), case.assigned_to
    with pytest.raises(Refused, match="Seznam mediatorjev centra"):
        add_party(case, outside, "external_mediator", by=by, at=MORNING)
    enter(by, employment="external", person=str(outside.public_id))
    party = add_party(case, outside, "external_mediator", by=by, at=MORNING)
    assert mediation(case, external_mediator=party.pk).content["external_mediator"] == party.pk


def test_a_participant_is_no_mediator_from_outside(case):
    with pytest.raises(Faulty) as refusal:
        mediation(case, external_mediator=case.parties.get(role="participant").pk)
    assert list(refusal.value.faults) == ["external_mediator"]


def test_who_is_excluded_from_the_case_is_not_its_mediator(case):
    excluded = listed(case)
    head = WorkerFactory(unit=case.unit, head_of_unit=True)
    exclude(case, excluded, ground="kin", reason="Teta udeleženke.", by=head, at=MORNING)
    with pytest.raises(Faulty) as refusal:
        mediation(case, co_mediator=excluded.pk)
    assert "izločen" in refusal.value.faults["co_mediator"]
