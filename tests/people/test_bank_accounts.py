"""A change of the account a family is paid into: two workers, never one."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.organisation.factories import WorkerFactory
from tests.people.conftest import TODAY
from tests.people.factories import PersonFactory

from opora.audit.models import LogEntry
from opora.organisation.refusal import Refused
from opora.people.bank_accounts import accounts_at, confirm_account, waiting_change, withdraw_account
from opora.people.merging import merge_persons
from opora.people.models import AccountChange, Person
from opora.people.registering import add_identifiers, correct_person, register_person

pytestmark = pytest.mark.usefixtures("everybody_has_a_case_here")

OLD, NEW, OTHER = "SI56192001234567892", "SI56020140014356255", "SI56011006030277506"
NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)


@pytest.fixture
def person(db):
    return PersonFactory(iban=OLD)


@pytest.fixture
def colleague(db):
    return WorkerFactory(clerk=True)


def account_of(person):
    return Person.objects.get(pk=person.pk).iban


def change(person, worker, iban=NEW):
    correct_person(person, by=worker, on=TODAY, iban=iban)
    return waiting_change(person)


def test_the_first_account_comes_with_the_person_and_needs_no_confirmation(worker):
    entered = register_person(by=worker, on=TODAY, family_name="Novak", iban=OLD)
    assert account_of(entered) == OLD
    without = register_person(by=worker, on=TODAY, family_name="Kos")
    add_identifiers(without, by=worker, iban=NEW)
    assert account_of(without) == NEW
    assert not AccountChange.objects.exists()


@pytest.mark.parametrize("act", ["correct_person", "add_identifiers"])
def test_another_account_holds_only_once_a_second_worker_has_confirmed_it(person, worker, colleague, act):
    if act == "correct_person":
        correct_person(person, by=worker, on=TODAY, iban=NEW)
    else:
        add_identifiers(person, by=worker, iban=NEW)
    assert account_of(person) == OLD
    confirm_account(person, number=NEW, by=colleague, at=NOW)
    assert account_of(person) == NEW
    assert waiting_change(person) is None
    entered, confirmed = LogEntry.objects.order_by("pk")
    assert (entered.worker, entered.detail) == (worker, {"fields": ["iban"]})
    assert (confirmed.worker, confirmed.what, confirmed.persons) == (
        colleague,
        "confirm_account",
        [person.pk],
    )


def test_who_entered_the_account_may_not_confirm_it_and_the_database_holds_that(person, worker, colleague):
    waiting = change(person, worker)
    with pytest.raises(Refused, match="another worker confirms it"):
        confirm_account(person, number=NEW, by=worker, at=NOW)
    with pytest.raises(IntegrityError, match="account_confirmed_by_another"), transaction.atomic():
        AccountChange.objects.filter(pk=waiting.pk).update(confirmed_by=worker, confirmed_at=NOW)
    assert account_of(person) == OLD


def test_what_is_confirmed_is_what_was_read(person, worker, colleague):
    change(person, worker)
    change(person, worker, OTHER)
    with pytest.raises(Refused, match="Another account was entered meanwhile"):
        confirm_account(person, number=NEW, by=colleague, at=NOW)
    confirm_account(person, number=OTHER, by=colleague, at=NOW)
    assert account_of(person) == OTHER
    with pytest.raises(Refused, match="waits any more"):
        confirm_account(person, number=OTHER, by=colleague, at=NOW)


def test_a_withdrawn_change_leaves_the_account_as_it_was(person, worker):
    change(person, worker)
    withdraw_account(person, by=worker, at=NOW)
    assert account_of(person) == OLD
    assert waiting_change(person) is None


def test_correcting_something_else_leaves_a_waiting_change_alone(person, worker, colleague):
    waiting = change(person, worker)
    correct_person(person, by=colleague, on=TODAY, iban=OLD, phone="041 000 000")
    assert waiting_change(person) == waiting
    correct_person(person, by=colleague, on=TODAY, iban=NEW)
    assert waiting_change(person).entered_by == worker


def test_removing_the_account_and_entering_another_is_no_way_round_the_second_worker(
    person, worker, colleague
):
    change(person, worker, "")
    assert account_of(person) == OLD
    confirm_account(person, number="", by=colleague, at=NOW)
    assert account_of(person) == ""
    add_identifiers(person, by=worker, iban=NEW)
    assert account_of(person) == ""
    assert waiting_change(person).after == NEW


def test_a_wrong_account_is_refused_and_nothing_waits(person, worker):
    with pytest.raises(Refused):
        correct_person(person, by=worker, on=TODAY, iban="SI56192001234567893")
    assert waiting_change(person) is None


def test_a_worker_without_a_case_of_the_person_confirms_nothing(person, worker, colleague, monkeypatch):
    change(person, worker)
    monkeypatch.setattr("opora.people.need_to_know._reached_for_steps", [])
    with pytest.raises(Refused, match="no case of this person"):
        confirm_account(person, number=NEW, by=colleague, at=NOW)


def test_the_account_of_an_earlier_moment_stays_known(person, worker, colleague):
    waiting = change(person, worker)
    AccountChange.objects.filter(pk=waiting.pk).update(entered_at=NOW)
    confirm_account(person, number=NEW, by=colleague, at=NOW + timedelta(days=2))
    person.refresh_from_db()

    def at(days):
        return accounts_at([person], NOW + timedelta(days=days))[person.pk]

    assert [at(-1), at(1), at(3)] == [(OLD, False), (OLD, True), (NEW, False)]


def test_records_are_not_merged_while_an_account_waits_in_the_one_that_goes(person, worker, head):
    twin = PersonFactory(born=person.born, iban=OTHER)
    change(twin, worker)
    with pytest.raises(Refused, match="waits to be confirmed"):
        merge_persons(kept=person, absorbed=twin, reason="the same woman twice", by=head, at=NOW)


def test_only_one_change_waits_at_a_time(person, worker):
    change(person, worker)
    with pytest.raises(IntegrityError, match="one_account_change_waits"), transaction.atomic():
        AccountChange.objects.create(person=person, after=OTHER, entered_at=NOW, entered_by=worker)
