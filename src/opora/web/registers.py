"""Registers: what a centre keeps without a case, by unit and year, in the forms of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opora.audit import trail
from opora.cases.models import CaseRecord
from opora.catalogue import Task, catalogue
from opora.catalogue.schema import Record
from opora.organisation.access import may, reach
from opora.organisation.models import Unit, Worker
from opora.people.folding import order_key
from opora.people.models import Person
from opora.web.access import WorkerRequest, needs
from opora.web.case_records import CELLS, Cell, cells_of, names_of_all
from opora.web.catalogue_sheet import reading
from opora.web.paging import KeyedPage, page_by_key, read_key

SEALED_STEP = "keep_sealed_register"
BESIDE: dict[str, tuple[str, Promise]] = {"mediators": ("mediators", gettext_lazy("Load of mediators"))}
"""Pages that show more of a register than its records: route and words, by register."""


@dataclass(frozen=True)
class Row:
    """A record of a register in its first fields."""

    record: CaseRecord
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Kind:
    """A kind of record of a register, and how many of the year there are."""

    key: str
    name: str
    tally: int
    is_chosen: bool


@needs("keep_record")
def registers(request: WorkerRequest) -> HttpResponse:
    """Every register this worker may keep, by field of work."""
    today, shown = timezone.localdate(), catalogue()
    fields = []
    for field in shown.code_lists["fields_of_work"].entries:
        found = [
            (key, task.name(reading()))
            for key, task in _registers(today)
            if task.field == field.key and _is_open(request.worker, task)
        ]
        if found:
            fields.append((field.name(reading()), sorted(found, key=lambda each: order_key(each[1]))))
    return render(request, "registers/index.html", {"fields": fields})


@needs("keep_record")
def register(request: WorkerRequest, register_key: str) -> HttpResponse:
    """One kind of record of a register, the newest first; the others beside it."""
    task = find_register(request.worker, register_key)
    year = read_key(request.GET.get("year", "")) or timezone.localdate().year
    chosen = next((each for each in task.records if each.key == request.GET.get("kind")), task.records[0])
    records = records_of_register(request.worker, register_key).filter(
        happened_on__year=year
    ) | records_of_register(request.worker, register_key).filter(
        happened_on__isnull=True, entered_at__year=year
    )
    tallies = _tallies(records)
    of_kind = records.filter(key=chosen.key).select_related("unit", "entered_by", "changed_by")
    page = page_by_key(of_kind, request.GET.get("after", ""))
    context = {
        "key": register_key,
        "name": task.name(reading()),
        "kind": chosen,
        "kind_name": chosen.name(reading()),
        "beside": BESIDE.get(register_key),
        "kinds": [
            Kind(each.key, each.name(reading()), tallies.get(each.key, 0), each.key == chosen.key)
            for each in task.records
        ],
        "page": page,
        "rows": _rows(chosen, page, request.worker),
        "year": str(year),
        "earlier": str(year - 1),
        "later": str(year + 1),
        "keep": urlencode({"kind": chosen.key, "year": year}),
        "trail": [(_("Registers"), reverse("registers")), (task.name(reading()), "")],
    }
    return render(request, "registers/register.html", context)


def open_registers(worker: Worker, on: date) -> dict[str, Task]:
    """Every register that a worker may keep, by its key."""
    return {key: task for key, task in _registers(on) if _is_open(worker, task)}


def find_register(worker: Worker, key: str) -> Task:
    """A register that this worker may keep; not found for any other."""
    task = dict(_registers(timezone.localdate())).get(key)
    if task is None or not _is_open(worker, task):
        raise Http404("There is no such register.")
    return task


def records_of_register(worker: Worker, key: str) -> QuerySet[CaseRecord]:
    """The records of a register in the units this worker keeps registers of."""
    return CaseRecord.objects.filter(
        task=key, case__isnull=True, struck_at__isnull=True, unit__in=units_of(worker)
    )


def units_of(worker: Worker) -> QuerySet[Unit]:
    """The units whose registers a worker keeps."""
    reached = reach(worker, "keep_record", timezone.localdate())
    units = Unit.objects.filter(pk__in=reached.units)
    return (Unit.objects.filter(centre=reached.centre) if reached.centre is not None else units).order_by(
        "name"
    )


def shows_persons(records: Sequence[CaseRecord], definition: Record) -> None:
    """The log learns which persons the records on this page name."""
    named = {
        record.content[field.key]
        for record in records
        for field in definition.fields
        if field.type == "party" and field.key in record.content
    }
    if named:
        trail.shows(list(Person.objects.filter(public_id__in=named).values_list("pk", flat=True)))


def _registers(on: date) -> list[tuple[str, Task]]:
    found = []
    for key, versions in catalogue().as_read.tasks.items():
        held = next((each for each in versions if each.is_valid(on) and each.kind == "register"), None)
        if held is not None and held.records:
            found.append((key, held))
    return found


def _is_open(worker: Worker, task: Task) -> bool:
    """A register of sealed matters is for the head and the director."""
    return task.seal is None or may(worker, SEALED_STEP)


def _tallies(records: QuerySet[CaseRecord]) -> dict[str, int]:
    return dict(records.values_list("key").annotate(count=Count("pk")))


def _rows(definition: Record, page: KeyedPage, worker: Worker) -> list[Row]:
    names = names_of_all([definition], page.rows, reading(), worker)
    shows_persons(page.rows, definition)
    return [Row(each, cells_of(definition, each.content, names, reading())[:CELLS]) for each in page.rows]
