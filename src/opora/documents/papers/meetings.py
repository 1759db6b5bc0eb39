"""The meeting a paper is about: the one that a call invites to, or the one that minutes are taken of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import pgettext

from opora.cases.models import Appointment, Body, Case, CaseRecord, Note
from opora.cases.named_keys import fields_naming, keys_of
from opora.cases.values import shown
from opora.catalogue.schema import Record
from opora.catalogue.schema.task import Task, TaskDocument
from opora.people.models import Person

OF_NONE = "none"
"""What minutes keep that are of no talk the case knows."""
MOST = 30
"""How many of the newest appointments and notes are looked at."""


@dataclass(frozen=True)
class Meeting:
    """When and where it is or was, who takes part, what was noted of it. `at` holds the hour, if told.

    `key` names what tells of it: a record, an appointment or a note; `records` are the records among that.
    """

    on: date
    at: datetime | None = None
    until: datetime | None = None
    place: str = ""
    subject: str = ""
    present: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    """Those of them who are no workers: they sign what they said."""
    noted: str = ""
    key: str = ""
    kind: str = ""
    """Of a record, which kind; of an appointment or note, which of the two."""
    records: frozenset[int] = frozenset()


def meeting_ahead(case: Case, addressee: Person | Body | None, *, on: date) -> Meeting | None:
    """The next appointment of the case that was not called off; of a person's, one they were told of."""
    after = timezone.make_aware(datetime.combine(on, datetime.min.time()))
    found = case.appointments.standing().filter(starts_at__gte=after, ended_as="")
    if isinstance(addressee, Person):
        found = found.filter(persons=addressee)
    next_one = found.select_related("room").order_by("starts_at", "pk").first()
    return None if next_one is None else _agreed(next_one)


def meetings_held(
    case: Case, task: Task, document: TaskDocument, *, on: date, language: str
) -> list[Meeting]:
    """The meetings up to a day that minutes may be of, the newest first.

    Each is one talk: a record of it, with the appointment it was agreed for and the contact noted of it,
    where these are of the same day and of the same people.
    """
    kinds = [record for record in task.records if record.key in _kinds_of_talks(task, document)]
    found: list[Meeting] = []
    for each in [*_kept(case, kinds, on, language), *_agreed_before(case, on), *_noted_before(case, on)]:
        place = next((at for at, one in enumerate(found) if _is_one_talk(one, each)), None)
        if place is None:
            found.append(each)
        else:
            found[place] = _together(found[place], each)
    return sorted(found, key=lambda one: (one.on, one.at.time() if one.at else datetime.min.time()))[::-1]


def meeting_chosen(
    meetings: Sequence[Meeting], task: Task, document: TaskDocument, key: str
) -> Meeting | None:
    """The one that the minutes name; while they name none, the last that their step keeps a record of."""
    if key:
        return next((each for each in meetings if each.key == key), None)
    own = _own_kinds(task, document)
    talks = _kinds_of_talks(task, document)
    for kinds in (own, talks):
        if of_kind := [each for each in meetings if each.kind in kinds]:
            return of_kind[0]
    return next(iter(meetings), None)


def is_talk(record: Record) -> bool:
    """Whether a kind of record tells of a talk: it has an hour, or names those who were there."""
    return any(
        field.type == "parties" or (field.key == record.happens_on and field.type == "moment")
        for field in record.fields
    )


def _own_kinds(task: Task, document: TaskDocument) -> set[str]:
    return {step.record for step in task.steps if step.document == document.key and step.record}


def _kinds_of_talks(task: Task, document: TaskDocument) -> set[str]:
    """Those of the step that makes the minutes and every talk; without such, what names somebody."""
    kinds = _own_kinds(task, document) | {record.key for record in task.records if is_talk(record)}
    return kinds or {record.key for record in task.records if fields_naming(record)}


def _is_one_talk(one: Meeting, other: Meeting) -> bool:
    """Of one day and of the same people, told of twice; several records without an hour are of one act."""
    if one.on != other.on:
        return False
    if one.kind == other.kind:
        return bool(one.records) and one.at is None and other.at is None
    if one.records and other.records:
        return False
    return not one.persons or not other.persons or bool(set(one.persons) & set(other.persons))


def _together(first: Meeting, other: Meeting) -> Meeting:
    """What is told of one talk twice. Who was there, its record knows best."""
    knows_best = bool(first.records and first.persons and not other.records)
    timed = other if other.until and not (first.at and first.until) else first
    return Meeting(
        on=first.on,
        at=timed.at or first.at or other.at,
        until=timed.until,
        place=_first((first.place, other.place)),
        subject=_first((first.subject, other.subject)),
        present=first.present if knows_best else _each_once(first.present, other.present),
        persons=first.persons if knows_best else _each_once(first.persons, other.persons),
        noted="\n\n".join(filter(None, (first.noted, other.noted))),
        key=first.key,
        kind=first.kind,
        records=first.records | other.records,
    )


def _agreed_before(case: Case, on: date) -> list[Meeting]:
    agreed = case.appointments.standing().filter(starts_at__lte=_end_of(on), ended_as__in=("", "attended"))
    return [_agreed(each) for each in agreed.select_related("room", "worker").order_by("-starts_at")[:MOST]]


def _agreed(found: Appointment) -> Meeting:
    starts = timezone.localtime(found.starts_at)
    workers = [found.worker, *found.with_workers.order_by("family_name", "given_name")]
    persons = [str(person) for person in found.persons.order_by("family_order")]
    return Meeting(
        on=starts.date(),
        at=starts,
        until=starts + timedelta(minutes=found.minutes),
        place=", ".join(part for part in (str(found.room or ""), found.place) if part),
        subject=found.subject,
        present=(*persons, *(worker.full_name for worker in workers)),
        persons=tuple(persons),
        key=f"appointment-{found.pk}",
        kind="appointment",
    )


def _noted_before(case: Case, on: date) -> list[Meeting]:
    noted = case.notes.filter(happened_at__lte=_end_of(on)).select_related("by")
    return [_noted(each) for each in noted.order_by("-happened_at", "-pk")[:MOST]]


def _noted(note: Note) -> Meeting:
    assert note.happened_at is not None
    at = timezone.localtime(note.happened_at)
    persons = tuple(str(person) for person in note.persons.order_by("family_order"))
    return Meeting(
        on=at.date(),
        at=at,
        present=(*persons, note.by.full_name),
        persons=persons,
        noted=note.text,
        subject=pgettext("minutes", "talk"),
        key=f"note-{note.pk}",
        kind="note",
    )


def _kept(case: Case, kinds: Sequence[Record], on: date, language: str) -> list[Meeting]:
    definitions = {record.key: record for record in kinds}
    rows = case.records.filter(key__in=definitions, struck_at=None, happened_on__lte=on)
    found = rows.select_related("entered_by").order_by("happened_on", "pk")
    return [_kept_as(row, definitions[row.key], language) for row in found]


def _kept_as(row: CaseRecord, definition: Record, language: str) -> Meeting:
    assert row.happened_on is not None
    naming = [field for field in fields_naming(definition) if row.content.get(field.key)]
    keys = {key for field in naming for key in keys_of(row.content[field.key])}
    parties = (
        row.case.parties.filter(pk__in=[key for key in keys if isinstance(key, int)]) if row.case else ()
    )
    persons = tuple(str(party) for party in parties.order_by("pk")) if parties else ()
    workers = [
        shown(field, row.content[field.key], language)
        for field in definition.fields
        if field.type == "worker" and row.content.get(field.key)
    ]
    places = [row.content.get(field.key, "") for field in definition.fields if field.type == "place"]
    return Meeting(
        on=row.happened_on,
        at=_hour_of(row, definition),
        place=_first(places),
        subject=definition.name(language),
        present=_each_once(persons, workers or [row.entered_by.full_name]),
        persons=persons,
        key=f"record-{row.pk}",
        kind=row.key,
        records=frozenset({row.pk}),
    )


def _hour_of(row: CaseRecord, definition: Record) -> datetime | None:
    """The hour it is kept with, where its day has one."""
    field = definition.field(definition.happens_on) if definition.happens_on else None
    kept = row.content.get(field.key) if field is not None and field.type == "moment" else None
    return timezone.localtime(datetime.fromisoformat(kept)) if kept else None


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.max.time()))


def _each_once(names: Iterable[str], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*names, *more]))


def _first(words: Iterable[str]) -> str:
    return next((each for each in words if each), "")
