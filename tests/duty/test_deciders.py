"""The worker on standby learns who decides for a person, with telephones and without addresses."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.organisation.factories import TerritoryFactory, UnitFactory, WorkerFactory
from tests.people.factories import AddressFactory, PersonFactory, RelationFactory

from opora.audit.models import LogEntry
from opora.cases.records import add_to_register
from opora.catalogue import catalogue
from opora.duty.deciders import is_on_standby, look_up
from opora.organisation.refusal import Refused
from opora.people.models import RelationKind

pytestmark = [pytest.mark.django_db, pytest.mark.covers("004b/R-68")]


@pytest.fixture
def unit():
    return UnitFactory(phone="05 123 45 67")


@pytest.fixture
def worker(unit):
    return WorkerFactory(professional_worker=True, unit=unit)


def put_on_standby(worker, *, at=None):
    at = at or timezone.now()
    values = {"position": "standby_1", "worker": worker.pk, "phone": "041 111 222"}
    values |= {"from": (at - timedelta(hours=3)).isoformat(), "until": (at + timedelta(hours=8)).isoformat()}
    now = timezone.now()
    return add_to_register("intervention_duty_roster", "shift", values, unit=worker.unit, by=worker, at=now)


def put_under_guardianship(ward, by, **told):
    values = {"ward": str(ward.public_id), "kind": "adult", "guardian_kind": "other_relative"}
    values |= {"decided_on": "2024-01-08", "final_on": "2024-02-08", "from": "2024-02-08"}
    values |= {"lives": first_word("ward_lives")} | told
    return add_to_register("guardianships", "guardianship", values, unit=by.unit, by=by, at=timezone.now())


def first_word(code_list):
    return catalogue().code_lists[code_list].entries[0].key


def asked(person, worker):
    return look_up(person, reason="found_by_police", by=worker, at=timezone.now())


def test_a_guardian_is_told_with_scope_and_telephone(worker):
    put_on_standby(worker)
    ward, guardian = PersonFactory(), PersonFactory(phone="031 222 333")
    put_under_guardianship(ward, worker, guardian=str(guardian.public_id), scopes=["property"])
    [found] = asked(ward, worker).guardians
    assert (found.name, found.phone, found.scope) == (guardian.full_name, "031 222 333", "property")


def test_where_the_centre_is_guardian_the_unit_and_its_worker_are_told(worker):
    put_on_standby(worker)
    ward = PersonFactory()
    authorised = WorkerFactory(professional_worker=True, unit=worker.unit, phone="040 555 666")
    put_under_guardianship(ward, worker, guardian_kind="unit", authorised_worker=authorised.pk)
    [found] = asked(ward, worker).guardians
    assert (found.note, found.phone) == (str(authorised), "040 555 666")


def test_a_guardianship_that_has_ended_is_told_no_more(worker):
    put_on_standby(worker)
    ward = PersonFactory()
    put_under_guardianship(ward, worker, to="2025-01-01")
    assert asked(ward, worker).guardians == []


def test_of_a_child_the_parents_are_told_and_of_a_grown_up_they_are_not(worker):
    put_on_standby(worker)
    parent = PersonFactory(phone="031 777 888")
    child, grown = PersonFactory(born=date(2018, 3, 1)), PersonFactory(born=date(1990, 3, 1))
    for each in (child, grown):
        RelationFactory(person=parent, other=each, kind=RelationKind.PARENT)
    found = asked(child, worker)
    assert [(each.name, each.phone) for each in found.others] == [(parent.full_name, "031 777 888")]
    assert found.is_minor
    assert asked(grown, worker).others == []


def test_the_competent_unit_is_told_and_of_a_protected_address_neither_unit_nor_telephone(worker, unit):
    put_on_standby(worker)
    child, parent = PersonFactory(born=date(2018, 3, 1)), PersonFactory(phone="031 777 888")
    RelationFactory(person=parent, other=child, kind=RelationKind.PARENT)
    address = AddressFactory(person=child)
    TerritoryFactory(unit=unit, municipality=address.municipality)
    assert asked(child, worker).unit == unit
    for each in (child, parent):
        each.is_protected = True
        each.save()
    found = asked(child, worker)
    assert (found.unit, found.is_hidden, [each.phone for each in found.others]) == (None, True, [""])


def test_whoever_is_not_on_standby_now_is_refused_and_the_swap_counts(worker, unit):
    person, colleague = PersonFactory(), WorkerFactory(professional_worker=True, unit=unit)
    with pytest.raises(Refused, match="on standby"):
        asked(person, worker)
    shift = put_on_standby(colleague)
    assert is_on_standby(colleague, timezone.now())
    swap = {"shift_from": shift.content["from"], "given_by": colleague.pk, "taken_by": worker.pk}
    swap |= {"reason": first_word("duty_swap_reasons"), "agreed_at": timezone.now().isoformat()}
    add_to_register("intervention_duty_roster", "swap", swap, unit=unit, by=colleague, at=timezone.now())
    assert not is_on_standby(colleague, timezone.now())
    assert asked(person, worker)
    assert not is_on_standby(worker, datetime(2020, 1, 1, tzinfo=UTC))


def test_every_look_up_is_logged_with_its_reason_and_everybody_shown(worker):
    put_on_standby(worker)
    child, parent = PersonFactory(born=date(2018, 3, 1)), PersonFactory()
    RelationFactory(person=parent, other=child, kind=RelationKind.PARENT)
    asked(child, worker)
    entry = LogEntry.objects.get(what="look_up_on_duty")
    assert (entry.worker, entry.purpose) == (worker, "found_by_police")
    assert set(entry.persons) == {child.pk, parent.pk}


def test_the_page_finds_one_person_told_exactly_and_shows_no_address(worker, sign_in):
    put_on_standby(worker)
    client, address = sign_in(worker), reverse("look_up_on_duty")
    ward, guardian = PersonFactory(with_emso=True), PersonFactory(phone="031 222 333")
    home = AddressFactory(person=ward)
    put_under_guardianship(ward, worker, guardian=str(guardian.public_id))
    exact = {"given_name": ward.given_name, "family_name": ward.family_name, "born": ward.born.isoformat()}
    for told in ({"emso": ward.emso}, exact):
        page = client.post(address, told | {"reason": "found_by_police"}).content.decode()
        assert guardian.full_name in page
        assert "031 222 333" in page
        assert home.street not in page
    part = client.post(address, {"family_name": ward.family_name, "reason": "found_by_police"})
    assert part.status_code == 422
    assert guardian.full_name not in part.content.decode()
