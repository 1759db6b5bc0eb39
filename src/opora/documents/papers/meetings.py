"""The meeting a paper is about: the one that a call invites to, or the one that minutes are taken of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from opora.cases.models import Appointment, Body, Case, CaseRecord, Note
from opora.cases.named_keys import fields_naming, keys_of
from opora.catalogue.schema.task import Task
from opora.people.models import Person


@dataclass(frozen=True)
class Meeting:
    """When and where it is or was, who takes part, what was noted of it. `at` holds the hour, if told."""

    on: date
    at: datetime | None = None
    until: datetime | None = None
    place: str = ""
    subject: str = ""
    present: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    """Those of them who are no workers: they sign what they said."""
    noted: str = ""


def meeting_ahead(case: Case, addressee: Person | Body | None, *, on: date) -> Meeting | None:
    """The next appointment of the case that was not called off; of a person's, one they were told of."""
    after = timezone.make_aware(datetime.combine(on, datetime.min.time()))
    found = case.appointments.standing().filter(starts_at__gte=after, ended_as="")
    if isinstance(addressee, Person):
        found = found.filter(persons=addressee)
    next_one = found.select_related("room").order_by("starts_at", "pk").first()
    return None if next_one is None else _agreed(next_one)


def meeting_held(case: Case, task: Task, *, on: date) -> Meeting | None:
    """The last meeting up to a day: an appointment, a contact that was noted, or a talk kept as a record.

    What is told of one and the same day in several of these is put together.
    """
    held = [meeting for meeting in _held(case, task, on) if meeting.on <= on]
    if not held:
        return None
    day = max(meeting.on for meeting in held)
    of_day = [meeting for meeting in held if meeting.on == day]
    timed = next((meeting for meeting in of_day if meeting.at), of_day[0])
    return Meeting(
        on=day,
        at=timed.at,
        until=timed.until,
        place=_first(meeting.place for meeting in of_day),
        subject=_first(meeting.subject for meeting in of_day),
        present=tuple(dict.fromkeys(name for meeting in of_day for name in meeting.present)),
        persons=tuple(dict.fromkeys(name for meeting in of_day for name in meeting.persons)),
        noted="\n\n".join(meeting.noted for meeting in of_day if meeting.noted),
    )


def _held(case: Case, task: Task, on: date) -> Iterator[Meeting]:
    before = timezone.make_aware(datetime.combine(on, datetime.max.time()))
    agreed = case.appointments.standing().filter(starts_at__lte=before, ended_as__in=("", "attended"))
    last = agreed.select_related("room", "worker").order_by("-starts_at", "-pk").first()
    if last is not None:
        yield _agreed(last)
    noted = case.notes.filter(happened_at__lte=before).select_related("by").order_by("-happened_at", "-pk")
    if (note := noted.first()) is not None:
        yield _noted(note)
    talks = {record.key for record in task.records if fields_naming(record)}
    kept = case.records.filter(key__in=talks, struck_at=None, happened_on__lte=on)
    if (record := kept.select_related("entered_by").order_by("-happened_on", "-pk").first()) is not None:
        yield _kept(record, task)


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
    )


def _noted(note: Note) -> Meeting:
    assert note.happened_at is not None
    at = timezone.localtime(note.happened_at)
    persons = tuple(str(person) for person in note.persons.order_by("family_order"))
    return Meeting(
        on=at.date(), at=at, present=(*persons, note.by.full_name), persons=persons, noted=note.text
    )


def _kept(record: CaseRecord, task: Task) -> Meeting:
    definition = next(each for each in task.records if each.key == record.key)
    named = [record.content[each.key] for each in fields_naming(definition) if each.key in record.content]
    keys = {key for value in named for key in keys_of(value)}
    parties = record.case.parties.filter(pk__in=keys).order_by("pk") if record.case else ()
    assert record.happened_on is not None
    persons = tuple(str(party) for party in parties)
    return Meeting(on=record.happened_on, present=(*persons, record.entered_by.full_name), persons=persons)


def _first(words: Iterable[str]) -> str:
    return next((each for each in words if each), "")
