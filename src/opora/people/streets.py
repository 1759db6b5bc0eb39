"""In which street each of several persons lives: enough to tell two of one name apart."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from opora.people.models import Address, AddressKind, Person
from opora.people.withholding import lives_with_protected


def streets_of(persons: Collection[Person], on: date) -> dict[int, str]:
    """Street and town by person, without the number of the house.

    Whose address is protected, and who lives with such a person, is not among them: for no worker, as the
    list is read by many. Permanent residence goes before a temporary one.
    """
    rows = Address.objects.filter(
        person__in=persons,
        person__is_protected=False,
        kind__in=[AddressKind.PERMANENT, AddressKind.TEMPORARY],
        period__contains=on,
    ).exclude(lives_with_protected(on, of="person"))
    found: dict[int, str] = {}
    for address in rows.order_by("kind"):  # "permanent" stands before "temporary"
        found.setdefault(address.person_id, ", ".join(filter(None, [address.street, address.town])))
    return found
