"""Every act on persons asks the access table itself, whatever page or job it is called from."""

from datetime import UTC, date, datetime

import pytest
from tests.cases.factories import AccessFactory, CaseFactory, PartyFactory
from tests.organisation.factories import WorkerFactory
from tests.people.conftest import TODAY
from tests.people.factories import AddressFactory, DwellingFactory, PersonFactory, RelationFactory

from opora.audit.models import LogEntry
from opora.organisation.refusal import Refused
from opora.people.addresses import change_address, end_address
from opora.people.households import found_dwelling, house, move, move_in_with, move_out
from opora.people.merging import merge_persons, part_persons
from opora.people.models import AddressKind, Merge, Person, RelationKind
from opora.people.protecting import end_protection, protect_address
from opora.people.registering import add_identifiers, correct_person, register_person
from opora.people.relating import end_relation, relate

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
ELSEWHERE = {"street": "Nova pot", "house_number": "1", "post_code": "6000", "town": "Koper"}


def _merge(kept, absorbed):
    return Merge.objects.create(kept=kept, absorbed=absorbed, done_at=NOW, done_by=WorkerFactory())


ACTS = {
    "register_person": lambda person, by: register_person(by=by, on=TODAY, family_name="Novak"),
    "add_identifiers": lambda person, by: add_identifiers(person, by=by, tax_number="50223054"),
    "correct_person": lambda person, by: correct_person(person, by=by, on=TODAY, phone="041 000 000"),
    "change_address": lambda person, by: change_address(
        person, by=by, kind=AddressKind.POSTAL, from_day=TODAY, **ELSEWHERE
    ),
    "end_address": lambda person, by: end_address(AddressFactory(person=person), by=by, on=TODAY),
    "relate": lambda person, by: relate(person, RelationKind.PARTNER, PersonFactory(), by=by),
    "end_relation": lambda person, by: end_relation(RelationFactory(person=person), by=by, on=TODAY),
    "found_dwelling": lambda person, by: found_dwelling([person], by=by, from_day=TODAY),
    "house": lambda person, by: house(person, DwellingFactory(), by=by, from_day=TODAY),
    "move": lambda person, by: move(person, DwellingFactory(), by=by, on=TODAY),
    "move_in_with": lambda person, by: move_in_with(person, None, by=by, on=TODAY),
    "move_out": lambda person, by: move_out(person, by=by, on=TODAY),
    "merge_persons": lambda person, by: merge_persons(
        kept=person, absorbed=PersonFactory(), reason="Entered twice.", by=by, at=NOW
    ),
    "part_persons": lambda person, by: part_persons(_merge(person, PersonFactory()), by=by, at=NOW),
    "protect_address": lambda person, by: protect_address(person, by=by, reason="Threatened."),
    "end_protection": lambda person, by: end_protection(person, by=by, reason="The threat has ended."),
}


@pytest.mark.django_db
@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", ["auditor", "decision_maker"])
def test_who_may_not_do_it_is_refused_and_nothing_is_done(act, role):
    person = PersonFactory(born=date(1988, 3, 2))
    outsider = WorkerFactory(**{role: True})
    with pytest.raises(Refused, match="Your role does not cover this step"):
        ACTS[act](person, outsider)
    assert not LogEntry.objects.exists()


STRANGERS = [act for act in ACTS if act != "register_person"]


@pytest.mark.django_db
@pytest.mark.parametrize("act", STRANGERS)
def test_a_person_of_nobodys_case_here_is_not_changed_by_whoever_may_only_read_them(act):
    person = PersonFactory(born=date(1988, 3, 2))
    case = PartyFactory(person=person).case
    reader = WorkerFactory(clerk=True, professional_worker=True, head_of_unit=True)
    AccessFactory(case=case, worker=reader, broke_glass=True)
    assert person in Person.objects.visible_to(reader)
    with pytest.raises(Refused, match="You work on no"):
        ACTS[act](person, reader)
    assert not LogEntry.objects.exists()


@pytest.mark.django_db
def test_a_relation_to_somebody_protected_needs_a_case_of_both():
    worker = WorkerFactory(clerk=True)
    person = PartyFactory(case=CaseFactory(unit=worker.unit)).person
    assert relate(person, RelationKind.CARER, PersonFactory(child=True), by=worker)
    with pytest.raises(Refused, match="You work on no case"):
        relate(person, RelationKind.CARER, PersonFactory(child=True, protected=True), by=worker)


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["merge_persons", "part_persons"])
def test_merging_and_parting_is_for_the_head_of_unit(act):
    with pytest.raises(Refused, match="Head of unit"):
        ACTS[act](PersonFactory(), WorkerFactory(clerk=True, professional_worker=True))
