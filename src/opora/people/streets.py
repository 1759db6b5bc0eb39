"""Where each of several persons lives: enough to tell two of one name apart."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from opora.people.models import Address, AddressKind, Person
from opora.people.withholding import lives_with_protected


def streets_of(persons: Collection[Person], on: date) -> dict[int, str]:
    """Street and town by person, without the number of the house.

    Whose address is protected, and who lives with such a person, is not among them: for no worker, as the
    list is read by many. Permanent residence goes before a temporary one.
    """
    found: dict[int, str] = {}
    for address in _open_homes(persons, on):
        found.setdefault(address.person_id, ", ".join(filter(None, [address.street, address.town])))
    return found


def homes_of(persons: Collection[Person], on: date) -> dict[int, str]:
    """Street, number and town, for persons whom the worker may open; withheld as in `streets_of`."""
    found: dict[int, str] = {}
    for address in _open_homes(persons, on):
        door = f"{address.street} {address.house_number}".strip()
        found.setdefault(address.person_id, ", ".join(filter(None, [door, address.town])))
    return found


def _open_homes(persons: Collection[Person], on: date) -> QuerySet[Address]:
    rows = Address.objects.filter(
        person__in=persons,
        person__is_protected=False,
        kind__in=[AddressKind.PERMANENT, AddressKind.TEMPORARY],
        period__contains=on,
    )
    # "permanent" stands before "temporary"
    return rows.exclude(lives_with_protected(on, of="person")).order_by("kind")
