"""A whole record checked before it is kept: every fault is told at once, each beside its field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.cases.agreeing import faults_of_disagreement
from opora.cases.catalogue_versions import task_of
from opora.cases.conditions import faults_of_inclusion
from opora.cases.derived_values import derive
from opora.cases.exclusions import refuse_excluded
from opora.cases.executors import refuse_unfit
from opora.cases.guardians import faults_of_guardians
from opora.cases.listed import faults_of_unlisted
from opora.cases.models import Body, Case, Party
from opora.cases.named_cases import know_cases
from opora.cases.named_keys import fields_naming, keys_of
from opora.cases.preceding import fault_of_condition
from opora.cases.prolonging import fault_of_prolonging
from opora.cases.reaching import faults_of_reach
from opora.cases.silences import faults_of_silence
from opora.cases.told_minutes import faults_of_minutes
from opora.cases.typed_days import Unreadable
from opora.cases.typed_values import read_value
from opora.catalogue.schema import Record, RecordField
from opora.organisation.models import Centre, Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person

Content = dict[str, Any]
Faults = dict[str, str]


def checked(
    definition: Record,
    values: Mapping[str, Any],
    case: Case | None,
    *,
    on: date | None = None,
    centre: Centre | None = None,
    by: Worker | None = None,
) -> tuple[Content, Faults]:
    """What is kept of the values, and what is wrong with them, by field. `on` is today, `by` who writes.

    A field nobody filled is absent from the content. What is worked out is worked out anew, whatever was
    typed for it. Raises KeyError for a field that the record does not have.
    """
    if strangers := sorted(values.keys() - {field.key for field in definition.fields}):
        raise KeyError(f"The record {definition.key} has no field {', '.join(strangers)}.")
    on = on or timezone.localdate()
    content, faults = _read(definition, values)
    happened = day_of(definition, content)
    parties = _parties_of(definition, case, content)
    _check_parties(definition, parties, content, faults, happened)
    _check_workers(definition, centre or (case.centre if case else None), content, faults)
    _check_fit(definition, case, content, faults, happened or on)
    _know_bodies(definition, content, faults)
    at_centre = centre or (case.centre if case else None)
    faults |= dict(know_cases(definition, content, case=case, centre=at_centre, by=by))
    for field, wrong in faults_of_unlisted(definition, content, parties, case, on=happened or on):
        faults.setdefault(field, wrong)
    for field, wrong in (
        *faults_of_disagreement(definition, content, parties, case),
        *faults_of_reach(definition, content, case),
        *faults_of_silence(definition, content, case),
        *faults_of_minutes(definition, content, case),
    ):
        faults.setdefault(field, wrong)
    for field, wrong in fault_of_condition(definition, content).items():
        faults.setdefault(field, wrong)
    for field, wrong in faults_of_guardians(definition, content, parties, case, on=on):
        faults.setdefault(field, wrong)
    if definition.happens_on and happened and happened > on and not _may_lie_ahead(definition, content):
        faults[definition.happens_on] = _("This day is still to come. Enter what has happened, on its day.")
    for field, wrong in fault_of_prolonging(definition, content).items():
        faults.setdefault(field, wrong)
    if not faults:
        faults |= faults_of_inclusion(definition, content, case, on=on)
    if not faults:
        worked_out, impossible = derive(definition, content, case, parties)
        content |= worked_out
        faults |= impossible
    return content, faults


def _may_lie_ahead(definition: Record, content: Content) -> bool:
    """A contact may be planned for a day to come; one that was held lies behind."""
    day = definition.field(definition.happens_on or "")
    is_deed = day is not None and day.behind_where is not None and day.behind_where.is_so(content)
    return definition.may_lie_ahead and not is_deed


def day_of(definition: Record, content: Mapping[str, Any]) -> date | None:
    """The day on which the record happened, for the statistics; none where it is not known."""
    told = content.get(definition.happens_on or "")
    return None if told is None else day_in(told)


def day_in(value: str) -> date:
    """The day of a date or of a moment, as they are kept."""
    return date.fromisoformat(value) if len(value) == len("2026-05-04") else _local_day(value)


def _local_day(value: str) -> date:
    return timezone.localdate(datetime.fromisoformat(value))


def _read(definition: Record, values: Mapping[str, Any]) -> tuple[Content, Faults]:
    content: Content = {}
    faults: Faults = {}
    for field in definition.fields:
        if field.derived is not None:
            continue
        try:
            value = read_value(field, values.get(field.key))
        except Unreadable as unreadable:
            faults[field.key] = str(unreadable)
            continue
        if value is not None:
            content[field.key] = value
        elif field.required:
            faults[field.key] = _("Fill in: %(field)s.") % {"field": field.name(get_language() or "en")}
    return content, faults


def _of_type(definition: Record, kind: str, content: Content) -> list[RecordField]:
    return [field for field in definition.fields if field.type == kind and field.key in content]


def _parties_of(definition: Record, case: Case | None, content: Content) -> dict[int | str, Party]:
    """Who the record may name or be worked out from: the parties of the case, asked once.

    A register has none; there a person stands in for one, under their public key.
    """
    named = {key for field in _naming(definition, content) for key in keys_of(content[field.key])}
    if case is None:
        persons = Person.objects.filter(public_id__in={each for each in named if isinstance(each, str)})
        return {str(person.public_id): Party(person=person) for person in persons} if named else {}
    if not named and not any(field.derived and field.derived.person for field in definition.fields):
        return {}
    return {party.pk: party for party in case.parties.select_related("person", "body")}


def _check_parties(
    definition: Record,
    parties: Mapping[int | str, Party],
    content: Content,
    faults: Faults,
    happened: date | None,
) -> None:
    for field in _naming(definition, content):
        for party in map(parties.get, keys_of(content[field.key])):
            if party is None:
                faults[field.key] = _("This is nobody of the case. Add them to the case first.")
            elif party.until and happened and party.until < happened:
                faults[field.key] = _("%(party)s has taken no part in the case since %(day)s.") % {
                    "party": party,
                    "day": date_format(party.until),
                }


def _naming(definition: Record, content: Content) -> list[RecordField]:
    """The fields that name somebody, as far as they are filled in."""
    return [field for field in fields_naming(definition) if field.key in content]


def _check_workers(definition: Record, centre: Centre | None, content: Content, faults: Faults) -> None:
    fields = _of_type(definition, "worker", content)
    if not fields:
        return
    named = Worker.objects.get_queryset().filter(pk__in={content[field.key] for field in fields})
    known = set((named.filter(centre=centre) if centre else named).values_list("pk", flat=True))
    for field in fields:
        if content[field.key] not in known:
            faults[field.key] = _("No such worker is at this centre. Choose one from the list.")


def _check_fit(definition: Record, case: Case | None, content: Content, faults: Faults, day: date) -> None:
    """Each worker whom a record names in a role of the task has what that role asks for, as a licence.

    Nor are they excluded from the case, as nobody is who joins its team.
    """
    fields = [field for field in _of_type(definition, "worker", content) if field.fit_for]
    if case is None or not fields:
        return
    found = Worker.objects.get_queryset().in_bulk([content[field.key] for field in fields])
    for field in fields:
        worker = found.get(content[field.key])
        try:
            if worker is not None:
                refuse_unfit(worker, task_of(case), field.fit_for or "", day)
                refuse_excluded(worker, case)
        except Refused as refusal:
            faults.setdefault(field.key, refusal.message)


def _know_bodies(definition: Record, content: Content, faults: Faults) -> None:
    """A name that stands in the directory becomes its key, so that one body is counted as one."""
    fields = _of_type(definition, "body", content)
    if not fields:
        return
    told = {content[field.key] for field in fields}
    keys = {each for each in told if isinstance(each, int)}
    names = {each for each in told if isinstance(each, str)}
    by_key = set(Body.objects.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    by_name = dict(Body.objects.filter(name__in=names).values_list("name", "pk")) if names else {}
    for field in fields:
        value = content[field.key]
        if isinstance(value, int) and value not in by_key:
            faults[field.key] = _("The directory has no such body. Choose one from it, or write its name.")
        elif value in by_name:
            content[field.key] = by_name[value]
