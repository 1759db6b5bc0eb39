"""What a plan says of aims and tasks, taken from the records that already hold them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import override

from opora.cases.models import Case, CaseRecord
from opora.cases.values import names_in, shown
from opora.catalogue.schema import Record, RecordField
from opora.catalogue.schema.task import Task, TaskDocument
from opora.documents.papers.reported import own_records

AIMS = ("aims", "goals", "short_goals", "long_goals", "stage_goals")
TASKS = ("tasks", "tasks_family", "tasks_others", "steps")
WHAT, WHO, UNTIL = ("what", "content"), ("who", "performer"), ("until", "due_on")
"""Of a record that is one task: its fields for what, who, and by when."""
VERSION = ("made_on", "written_on")
"""A record with such a day is a version of the plan: only the newest holds."""


@dataclass(frozen=True)
class Planned:
    """Aims and tasks as lines, and the fields of records that these lines say already."""

    aims: str = ""
    tasks: str = ""
    said: Mapping[str, frozenset[str]] = field(default_factory=dict)
    versions: frozenset[int] = frozenset()
    """The records of an earlier version, which hold no more."""


NOTHING_PLANNED = Planned()


def planned(case: Case, task: Task, document: TaskDocument, language: str) -> Planned:
    """Nothing for a document that is no plan."""
    if document.kind != "plan":
        return NOTHING_PLANNED
    own = [record for record in task.records if record.key in own_records(task, document)]
    aims: list[str] = []
    tasks: list[str] = []
    said: dict[str, frozenset[str]] = {}
    earlier: set[int] = set()
    for record in own:
        rows = _rows(case, record)
        if rows and any(record.field(key) for key in VERSION):
            earlier |= {row.pk for row in rows[:-1]}
            rows = rows[-1:]
        aims += _texts(record, rows, AIMS, language)
        tasks += _texts(record, rows, TASKS, language)
        said[record.key] = frozenset((*AIMS, *TASKS))
    for record in task.records:
        if all(_named(record, keys) for keys in (WHAT, WHO, UNTIL)):
            tasks += _lines(record, _rows(case, record), language)
            said[record.key] = frozenset(each.key for each in record.fields)
    return Planned("\n".join(aims), "\n".join(tasks), said, frozenset(earlier))


def _rows(case: Case, record: Record) -> list[CaseRecord]:
    return list(case.records.filter(key=record.key, struck_at=None).order_by("happened_on", "pk"))


def _texts(record: Record, rows: Iterable[CaseRecord], keys: Sequence[str], language: str) -> list[str]:
    return [
        shown(field, row.content[field.key], language)
        for row in rows
        for field in record.fields
        if field.key in keys and row.content.get(field.key)
    ]


def _lines(record: Record, rows: Sequence[CaseRecord], language: str) -> list[str]:
    """*Zamenja ključavnico: žrtev, do 1. 6. 2026*."""
    names = names_in(record, rows, language)
    found = []
    for row in rows:
        what, who, until = (
            shown(named, row.content.get(named.key), language, names)
            if (named := _named(record, keys))
            else ""
            for keys in (WHAT, WHO, UNTIL)
        )
        with override(language):
            day = _("by %(day)s") % {"day": until} if until else ""
        behind = ", ".join(filter(None, (who, day)))
        found.append(f"{what}: {behind}" if behind else what)
    return found


def _named(record: Record, keys: Sequence[str]) -> RecordField | None:
    return next((each for each in record.fields if each.key in keys), None)
