"""When a talk of the timeline was held, and with whom: of notes, and of records that keep their time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from opora.audit import trail
from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case, CaseRecord, Event, Note, Party
from opora.catalogue.schema import Record
from opora.web.templatetags.page import day, moment


@dataclass(frozen=True)
class Held:
    """When a record happened: for the order (none where only its day is known and it was typed that day)."""

    at: datetime | None
    words: str
    who: str = ""


def with_those_who_took_part(notes: QuerySet[Note]) -> QuerySet[Note]:
    """Notes, each with the names of its persons and bodies; asked together with the notes."""
    name = Concat(F("persons__given_name"), Value(" "), F("persons__family_name"))
    there, bodies = Q(persons__isnull=False), Q(bodies__isnull=False)
    return notes.annotate(
        who=ArrayAgg(name, filter=there, distinct=True, default=Value([])),
        who_ids=ArrayAgg("persons", filter=there, distinct=True, default=Value([])),
        who_else=ArrayAgg("bodies__name", filter=bodies, distinct=True, default=Value([])),
    )


def who_took_part(note: Any, case: Case) -> str:
    """In one line; the log learns that these persons are shown."""
    trail.shows(note.who_ids, case_id=case.pk)
    return ", ".join([*note.who, *note.who_else])


def moments_of_records(case: Case, events: Iterable[Event]) -> Mapping[Any, Held]:
    """When each record that was entered happened, and with which parties; of a sealed kind nothing of it."""
    entered = {event.detail.get("record") for event in events if event.key == "record_added"} - {None}
    kinds = {each.key: each for each in task_of(case).records if not each.sealed and each.happens_on}
    if not entered or not kinds:
        return {}
    rows = CaseRecord.objects.filter(case=case, pk__in=entered, key__in=kinds)
    kept = list(rows.only("key", "content", "entered_at"))
    named = {key for each in kept for key in _parties(kinds[each.key], each.content)}
    parties = Party.objects.filter(case=case, pk__in=named).select_related("person", "body") if named else ()
    names = {party.pk: str(party) for party in parties}
    return {each.pk: _held(kinds[each.key], each, names) for each in kept}


def _held(kind: Record, kept: CaseRecord, names: Mapping[int, str]) -> Held:
    told = kept.content.get(kind.happens_on or "")
    who = ", ".join(names[key] for key in _parties(kind, kept.content) if key in names)
    if not told:
        return Held(None, "", who)
    if len(told) > len("2026-05-04"):
        at = datetime.fromisoformat(told)
        return Held(at, moment(at), who)
    on = date.fromisoformat(told)
    if on == timezone.localdate(kept.entered_at):
        return Held(None, day(on), who)
    return Held(timezone.make_aware(datetime.combine(on, time(12))), day(on), who)


def _parties(kind: Record, content: Mapping[str, Any]) -> list[int]:
    """The parties that fields of the record name, each once."""
    found: dict[int, None] = {}
    for field in kind.fields:
        if field.type in ("party", "parties") and field.derived is None and content.get(field.key):
            value = content[field.key]
            found |= dict.fromkeys(value if isinstance(value, list) else [value])
    return list(found)
