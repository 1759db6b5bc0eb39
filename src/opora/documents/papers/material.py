"""What a paper is filled from: participants, records and steps of its case, as far as its reader may know.

In a case whose task keeps a role `apart` (the one who is violent, from those who suffer it) a paper to a
person tells of that person's own side only, and nothing is filled in from records or steps: what they hold
of the other side nobody can tell field by field, so the worker writes what is to be said. The file and
bodies such as a court get the whole. Addresses are filled in nowhere but in the window of the addressee, and
not even there when they are protected.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Body, Case, CaseRecord, CaseStep, Deadline, DeadlineState, Party, StepState
from opora.cases.periods import Period, is_of, period_of
from opora.cases.values import names_in, shown
from opora.catalogue.schema import Record
from opora.catalogue.schema.task import Role, Task, TaskDocument
from opora.documents.papers.feminine import feminine
from opora.documents.papers.greeting import greeting
from opora.documents.papers.meetings import Meeting, is_talk, meeting_ahead, meeting_chosen, meetings_held
from opora.documents.papers.planned import NOTHING_PLANNED, Planned, planned
from opora.documents.papers.reported import reported_month, written_in_record
from opora.documents.papers.said import is_said
from opora.documents.papers.templates import said_by_task
from opora.documents.papers.units import hours_of, with_unit
from opora.organisation.models import Worker
from opora.people.models import Person, Sex

COURT = "court"
COURT_FILE = ("court_file", "court_number")
"""The fields of records that hold the number of the court's file."""
INVITES, TELLS = frozenset({"call"}), frozenset({"minutes"})
"""Kinds of documents about a meeting to come, and about one that was held."""


@dataclass(frozen=True)
class Participant:
    """Somebody who takes part, with the role they do it in."""

    role: str
    role_name: str
    name: str
    born: date | None = None
    """Told to a court, which must know whom it is about."""


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
    hours: str = ""
    """From when to when, of what is kept with its hour."""


@dataclass(frozen=True)
class Done:
    """A step that was done."""

    name: str
    on: date
    record: str = ""
    """What is recorded when it is done."""


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
    key: str = ""
    """Of the task."""
    centre: str = ""
    period: Period | None = None
    participants: tuple[Participant, ...] = ()
    about: tuple[Participant, ...] = ()
    records: tuple[Kept, ...] = ()
    steps: tuple[Done, ...] = ()
    ahead: Meeting | None = None
    held: Meeting | None = None
    """Of minutes, the talk they are of."""
    talks: tuple[Meeting, ...] = ()
    """Of minutes, every talk they may be of."""
    official: str = ""
    own_roles: tuple[str, ...] = ()
    """As what the addressee takes part."""
    their_number: str = ""
    """Under which number a court has the matter."""
    limits: tuple[tuple[str, date], ...] = ()
    """Of a warning that something may last no longer: what, and until when."""
    greeting: str = ""
    of_task: str = ""
    """What this document of this task says besides what its kind does."""
    planned: Planned = NOTHING_PLANNED
    """Of a plan, the aims and tasks that records hold."""
    written: str = ""
    """Of a report that is also kept as a record, the texts of that record."""


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
    meeting: str = "",
) -> Material:
    """What may be filled into a document of the case for this addressee, written by a worker.

    `meeting` is the key of the talk that minutes are of; without one, the last that their step records.
    """
    task = task_of(case)
    is_narrowed = isinstance(addressee, Person) and has_sides(task)
    period = reported_month(case, task, document) or period_of(case, task, document.key)
    tells = document.kind in TELLS and not is_narrowed
    with override(language):
        talks = meetings_held(case, task, document, on=on, language=language) if tells else []
    held = meeting_chosen(talks, task, document, meeting)
    plan = NOTHING_PLANNED if is_narrowed else planned(case, task, document, language)
    return Material(
        key=case.task,
        task=task,
        document=document,
        number=case.number,
        opened_on=case.opened_on,
        on=on,
        centre=case.centre.name_sl,
        period=period,
        participants=_participants(case, task, document, addressee, language),
        about=_in_roles(parties_told_of(case, task, addressee), task, set(document.about), language),
        records=() if is_narrowed else _records(case, task, document, language, period, held, plan),
        steps=() if is_narrowed else _steps(case, task, language, period),
        ahead=meeting_ahead(case, addressee, on=on) if document.kind in INVITES else None,
        held=held,
        talks=tuple(talks),
        official=writer.full_name if writer else "",
        own_roles=_own_roles(case, task, addressee, language),
        their_number=_number_of_court(case, task) if _is_court(addressee) else "",
        limits=() if is_narrowed else _limits(case, task, document, language),
        greeting=greeting(addressee, language),
        of_task=said_by_task(case.task, document.key, language),
        planned=plan,
        written=written_in_record(case, task, document) if not is_narrowed else "",
    )


def _limits(case: Case, task: Task, document: TaskDocument, language: str) -> tuple[tuple[str, date], ...]:
    """The limits that run in the case, for a document that a step with such a limit makes."""
    lasting = {each.key: each for each in task.deadlines if each.lasts}
    own = {step.deadline for step in task.steps if step.document == document.key}
    if document.kind != "notice" or not own & set(lasting):
        return ()
    rows = Deadline.objects.filter(case=case, key__in=set(lasting) - own).order_by("day")
    running = rows.filter(state__in=(DeadlineState.RUNNING, DeadlineState.PAUSED))
    return tuple((lasting[row.key].name(language), row.day) for row in running)


def _is_court(addressee: Person | Body | None) -> bool:
    return isinstance(addressee, Body) and addressee.kind == COURT


def _number_of_court(case: Case, task: Task) -> str:
    """The number of the court's file that a record tells, the newest one."""
    keys = {record.key for record in task.records if any(record.field(each) for each in COURT_FILE)}
    for row in case.records.filter(key__in=keys, struck_at=None).order_by("-happened_on", "-pk"):
        for key in COURT_FILE:
            if number := row.content.get(key):
                return str(number)
    return ""


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
            role_name=_role_name(party, roles.get(party.role), language),
            name=str(party),
            born=party.person.born if party.person is not None else None,
        )
        for party in parties
        if party.role in keys
    )


def _role_name(party: Party, role: Role | None, language: str) -> str:
    """The role as it is said of this one: Slovenian has a word for a woman."""
    if role is None:
        return party.role
    name = role.name(language)
    is_woman = party.person is not None and party.person.sex == Sex.FEMALE
    return feminine(name) if is_woman and language[:2] == "sl" else name


def _own_roles(case: Case, task: Task, addressee: Person | Body | None, language: str) -> tuple[str, ...]:
    if addressee is None:
        return ()
    place = {"person": addressee} if isinstance(addressee, Person) else {"body": addressee}
    roles = {role.key: role for role in task.roles}
    held = (
        Party.objects.filter(case=case, until__isnull=True, **place).select_related("person").order_by("pk")
    )
    return tuple(
        dict.fromkeys(_role_name(party, roles[party.role], language) for party in held if party.role in roles)
    )


def _records(
    case: Case,
    task: Task,
    document: TaskDocument,
    language: str,
    period: Period | None,
    held: Meeting | None,
    plan: Planned,
) -> tuple[Kept, ...]:
    """In the order of the definition, and within a kind by day; in minutes, those of the talk."""
    kinds = {record.key: record for record in task.records}
    rows = [
        row
        for row in CaseRecord.objects.filter(case=case, struck_at__isnull=True, key__in=kinds)
        if row.pk not in plan.versions
        and (period is None or is_of(row, kinds[row.key], period))
        and (held is None or _is_of_talk(row, kinds[row.key], held))
    ]
    by_kind: dict[str, list[CaseRecord]] = {}
    for row in sorted(rows, key=lambda row: (row.happened_on or date.max, row.pk)):
        by_kind.setdefault(row.key, []).append(row)
    return tuple(
        kept
        for record in task.records
        if record.key in by_kind
        for kept in _kept(
            record, by_kind[record.key], language, document.kind, plan.said.get(record.key, frozenset())
        )
    )


def _is_of_talk(row: CaseRecord, kind: Record, held: Meeting) -> bool:
    """Of minutes: the talk itself, what was recorded on its day, and what was kept once before it."""
    if row.pk in held.records:
        return True
    if not kind.many:
        return row.happened_on is None or row.happened_on <= held.on
    return row.happened_on == held.on and not (held.records and is_talk(kind))


def _kept(
    record: Record, rows: list[CaseRecord], language: str, kind: str, elsewhere: Container[str]
) -> Iterator[Kept]:
    names = names_in(record, rows, language)
    for row in rows:
        fields = [
            field
            for field in record.fields
            if field.key not in elsewhere and is_said(record, field, row, kind)
        ]
        hours = hours_of(row, record)
        told = [
            (field.name(language), with_unit(field, row.content[field.key], language, names))
            for field in fields
            if not (hours.said and field.key == hours.lasts)
        ]
        if filled := tuple((label, text) for label, text in told if text.strip()):
            is_one_text = [field.type for field in fields] == ["long_text"]
            sort = _sort(record, row, language)
            yield Kept(record.key, row.happened_on, filled, sort, is_one_text, hours.said)


def _sort(record: Record, row: CaseRecord, language: str) -> str:
    chosen = (field for field in record.fields if field.type == "choice" and field.key in row.content)
    first = next(chosen, None)
    return shown(first, row.content[first.key], language) if first else ""


def _steps(case: Case, task: Task, language: str, period: Period | None) -> tuple[Done, ...]:
    named = {step.key: step for step in task.steps}
    rows = CaseStep.objects.filter(case=case, state=StepState.DONE).order_by("ended_on", "pk")
    return tuple(
        Done(named[row.key].name(language), row.ended_on, named[row.key].record or "")
        for row in rows
        if row.key in named and row.ended_on and (period is None or period.holds(row.ended_on))
    )
