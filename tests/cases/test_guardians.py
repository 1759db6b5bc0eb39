"""Whom the law keeps from being a guardian (DZ 241), as far as the records tell."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cases.factories import MORNING, CaseFactory, PartyFactory
from tests.people.factories import PersonFactory, RelationFactory

from opora.cases.added_parties import add_party
from opora.cases.guardians import ground_against
from opora.cases.opening import open_case
from opora.cases.records import Faulty, add_record, change_record, strike_record
from opora.catalogue import catalogue
from opora.organisation.refusal import Refused
from opora.people.models import RelationKind

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 4)


def grown(**told):
    return PersonFactory(born=date(1980, 3, 1), **told)


def case_of(task, **parties):
    case = CaseFactory(task=task, assigned=True, opened_on=TODAY)
    rows = {role: PartyFactory(case=case, role=role, person=person) for role, person in parties.items()}
    return case, rows


def candidate(case, party, **told):
    values = {"person": party.pk, "kind": "other_person", "checked_on": "2026-05-04", "suitable": "yes"}
    values |= {"consents": True, "proposed": False} | told
    return add_record(case, "candidate", values, by=case.assigned_to, at=MORNING)


def open_special(ward, guardian, worker):
    return open_case(
        task="guardianship_special_case",
        unit=worker.unit,
        title="Skrbnik za posebni primer",
        parties=[(ward, "ward"), (guardian, "guardian")],
        opened_by=worker,
        opened_on=TODAY,
        unit_reason="Prebivališče ni znano.",
        at=MORNING,
    )


def test_a_candidate_with_a_contract_of_lifelong_maintenance_is_not_proposed():
    case, rows = case_of("guardian_appointment", ward=grown(), candidate=grown())
    with pytest.raises(Faulty) as refusal:
        candidate(case, rows["candidate"], exclusions=["lifelong_maintenance"], proposed=True)
    assert list(refusal.value.faults) == ["proposed"]
    assert "dosmrtnem preživljanju" in refusal.value.faults["proposed"]
    assert candidate(case, rows["candidate"], exclusions=["lifelong_maintenance"], suitable="no").pk


def test_nobody_whom_the_law_keeps_from_it_is_called_suitable_also_if_not_proposed():
    case, rows = case_of("guardian_appointment", ward=grown(), candidate=grown())
    with pytest.raises(Faulty) as refusal:
        candidate(case, rows["candidate"], exclusions=["lifelong_maintenance"])
    assert list(refusal.value.faults) == ["suitable"]
    assert "dosmrtnem preživljanju" in refusal.value.faults["suitable"]
    minor = PartyFactory(case=case, role="candidate", person=PersonFactory(born=date(2012, 1, 1)))
    with pytest.raises(Faulty):
        candidate(case, minor)
    assert candidate(case, minor, suitable="no").pk
    assert candidate(case, rows["candidate"], consents=False).pk, "not to want it is no lack of fitness"


def test_the_ward_is_no_possible_guardian_of_their_own():
    ward, other = grown(), grown()
    worker = CaseFactory(assigned=True).assigned_to
    told = {
        "task": "guardian_appointment", "unit": worker.unit, "title": "", "opened_by": worker,
        "opened_on": TODAY, "unit_reason": "Prebivališče ni znano.", "at": MORNING,
    }  # fmt: skip
    with pytest.raises(Refused, match=r"ne more biti .*možni skrbnik.*varovanec") as refusal:
        open_case(parties=[(ward, "ward"), (ward, "candidate")], **told)
    assert (refusal.value.field, refusal.value.about) == ("parties", ward)
    case = open_case(parties=[(ward, "ward"), (other, "candidate")], assigned_to=worker, **told)
    with pytest.raises(Refused, match="ne more biti"):
        add_party(case, ward, "candidate", by=worker, at=MORNING)


def test_who_does_not_consent_is_not_proposed():
    case, rows = case_of("guardian_appointment", ward=grown(), candidate=grown())
    with pytest.raises(Faulty):
        candidate(case, rows["candidate"], consents=False, proposed=True)
    assert candidate(case, rows["candidate"], proposed=True).pk


def test_a_contract_with_one_ward_keeps_from_guardianship_of_that_ward_alone():
    ward, other, person = grown(), grown(), grown()
    case, rows = case_of("guardian_appointment", ward=ward, candidate=person)
    candidate(case, rows["candidate"], exclusions=["lifelong_maintenance"], suitable="no")
    assert ground_against(person, {ward.pk}, on=TODAY) == "lifelong_maintenance"
    assert ground_against(person, {other.pk}, on=TODAY) is None
    with pytest.raises(Refused, match="dosmrtnem preživljanju") as refusal:
        open_special(ward, person, case.assigned_to)
    assert refusal.value.about == person
    assert open_special(other, person, case.assigned_to).pk


def test_whoever_lost_parental_care_is_guardian_of_nobody_until_the_record_is_struck_out():
    parent = grown()
    case, rows = case_of("child_protection_measures", child=PersonFactory(), parent=parent)
    order = {"ordered_on": "2026-04-01", "result": result_of_an_order(), "from_whom": rows["parent"].pk}
    kept = add_record(
        case, "court_order", order | {"kind": "withdrawal_of_parental_care"}, by=case.assigned_to, at=MORNING
    )
    guardianship, _rows = case_of("guardianship_of_child", child=PersonFactory())
    with pytest.raises(Refused, match="starševska skrb"):
        add_party(guardianship, parent, "guardian", by=guardianship.assigned_to, at=MORNING)
    strike_record(kept, reason="Odločba je razveljavljena.", by=case.assigned_to, at=MORNING)
    assert add_party(guardianship, parent, "guardian", by=guardianship.assigned_to, at=MORNING).pk


def test_an_order_of_another_kind_says_nothing_against_a_guardian():
    parent = grown()
    case, rows = case_of("child_protection_measures", child=PersonFactory(), parent=parent)
    kinds = {each.key for each in catalogue().code_lists["child_measure_kinds"].entries}
    other = min(kinds - {"withdrawal_of_parental_care"})
    order = {"ordered_on": "2026-04-01", "result": result_of_an_order(), "from_whom": rows["parent"].pk}
    add_record(case, "court_order", order | {"kind": other}, by=case.assigned_to, at=MORNING)
    assert ground_against(parent, {PersonFactory().pk}, on=TODAY) is None


def result_of_an_order():
    return catalogue().code_lists["result_at_court"].entries[0].key


def test_who_is_under_guardianship_is_no_guardian_until_it_ends():
    person, ward = grown(), grown()
    case, _rows = case_of("guardianship_of_adult", person=person)
    values = {"guardian_kind": "other_relative", "from": "2025-02-01", "lives": lives_somewhere()}
    kept = add_record(case, "guardianship", values, by=case.assigned_to, at=MORNING)
    assert ground_against(person, {ward.pk}, on=TODAY) == "no_capacity"
    change_record(kept, values | {"to": "2026-04-30"}, version=kept.version, by=case.assigned_to, at=MORNING)
    assert ground_against(person, {ward.pk}, on=TODAY) is None


def lives_somewhere():
    return catalogue().code_lists["ward_lives"].entries[0].key


def test_a_child_and_the_ward_themselves_are_no_guardians_but_of_a_young_parent_age_says_nothing():
    ward, child, young_parent = (
        grown(),
        PersonFactory(born=date(2012, 1, 1)),
        PersonFactory(born=date(2009, 1, 1)),
    )
    RelationFactory(person=young_parent, other=PersonFactory(born=date(2026, 1, 1)), kind=RelationKind.PARENT)
    assert ground_against(ward, {ward.pk}, on=TODAY) == "conflict_of_interest"
    assert ground_against(child, {ward.pk}, on=TODAY) == "no_capacity"
    assert ground_against(young_parent, {ward.pk}, on=TODAY) is None


def test_whose_interests_conflict_is_not_the_collision_guardian():
    mother, child, uncle = grown(), PersonFactory(born=date(2015, 1, 1)), grown()
    case, _rows = case_of("guardianship_collision", ward=child, representative=mother)
    with pytest.raises(Refused, match="navzkrižju"):
        add_party(case, mother, "collision_guardian", by=case.assigned_to, at=MORNING)
    assert add_party(case, uncle, "collision_guardian", by=case.assigned_to, at=MORNING).pk
    with pytest.raises(Refused, match="navzkrižju"):
        add_party(case, uncle, "ward", by=case.assigned_to, at=MORNING)
    assert add_party(case, grown(), "representative", by=case.assigned_to, at=MORNING).pk


def test_every_ground_that_a_task_tells_is_a_word_of_the_law():
    known = {each.key for each in catalogue().code_lists["guardian_exclusions"].entries}
    told = [
        field
        for versions in catalogue().as_read.tasks.values()
        for task in versions
        for record in task.records
        for field in record.fields
        if field.keeps_from_guardianship is not None
    ]
    assert told
    for field in told:
        keeps = field.keeps_from_guardianship
        assert {*keeps.always, *([keeps.ground] if keeps.ground else [])} <= known
