"""Counts: a field of work, its tasks, what is counted of each by unit and together; the same as files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.catalogue import Task, catalogue
from opora.counting.counted import task_at
from opora.counting.export import to_csv, to_xlsx
from opora.counting.period import Period
from opora.counting.report import task_lines
from opora.counting.table import Line, Shown
from opora.documents.file_names import file_name
from opora.organisation.access import may, reach
from opora.organisation.models import Unit, Worker
from opora.people.folding import order_key
from opora.web.access import WorkerRequest, needs
from opora.web.catalogue_sheet import reading
from opora.web.forms.counts import PeriodForm
from opora.web.norms import XLSX
from opora.web.refusal import UNPROCESSABLE


@dataclass
class Asked:
    """A task, the days and the units that are counted."""

    key: str
    task: Task
    form: PeriodForm
    units: list[Unit]

    @property
    def period(self) -> Period:
        return self.form.period

    @property
    def kept(self) -> dict[str, str]:
        """The days and the unit, for other addresses."""
        unit = self.units[0].pk if len(self.units) == 1 else ""
        return {
            "first": self.period.first.isoformat(),
            "last": self.period.last.isoformat(),
            "unit": str(unit),
        }


@needs("see_counts")
def counts(request: WorkerRequest) -> HttpResponse:
    """Every task of which something is counted, by field of work."""
    on, shown = timezone.localdate(), catalogue()
    fields = []
    for field in shown.code_lists["fields_of_work"].entries:
        versions = [(key, shown.as_read.version_for(key, on=on)) for key in shown.tasks]
        tasks = [
            (key, task.name(reading()))
            for key, task in versions
            if task.field == field.key and task.indicators
        ]
        if tasks:
            name = field.name(reading())
            fields.append((field.key, name, sorted(tasks, key=lambda each: order_key(each[1]))))
    context = {"fields": fields, "may_see_cases": may(request.worker, "see_case")}
    return render(request, "counts/index.html", context)


@needs("see_counts")
def counts_of_task(request: WorkerRequest, key: str) -> HttpResponse:
    """What is counted of a task in a period, by unit and together, beside the year before."""
    asked = asked_for(request, key)
    context = {
        "asked": asked,
        "name": asked.task.name(reading()),
        "lines": [_drawn(asked, line) for line in _lines(asked)],
        "kept": urlencode(asked.kept),
        "limit": settings.OPORA_SMALL_COUNT,
        "trail": [(_("Counts"), reverse("counts")), (asked.task.name(reading()), "")],
    }
    return render(request, "counts/task.html", context, status=UNPROCESSABLE if asked.form.errors else 200)


@needs("see_counts")
def counts_csv(request: WorkerRequest, key: str) -> HttpResponse:
    """The same as CSV, for publication with `?publish=1`; the page, where something typed is wrong."""
    asked = asked_for(request, key)
    if asked.form.errors:
        return counts_of_task(request, key)
    lines = _lines(asked, hidden_below=_hidden_below(request))
    return _file(request, to_csv(lines, asked.units), asked, "text/csv; charset=utf-8", ".csv")


@needs("see_counts")
def counts_xlsx(request: WorkerRequest, key: str) -> HttpResponse:
    """The same as XLSX."""
    asked = asked_for(request, key)
    if asked.form.errors:
        return counts_of_task(request, key)
    limit = _hidden_below(request)
    lines = _lines(asked, hidden_below=limit)
    content = to_xlsx(lines, asked.units, asked.period, hidden_below=limit)
    return _file(request, content, asked, XLSX, ".xlsx")


def asked_for(request: WorkerRequest, key: str) -> Asked:
    """The form as typed. A task that nobody defined, and a worker without a unit, find nothing."""
    on = timezone.localdate()
    units = units_for(request.worker, "see_counts")
    form = PeriodForm(request.GET or None, units=[(str(unit.pk), unit.name) for unit in units], on=on)
    form.is_valid()
    chosen = form.cleaned_data.get("unit") if form.is_bound else ""
    try:
        task = task_at(key, form.period)
    except KeyError:
        raise Http404("There is no such task.") from None
    return Asked(key, task, form, [unit for unit in units if not chosen or str(unit.pk) == chosen])


def _lines(asked: Asked, *, hidden_below: int | None = None) -> list[Line]:
    return task_lines(
        asked.key,
        asked.period,
        units=asked.units,
        on=timezone.localdate(),
        language=reading(),
        hidden_below=hidden_below,
    )


def _drawn(asked: Asked, line: Line) -> dict[str, Any]:
    """A line with the addresses of the cases behind its numbers."""
    shown = [(_("Together"), line.whole)]
    if len(asked.units) > 1:
        shown = [*((unit.name, cell) for unit, cell in zip(asked.units, line.cells, strict=True)), *shown]
    return {"line": line, "cells": [(label, cell, _address(asked, line, cell)) for label, cell in shown]}


def _address(asked: Asked, line: Line, cell: Shown) -> str:
    if not cell.opens:
        return ""
    told = asked.kept | ({"unit": str(cell.place.unit)} if cell.place.unit else {})
    if cell.place.by:
        told["by"] = cell.place.by
        told |= {"unknown": "1"} if cell.place.word is None else {"word": cell.place.word}
    return f"{reverse('counted_cases', args=[asked.key, line.key])}?{urlencode(told)}"


def units_for(worker: Worker, step: str) -> list[Unit]:
    """The units a worker reaches for a step, by name."""
    reached = reach(worker, step)
    units = Unit.objects.filter(centre=worker.centre_id)
    if reached.centre is None:
        units = units.filter(pk__in=reached.units)
    return sorted(units, key=lambda unit: order_key(unit.name))


def _hidden_below(request: WorkerRequest) -> int | None:
    return settings.OPORA_SMALL_COUNT if request.GET.get("publish") else None


def _file(request: WorkerRequest, content: bytes, asked: Asked, kind: str, ending: str) -> HttpResponse:
    """What is for publication has a name of its own: the other file is not to go out by mistake."""
    of = (asked.task.name(reading()), asked.period.first.isoformat(), asked.period.last.isoformat())
    named = "counts" if _hidden_below(request) is None else "counts_for_publication"
    name = file_name(named, *of, ending=ending)
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
