"""What a record works out by itself: from the persons of the case, its own days and moments, and the law."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from opora.cases.balances import reckoned
from opora.cases.lawful_amounts import lawful_amount
from opora.cases.models import Case, Party
from opora.cases.named_keys import keys_of
from opora.cases.typed_values import plain
from opora.catalogue import catalogue
from opora.catalogue.schema import Record, RecordField
from opora.catalogue.schema.agreeing import OPENED, Counted
from opora.catalogue.schema.fields import Derived, Late
from opora.people.addresses import address_on
from opora.people.models import AddressKind, Person
from opora.people.withholding import is_hidden

RESIDENCE = (AddressKind.PERMANENT, AddressKind.TEMPORARY)
AN_HOUR = timedelta(hours=1)
A_MINUTE = timedelta(minutes=1)


def derive(
    definition: Record, content: Mapping[str, Any], case: Case | None, parties: Mapping[int | str, Party]
) -> tuple[dict[str, Any], dict[str, str]]:
    """The fields that are worked out, and the times that cannot be as they were typed.

    Where a birthday, a sex, a residence or an amount of the law is not known, the field is absent. The
    municipality of a home that is protected is told by nobody.
    """
    found: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for field in definition.fields:
        if field.derived is None:
            continue
        if field.derived.times:
            _between(field.key, field.derived, content, case, found, faults)
            continue
        value = _worked_out(field, field.derived, content, parties, case, definition)
        if value not in (None, ""):
            found[field.key] = value
    return found, faults


def _worked_out(
    field: RecordField,
    derived: Derived,
    content: Mapping[str, Any],
    parties: Mapping[int | str, Party],
    case: Case | None,
    definition: Record,
) -> Any:
    """The value of a field that does not lie between two times; nothing where it is not known."""
    if derived.by_law is not None:
        return lawful_amount(derived.by_law, content, _day(definition, field, content, case))
    if derived.balance is not None:
        return reckoned(derived.balance, content)
    if derived.count_of is not None:
        return _counted(derived.count_of, content, case)
    if derived.days_late is not None:
        return _days_late(derived.days_late, content)
    if derived.number_of is not None:
        return len(keys_of(content[derived.number_of])) if derived.number_of in content else None
    person = _person(derived, content, parties)
    if person is None:
        return None
    return FROM_A_PERSON[derived.kind](field, person, _day(definition, field, content, case))


def age_on(born: date, day: date) -> int:
    """Whole years of age on a day.

    >>> age_on(date(2008, 2, 29), date(2026, 2, 28)), age_on(date(2008, 2, 29), date(2026, 3, 1))
    (17, 18)
    """
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _person(
    derived: Derived, content: Mapping[str, Any], parties: Mapping[int | str, Party]
) -> Person | None:
    """The person of a party field, or the one person in a role."""
    if derived.person is not None and derived.person in content:
        party = parties.get(content[derived.person])
        return party.person if party else None
    in_role = [each.person for each in parties.values() if each.role == derived.person and each.person]
    return in_role[0] if len(in_role) == 1 else None


def _counted(counted: Counted, content: Mapping[str, Any], case: Case | None) -> int | None:
    """Of the month, as the case keeps them now; none where no month is told."""
    if case is None or counted.month_of not in content:
        return None
    month = date.fromisoformat(content[counted.month_of])
    kept = case.records.filter(
        key=counted.record,
        struck_at=None,
        happened_on__year=month.year,
        happened_on__month=month.month,
    )
    contents = kept.values_list("content", flat=True)
    return sum(counted.where is None or counted.where.is_so(each) for each in contents)


def _days_late(late: Late, content: Mapping[str, Any]) -> int | None:
    """None where it came in time, a day is not known, or the record is not one of those that fall due."""
    if late.came not in content or late.of not in content:
        return None
    if late.where is not None and not late.where.is_so(content):
        return None
    of = _moment(content[late.of]).date()
    month, day = map(int, late.due.split("-"))
    due = date(of.year, month, day)
    if due <= of:
        due = date(of.year + 1, month, day)
    days = (_moment(content[late.came]).date() - due).days
    return days if days > 0 else None


def _day(definition: Record, field: RecordField, content: Mapping[str, Any], case: Case | None) -> date:
    """The day an age is of: of the field it names, else the one the record happened on, else of opening."""
    named = field.derived.at if field.derived and field.derived.at else definition.happens_on
    told = content.get(named or "")
    if told is not None:
        return _moment(told).date()
    return case.opened_on if case else timezone.localdate()


def _sex(_field: RecordField, person: Person, _day: date) -> str:
    return person.sex


def _born_on(_field: RecordField, person: Person, _day: date) -> str | None:
    return person.born.isoformat() if person.born else None


def _age(_field: RecordField, person: Person, day: date) -> int | None:
    return age_on(person.born, day) if person.born and person.born <= day else None


def _age_band(field: RecordField, person: Person, day: date) -> str | None:
    age = _age(field, person, day)
    band = None if age is None else catalogue().code_lists[field.choices or ""].band_of(age)
    return band.key if band else None


def _municipality(_field: RecordField, person: Person, day: date) -> str | None:
    if is_hidden(person, day):
        return None
    residence = address_on(person, day, RESIDENCE)
    return residence.municipality.code if residence and residence.municipality else None


FROM_A_PERSON: Mapping[str, Callable[[RecordField, Person, date], Any]] = {
    "sex_of": _sex,
    "born_on_of": _born_on,
    "age_of": _age,
    "age_band_of": _age_band,
    "municipality_of": _municipality,
}


def _between(
    key: str,
    derived: Derived,
    content: Mapping[str, Any],
    case: Case | None,
    found: dict[str, Any],
    faults: dict[str, str],
) -> None:
    start, end = (_time(each, content, case) for each in derived.times)
    if start is None or end is None:
        return
    if end < start:
        faults[derived.times[1]] = _("This would be before it began. Correct one of the two.")
        return
    minutes = (end.astimezone(UTC) - start.astimezone(UTC)) // A_MINUTE  # also over the night of the clocks
    if derived.kind == "days_between":
        found[key] = (end.date() - start.date()).days
    elif derived.kind == "minutes_between":
        found[key] = minutes
    else:
        hours = Decimal(minutes) / Decimal(AN_HOUR // A_MINUTE)
        found[key] = plain(hours.quantize(Decimal("0.01"), ROUND_HALF_UP))


def _time(key: str, content: Mapping[str, Any], case: Case | None) -> datetime | None:
    if key == OPENED:
        return _moment(case.opened_on.isoformat()) if case else None
    told = content.get(key)
    return None if told is None else _moment(told)


def _moment(value: str) -> datetime:
    """A date begins with its midnight here; a moment is brought into our zone."""
    read = datetime.fromisoformat(value)
    return timezone.localtime(read) if timezone.is_aware(read) else timezone.make_aware(read)
