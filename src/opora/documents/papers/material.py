"""What a paper is filled from: participants, records and steps of its case, as far as its reader may know.

In a case whose task keeps a role `apart` (the one who is violent, from those who suffer it) a paper to a
person tells of that person's own side only, and nothing is filled in from records or steps: what they hold
of the other side nobody can tell field by field, so the worker writes what is to be said. The file and
bodies such as a court get the whole. Addresses are filled in nowhere but in the window of the addressee, and
not even there when they are protected.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Body, Case, CaseRecord, CaseStep, Party, StepState
from opora.cases.periods import Period, is_of, period_of
from opora.cases.values import names_in, shown
from opora.catalogue.schema import Record
from opora.catalogue.schema.task import Role, Task, TaskDocument
from opora.documents.papers.meetings import Meeting, meeting_ahead, meeting_held
from opora.documents.papers.said import is_said
from opora.organisation.models import Worker
from opora.people.models import Person

INVITES, TELLS = frozenset({"call"}), frozenset({"minutes"})
"""Kinds of documents about a meeting to come, and about one that was held."""


@dataclass(frozen=True)
class Participant:
    """Somebody who takes part, with the role they do it in."""

    role: str
    role_name: str
    name: str


@dataclass(frozen=True)
class Kept:
    """One record of the case: its kind, its day, and its fields as they are read.

    `sort` is what its first choice says: a contact that was held, or not.
    """

    key: str
    happened_on: date | None
    fields: tuple[tuple[str, str], ...]
    sort: str = ""
    is_one_text: bool = False
    """All it says is one written text, which needs no label."""


@dataclass(frozen=True)
class Done:
    """A step that was done."""

    name: str
    on: date


@dataclass(frozen=True)
class Material:
    """All a paper is filled from; of a definition alone it is nearly empty, and the paper can be written.

    With a `period` (a monthly report) records and steps are those of that time.
    """

    task: Task
    document: TaskDocument
    number: str
    opened_on: date
    on: date
    centre: str = ""
    period: Period | None = None
    participants: tuple[Participant, ...] = ()
    about: tuple[Participant, ...] = ()
    records: tuple[Kept, ...] = ()
    steps: tuple[Done, ...] = ()
    ahead: Meeting | None = None
    held: Meeting | None = None
    official: str = ""
    own_roles: tuple[str, ...] = ()
    """As what the addressee takes part."""


def document_of(case: Case, key: str) -> TaskDocument | None:
    """The outgoing document of the case's task with this key; none where the task has no such."""
    found = (each for each in task_of(case).documents if each.key == key and each.direction == "outgoing")
    return next(found, None)


def material_for(
    case: Case,
    document: TaskDocument,
    addressee: Person | Body | None,
    *,
    language: str,
    on: date,
    writer: Worker | None = None,
) -> Material:
    """What may be filled into a document of the case for this addressee, written by a worker."""
    task = task_of(case)
    is_narrowed = isinstance(addressee, Person) and has_sides(task)
    period = period_of(case, task, document.key)
    tells = document.kind in TELLS and not is_narrowed
    held = meeting_held(case, task, on=on) if tells else None
    return Material(
        task=task,
        document=document,
        number=case.number,
        opened_on=case.opened_on,
        on=on,
        centre=case.centre.name_sl,
        period=period,
        participants=_participants(case, task, document, addressee, language),
        about=_in_roles(parties_told_of(case, task, addressee), task, set(document.about), language),
        records=() if is_narrowed else _records(case, task, document, language, period, held),
        steps=() if is_narrowed else _steps(case, task, language, period),
        ahead=meeting_ahead(case, addressee, on=on) if document.kind in INVITES else None,
        held=held,
        official=writer.full_name if writer else "",
        own_roles=_own_roles(case, task, addressee, language),
    )


def has_sides(task: Task) -> bool:
    """Whether the task keeps the data of a role apart from the others."""
    return any(role.apart for role in task.roles)


def may_be_told_of(party: Party, addressee: Person | Body | None, task: Task, own_roles: set[str]) -> bool:
    """Whether a paper for this addressee may say that somebody takes part."""
    if not isinstance(addressee, Person) or not has_sides(task) or party.body_id is not None:
        return True
    if party.person_id == addressee.pk:
        return True
    apart = {role.key for role in task.roles if role.apart}
    return not (own_roles & apart) and party.role not in apart


def parties_told_of(case: Case, task: Task, addressee: Person | Body | None) -> list[Party]:
    """The participants whom a paper for this addressee may name."""
    parties = list(
        Party.objects.filter(case=case, until__isnull=True).select_related("person", "body").order_by("pk")
    )
    own = (
        {party.role for party in parties if isinstance(addressee, Person) and party.person_id == addressee.pk}
        if addressee
        else set()
    )
    return [party for party in parties if may_be_told_of(party, addressee, task, own)]


def _participants(
    case: Case, task: Task, document: TaskDocument, addressee: Person | Body | None, language: str
) -> tuple[Participant, ...]:
    """Whom the paper names; an agreement only those who sign it, for nobody else agreed to anything."""
    roles = {role.key for role in task.roles}
    told_of = parties_told_of(case, task, addressee)
    agreed = set(document.signed_by) & roles if document.kind == "agreement" else set()
    if not agreed:
        return _in_roles(told_of, task, {party.role for party in told_of}, language)
    by_centre = set(document.signed_by) - roles
    with override(language):
        centre = Participant(role="", role_name=_("centre for social work"), name=case.centre.name_sl)
    return (*([centre] if by_centre else ()), *_in_roles(told_of, task, agreed, language))


def _in_roles(parties: list[Party], task: Task, keys: set[str], language: str) -> tuple[Participant, ...]:
    """Those of the parties who have one of these roles."""
    roles: dict[str, Role] = {role.key: role for role in task.roles}
    return tuple(
        Participant(
            role=party.role,
            role_name=roles[party.role].name(language) if party.role in roles else party.role,
            name=str(party),
        )
        for party in parties
        if party.role in keys
    )


def _own_roles(case: Case, task: Task, addressee: Person | Body | None, language: str) -> tuple[str, ...]:
    if addressee is None:
        return ()
    place = {"person": addressee} if isinstance(addressee, Person) else {"body": addressee}
    held = set(Party.objects.filter(case=case, until__isnull=True, **place).values_list("role", flat=True))
    return tuple(role.name(language) for role in task.roles if role.key in held)


def _records(
    case: Case,
    task: Task,
    document: TaskDocument,
    language: str,
    period: Period | None,
    held: Meeting | None,
) -> tuple[Kept, ...]:
    """In the order of the definition, and within a kind by day; in minutes, those of the meeting's day."""
    kinds = {record.key: record for record in task.records}
    rows = [
        row
        for row in CaseRecord.objects.filter(case=case, struck_at__isnull=True, key__in=kinds)
        if (period is None or is_of(row, kinds[row.key], period))
        and (held is None or row.happened_on == held.on)
    ]
    by_kind: dict[str, list[CaseRecord]] = {}
    for row in sorted(rows, key=lambda row: (row.happened_on or date.max, row.pk)):
        by_kind.setdefault(row.key, []).append(row)
    return tuple(
        kept
        for record in task.records
        if record.key in by_kind
        for kept in _kept(record, by_kind[record.key], language, document.kind)
    )


def _kept(record: Record, rows: list[CaseRecord], language: str, kind: str) -> Iterator[Kept]:
    names = names_in(record, rows, language)
    for row in rows:
        fields = [field for field in record.fields if is_said(record, field, row, kind)]
        told = [
            (field.name(language), shown(field, row.content[field.key], language, names)) for field in fields
        ]
        if filled := tuple((label, text) for label, text in told if text.strip()):
            is_one_text = [field.type for field in fields] == ["long_text"]
            yield Kept(record.key, row.happened_on, filled, _sort(record, row, language), is_one_text)


def _sort(record: Record, row: CaseRecord, language: str) -> str:
    chosen = (field for field in record.fields if field.type == "choice" and field.key in row.content)
    first = next(chosen, None)
    return shown(first, row.content[first.key], language) if first else ""


def _steps(case: Case, task: Task, language: str, period: Period | None) -> tuple[Done, ...]:
    names = {step.key: step.name(language) for step in task.steps}
    rows = CaseStep.objects.filter(case=case, state=StepState.DONE).order_by("ended_on", "pk")
    return tuple(
        Done(names[row.key], row.ended_on)
        for row in rows
        if row.key in names and row.ended_on and (period is None or period.holds(row.ended_on))
    )
