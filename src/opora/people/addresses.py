"""Where persons live and receive post, by date, and what is withheld of it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.organisation.models import Municipality, Worker
from opora.organisation.refusal import Refused
from opora.people.models import Address, AddressKind, Person
from opora.people.need_to_know import may_see_protected_address, require_for
from opora.people.possible_days import refuse_impossible_days
from opora.people.withholding import is_hidden, lives_with_protected

FOR_POST = [AddressKind.POSTAL, AddressKind.TEMPORARY, AddressKind.PERMANENT]
FOR_PROTECTED_POST = [AddressKind.POSTAL]


@transaction.atomic
def change_address(
    person: Person,
    *,
    by: Worker,
    kind: AddressKind,
    street: str,
    house_number: str,
    post_code: str,
    town: str,
    from_day: date,
    until: date | None = None,
    municipality: Municipality | None = None,
    country: str = "SI",
) -> Address:
    """Enter an address that holds from a day on, also one that ended; one of the same kind ends there.

    Refused when the person was not born yet; when an address of this kind begins in that time; and when
    one that holds longer would be cut short by one that ended.
    """
    require_for(by, "correct_person", person)
    person = Person.objects.select_for_update().get(pk=person.pk)
    words = _("The address would end on %(end)s, before it begins on %(start)s. Correct one of the days.")
    refuse_impossible_days(person, from_day, until, reversed_days=words)
    same_kind = person.addresses.filter(kind=kind)
    _refuse_overlap(same_kind, from_day, until)
    _end(same_kind.filter(period__contains=from_day).first(), on=from_day)
    address = Address.objects.create(
        person=person,
        kind=kind,
        street=street.strip(),
        house_number=house_number.strip(),
        post_code=post_code.strip(),
        town=town.strip(),
        municipality=municipality,
        country=country,
        period=DateRange(from_day, until),
    )
    record(by, Deed.CHANGED, "change_address", persons=[person], detail={"kind": str(kind)})
    return address


@transaction.atomic
def end_address(address: Address, *, by: Worker, on: date) -> Address:
    """End an address on a day. Refused when it had not begun by then or had already ended."""
    require_for(by, "correct_person", address.person)
    address = Address.objects.select_for_update().get(pk=address.pk)
    if address.period.upper and address.period.upper <= on:
        raise Refused(
            _("This address already ended on %(day)s.") % {"day": date_format(address.period.upper)}
        )
    if address.period.lower and on <= address.period.lower:
        raise Refused(
            _("This address only begins on %(day)s. Choose a later day.")
            % {"day": date_format(address.period.lower)},
            field="on",
        )
    _end(address, on=on)
    record(by, Deed.CHANGED, "end_address", persons=[address.person], detail={"kind": address.kind})
    return address


def address_on(
    person: Person, on: date, kinds: list[AddressKind] | tuple[AddressKind, ...] = (AddressKind.PERMANENT,)
) -> Address | None:
    """The address on a day, the first of the kinds that there is. Not for the screen: `address_line`."""
    found = person.addresses.filter(period__contains=on, kind__in=kinds).select_related("municipality")
    held = {address.kind: address for address in found}
    return next((held[kind] for kind in kinds if kind in held), None)


def address_line(person: Person, on: date, worker: Worker) -> str:
    """Where the person lives, in one line for this worker's screen; empty where nothing is known.

    A protected address is withheld from everybody but those who need it for the person's own case.
    """
    if is_hidden(person, on) and not _may_read_protected(person, worker):
        return _("protected address")
    address = address_on(person, on, [AddressKind.PERMANENT, AddressKind.TEMPORARY])
    return ", ".join(lines_of(address)) if address else ""


def addresses_for(person: Person, worker: Worker, on: date) -> list[Address] | None:
    """Every address, the newest first; None where they are protected from this worker.

    The address of whoever lives with somebody protected is withheld as theirs is.
    """
    tells_of_another = lives_with_protected(on, of="person")
    rows = list(person.addresses.annotate(tells_of_another=tells_of_another).order_by("-period"))
    shown: list[Address] = [*rows]
    if not person.is_protected and not any(row.tells_of_another for row in rows):
        return shown
    return shown if _may_read_protected(person, worker) else None


def _may_read_protected(person: Person, worker: Worker) -> bool:
    """That a protected address is shown is an entry of its own in the log."""
    if not may_see_protected_address(worker, person):
        return False
    record(worker, Deed.VIEWED, "protected_address", persons=[person])
    return True


def postal_lines(person: Person, on: date) -> list[str]:
    """The lines below the name on an envelope; for the letter's composer, not for a screen.

    Refused where no post can be sent: no address known, or a protected person gave none for post.
    """
    address = address_on(person, on, FOR_PROTECTED_POST if person.is_protected else FOR_POST)
    if address:
        return lines_of(address)
    if person.is_protected:
        raise Refused(
            _(
                "The address of %(person)s is protected, so letters go only to an address for post. Agree "
                "on one with them and enter it, or hand the letter over at the centre."
            )
            % {"person": person.full_name},
            about=person,
        )
    raise Refused(
        _(
            "No address of %(person)s is known for %(day)s. Enter one, or fetch it from the population "
            "register."
        )
        % {"person": person.full_name, "day": date_format(on)},
        about=person,
    )


def lines_of(address: Address) -> list[str]:
    """An address as it is written below a name."""
    lines = [
        f"{address.street} {address.house_number}".strip(),
        f"{address.post_code} {address.town}".strip(),
    ]
    return lines if address.country == "SI" else [*lines, address.country]


def _refuse_overlap(same_kind: QuerySet[Address], from_day: date, until: date | None) -> None:
    overlapping = same_kind.filter(period__overlap=DateRange(from_day, until)).order_by("period")
    later = overlapping.filter(period__startswith__gte=from_day).first()
    if later:
        raise Refused(
            _(
                "An address of this kind is already entered from %(day)s. Choose a later day, or end that "
                "one first."
            )
            % {"day": date_format(later.period.lower)},
            field="from_day",
        )
    present = overlapping.first()
    if until and present and (present.period.upper is None or present.period.upper > until):
        raise Refused(
            _(
                "An address of this kind from %(start)s on still holds on %(end)s. End that one first, or "
                "leave the last day of the new one empty."
            )
            % {
                "start": date_format(present.period.lower) if present.period.lower else "…",
                "end": date_format(until),
            },
            field="until",
        )


def _end(address: Address | None, *, on: date) -> None:
    if address:
        address.period = DateRange(address.period.lower, on)
        address.save(update_fields=["period"])
