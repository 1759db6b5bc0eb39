"""The value of a field in the words of its reader: code lists, names, days and figures as written here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from opora.cases.models import Body, CaseRecord, Party
from opora.cases.named_cases import told_of_cases
from opora.cases.named_keys import keys_of
from opora.catalogue import catalogue
from opora.catalogue.schema import Record, RecordField
from opora.organisation.models import Municipality, Worker
from opora.people.models import Person


@dataclass(frozen=True)
class Names:
    """The names that keys in records stand for, asked once for a whole page: by type of field, by key."""

    of: Mapping[str, Mapping[Any, str]] = field(default_factory=dict)
    cases: Mapping[Any, UUID] = field(default_factory=dict)
    """The public keys of the cases that the reader may see."""

    def name(self, kind: str, key: Any) -> str | None:
        return self.of.get(kind, {}).get(key)


def names_in(
    definition: Record,
    records: Iterable[CaseRecord | Mapping[str, Any]],
    language: str,
    reader: Worker | None = None,
) -> Names:
    """Every name that these records of one kind need, in one query a type however many they are.

    Other cases are told as `reader` may know of them; without one, as anybody may.
    """
    contents = (each.content if isinstance(each, CaseRecord) else each for each in records)
    return names_of(((definition, content) for content in contents), language, reader)


def names_of(
    contents: Iterable[tuple[Record, Mapping[str, Any]]], language: str, reader: Worker | None = None
) -> Names:
    """Every name that records of several kinds need, each with its definition."""
    wanted: dict[str, set[Any]] = {}
    for definition, content in contents:
        for each in definition.fields:
            kind = _kind(each)
            if kind in FINDERS and each.key in content:
                wanted.setdefault(kind, set()).update(keys_of(content[each.key]))
    with override(language):
        cases, seen = told_of_cases(wanted.get("case", set()), reader)
    others = {kind: FINDERS[kind](keys, language) for kind, keys in wanted.items() if keys and kind != "case"}
    return Names(others | {"case": cases}, seen)


def shown(field: RecordField, value: Any, language: str, names: Names | None = None) -> str:
    """The value in words; empty where it is not known. With `names` of a page it asks nothing itself."""
    if value is None:
        return ""
    with override(language):
        kind = _kind(field)
        if kind in FINDERS:
            return ", ".join(_named(kind, key, language, names) for key in keys_of(value))
        return WRITERS.get(field.type, _as_it_is)(field, value, language)


def _kind(field: RecordField) -> str:
    """Of what kind the things are that it names: several parties are parties."""
    if field.derived is not None and field.derived.municipality_of is not None:
        return "municipality"
    return "party" if field.type == "parties" else field.type


def _named(kind: str, key: Any, language: str, names: Names | None) -> str:
    """A body that stands in no directory, and a case that Opora does not have, is its own name."""
    if names is None:
        names = Names({kind: FINDERS[kind]({key}, language)})
    return names.name(kind, key) or str(key)


def _parties(keys: set[Any], _language: str) -> dict[Any, str]:
    """A party of a case by its key; a person of a register by the public one."""
    in_cases = {key for key in keys if isinstance(key, int)}
    found = Party.objects.filter(pk__in=in_cases).select_related("person", "body") if in_cases else ()
    names: dict[Any, str] = {party.pk: str(party) for party in found}
    if in_registers := keys - in_cases:
        persons = Person.objects.filter(public_id__in=in_registers)
        names |= {str(person.public_id): person.full_name for person in persons}
    return names


def _workers(keys: set[Any], _language: str) -> dict[Any, str]:
    return {worker.pk: str(worker) for worker in Worker.objects.get_queryset().filter(pk__in=keys)}


def _bodies(keys: set[Any], _language: str) -> dict[Any, str]:
    known = {key for key in keys if isinstance(key, int)}
    return dict(Body.objects.filter(pk__in=known).values_list("pk", "name")) if known else {}


def _cases(keys: set[Any], language: str) -> dict[Any, str]:
    with override(language):
        return told_of_cases(keys, None)[0]


def _municipalities(keys: set[Any], language: str) -> dict[Any, str]:
    found = Municipality.objects.filter(code__in=keys)
    return {each.code: (each.name_it if language[:2] == "it" else "") or each.name_sl for each in found}


FINDERS: Mapping[str, Callable[[set[Any], str], dict[Any, str]]] = {
    "party": _parties,
    "worker": _workers,
    "body": _bodies,
    "case": _cases,
    "municipality": _municipalities,
}


def _as_it_is(_field: RecordField, value: Any, _language: str) -> str:
    return str(value)


def _yes_no(_field: RecordField, value: bool, _language: str) -> str:
    return _("yes") if value else _("no")


def _choice(field: RecordField, value: str, language: str) -> str:
    """A word that left the list since is shown as it was kept."""
    for entry in catalogue().code_lists[field.choices or ""].entries:
        if entry.key == value:
            return entry.name(language)
    return value


def _choices(field: RecordField, value: list[str], language: str) -> str:
    return ", ".join(_choice(field, word, language) for word in value)


def _date(_field: RecordField, value: str, _language: str) -> str:
    return date_format(date.fromisoformat(value))


def _moment(_field: RecordField, value: str, _language: str) -> str:
    return date_format(timezone.localtime(datetime.fromisoformat(value)), "DATETIME_FORMAT")


def _time(_field: RecordField, value: str, _language: str) -> str:
    return time_format(time.fromisoformat(value))


def _whole(_field: RecordField, value: int, _language: str) -> str:
    return number_format(value, force_grouping=True)


def _money(_field: RecordField, value: int, _language: str) -> str:
    return f"{number_format(Decimal(value) / 100, 2, force_grouping=True)} €"


def _decimal(_field: RecordField, value: str, _language: str) -> str:
    return number_format(Decimal(value), force_grouping=True)


def _percent(field: RecordField, value: str, language: str) -> str:
    return f"{_decimal(field, value, language)} %"


WRITERS: Mapping[str, Callable[[RecordField, Any, str], str]] = {
    "yes_no": _yes_no,
    "choice": _choice,
    "choices": _choices,
    "date": _date,
    "moment": _moment,
    "time": _time,
    "count": _whole,
    "minutes": _whole,
    "days": _whole,
    "money": _money,
    "hours": _decimal,
    "percent": _percent,
}
