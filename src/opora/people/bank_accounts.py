"""The account a person is paid into: another one holds only once a second worker has confirmed it.

Whoever could change it alone could send a family's money to themselves. The first account of a person is no
change: it comes with the application, or with the person. Until the confirmation the old account is paid.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.models import AccountChange, Person
from opora.people.need_to_know import require_for


def enter_account(person: Person, iban: str, *, by: Worker, at: datetime) -> AccountChange | None:
    """Let a checked account hold where it is the first, else let it wait; part of correcting a person.

    The person is locked, and saved by the caller. A change that still waits gives way to a newer one.
    """
    if iban == person.iban:
        return None
    if not person.iban and not person.account_changes.exists():
        person.iban = iban
        return None
    waiting = waiting_change(person)
    if waiting is not None:
        if waiting.after == iban:
            return None
        _withdraw(waiting, by, at)
    return AccountChange.objects.create(
        person=person, before=person.iban, after=iban, entered_by=by, entered_at=at
    )


@transaction.atomic
def confirm_account(person: Person, *, number: str, by: Worker, at: datetime) -> Person:
    """Let the change that waits hold from now on. `number` is the account that was read, empty for none.

    Refused to whoever entered it, and where another change waits than the one that was read.
    """
    person, change = _waiting(person, by)
    if change.entered_by_id == by.pk:
        raise Refused(_("You entered this account, so another worker confirms it. Ask a colleague."))
    if change.after != number:
        raise Refused(_("Another account was entered meanwhile. Read it again before you confirm it."))
    change.confirmed_by, change.confirmed_at = by, at
    change.save(update_fields=["confirmed_by", "confirmed_at"])
    person.iban = change.after
    person.save(update_fields=["iban"])
    _log("confirm_account", person, by, at)
    return person


@transaction.atomic
def withdraw_account(person: Person, *, by: Worker, at: datetime) -> Person:
    """Drop the change that waits: the account in force stays. Also whoever entered it may."""
    person, change = _waiting(person, by)
    _withdraw(change, by, at)
    _log("withdraw_account", person, by, at)
    return person


def waiting_change(person: Person) -> AccountChange | None:
    """The change of account that nobody has confirmed yet."""
    return AccountChange.objects.waiting().filter(person=person).select_related("entered_by").first()


def accounts_at(persons: Iterable[Person], moment: datetime) -> dict[int, tuple[str, bool]]:
    """By person the account that held at a moment, and whether a change of it waited then. One query."""
    found = {person.pk: (person.iban, False) for person in persons}
    for change in AccountChange.objects.filter(person__in=found).order_by("-pk"):
        account, waited = found[change.person_id]
        if change.confirmed_at is not None and change.confirmed_at > moment:
            account = change.before
        ended_at = change.confirmed_at or change.withdrawn_at
        waits = change.entered_at <= moment and (ended_at is None or ended_at > moment)
        found[change.person_id] = account, waited or waits
    return found


def _waiting(person: Person, by: Worker) -> tuple[Person, AccountChange]:
    require_for(by, "confirm_account", person)
    person = Person.objects.select_for_update().get(pk=person.pk)
    change = waiting_change(person)
    if change is None:
        raise Refused(_("No change of the bank account waits any more. Look at the page again."))
    return person, change


def _withdraw(change: AccountChange, by: Worker, at: datetime) -> None:
    change.withdrawn_by, change.withdrawn_at = by, at
    change.save(update_fields=["withdrawn_by", "withdrawn_at"])


def _log(act: str, person: Person, by: Worker, at: datetime) -> None:
    record(by, Deed.CHANGED, act, persons=[person], detail={"fields": ["iban"]}, at=at)
