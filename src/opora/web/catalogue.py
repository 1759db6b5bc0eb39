"""The catalogue to read: every task by field of work, one definition, two versions side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from opora.catalogue import Catalogue, Task, catalogue
from opora.catalogue.telling.words import words_in
from opora.people.folding import fold, order_key
from opora.web.access import WorkerRequest, needs
from opora.web.catalogue_sheet import numbered, reading, sheet_of


@dataclass(frozen=True)
class Line:
    """A task in the list: the version that holds on the day asked for, or the last one there was."""

    key: str
    name: str
    numbered: str
    kind: str
    ended: bool
    versions: int


@needs("see_catalogue")
def catalogue_index(request: WorkerRequest) -> HttpResponse:
    """Every task by field of work, as of a day, and those a word is found in."""
    on = parse_date(request.GET.get("on", "")) or timezone.localdate()
    sought = request.GET.get("q", "").strip()
    shown = catalogue()
    fields = []
    for entry in shown.code_lists["fields_of_work"].entries:
        lines = [line for line in _lines(shown, entry.key, on) if _is_meant(line, sought)]
        if lines:
            fields.append((entry.name(reading()), lines))
    context = {"fields": fields, "on": on, "q": sought, "count": sum(len(lines) for _field, lines in fields)}
    return render(request, "catalogue/index.html", context)


@needs("see_catalogue")
def catalogue_task(request: WorkerRequest, key: str) -> HttpResponse:
    """One definition: the version that holds today, or the one chosen by its place."""
    shown = catalogue()
    versions = _versions(shown, key)
    place = _place(request.GET.get("version", ""), versions)
    task = versions[place]
    sheet = sheet_of(key, task, shown)
    context = {
        "sheet": sheet,
        "versions": [(number, each, number == place) for number, each in enumerate(versions)],
        "trail": [(_("Catalogue of tasks"), reverse("catalogue")), (sheet.name, "")],
    }
    return render(request, "catalogue/task.html", context)


def _versions(shown: Catalogue, key: str) -> tuple[Task, ...]:
    if key not in shown.tasks:
        raise Http404
    return shown.tasks[key]


def _place(chosen: str, versions: tuple[Task, ...]) -> int:
    if chosen.isdigit() and int(chosen) < len(versions):
        return int(chosen)
    today = timezone.localdate()
    return next((place for place, each in enumerate(versions) if each.is_valid(today)), len(versions) - 1)


def _lines(shown: Catalogue, field: str, on: date) -> list[Line]:
    words, found = words_in(reading()), []
    for key, versions in shown.tasks.items():
        task = versions[_held(versions, on)]
        if task.field == field:
            ended = task.removed_on is not None or not task.is_valid(on)
            kind = words[f"kind_{task.kind}"]
            found.append(Line(key, task.name(reading()), numbered(task), kind, ended, len(versions)))
    return sorted(found, key=lambda line: (line.ended, order_key(line.name)))


def _held(versions: tuple[Task, ...], on: date) -> int:
    return next((place for place, each in enumerate(versions) if each.is_valid(on)), len(versions) - 1)


def _is_meant(line: Line, sought: str) -> bool:
    return not sought or fold(sought) in fold(f"{line.numbered} {line.name}")
