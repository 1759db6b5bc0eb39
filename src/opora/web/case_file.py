"""The whole file of a case on one page, to read or print: plan, records, notes, papers and what was done.

For somebody in a programme it is their personal file, with reviews, questionnaires and yearly reports.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from opora.cases.catalogue_versions import task_of
from opora.cases.handling import may_read_notes
from opora.cases.models import Case, StepState
from opora.cases.records import may_read
from opora.catalogue import Task
from opora.documents.models import Document
from opora.organisation.access import may
from opora.organisation.models import Worker
from opora.web.access import WorkerRequest, needs
from opora.web.case_frame import find_case, header
from opora.web.case_records import Cell, cells_of, names_of_all
from opora.web.notes_panel import NAMES


@dataclass(frozen=True)
class Entry:
    """One record with all it says."""

    day: date | None
    cells: list[Cell]


@dataclass(frozen=True)
class Chapter:
    """The records of a kind."""

    name: str
    entries: list[Entry]


@needs("see_case")
def case_file(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Everything of the case that this worker may read, the oldest first."""
    case = find_case(request, public_id)
    task = task_of(case)
    chapters, closed = chapters_of(case, task, request.worker)
    context = header(request, case, "case_file") | {
        "task_name": task.name(get_language() or "en"),
        "on": timezone.localdate(),
        "chapters": chapters,
        "closed": closed,
        "done": _done(case, task),
        "notes_are_closed": not may_read_notes(request.worker, case, at=timezone.now()),
        "notes": [(note, NAMES[note.kind]) for note in case.notes.select_related("by").order_by("at", "pk")],
        "papers": _papers(case) if may(request.worker, "see_document") else [],
    }
    return render(request, "work/case_file.html", context)


def chapters_of(case: Case, task: Task, worker: Worker) -> tuple[list[Chapter], list[str]]:
    """The records by kind in the order of the task; and the names of kinds that others read."""
    language, now = get_language() or "en", timezone.now()
    records = list(case.records.filter(struck_at=None).order_by("happened_on", "pk"))
    names = names_of_all(task.records, records, language, worker)
    chapters, closed = [], []
    for definition in task.records:
        kept = [record for record in records if record.key == definition.key]
        if not kept:
            continue
        if not may_read(worker, definition, case, at=now):
            closed.append(definition.name(language))
            continue
        entries = [
            Entry(each.happened_on, cells_of(definition, each.content, names, language)) for each in kept
        ]
        chapters.append(Chapter(definition.name(language), entries))
    return chapters, closed


def _done(case: Case, task: Task) -> list[tuple[str, date | None]]:
    language = get_language() or "en"
    names = {step.key: step.name(language) for step in task.steps}
    ended = case.steps.filter(state=StepState.DONE).order_by("ended_on", "pk")
    return [(names.get(step.key, step.key), step.ended_on) for step in ended]


def _papers(case: Case) -> list[Document]:
    return list(Document.objects.filter(case=case).order_by("registered_on", "pk"))
