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
from opora.catalogue.local import lacks_first_day
from opora.catalogue.telling.words import words_in
from opora.organisation.access import may
from opora.people.folding import fold, order_key
from opora.web.access import WorkerRequest, needs
from opora.web.catalogue_differences import differences
from opora.web.catalogue_sheet import numbered, reading, sheet_of
from opora.web.paging import read_key


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
    lines = _lines_by_field(shown, on, sought)
    named = [(entry.key, entry.name(reading())) for entry in shown.code_lists["fields_of_work"].entries]
    fields = [(name, lines[field]) for field, name in named if field in lines]
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
        "versions": [(number, _label(each), number == place) for number, each in enumerate(versions)],
        "may_begin": lacks_first_day(versions) and may(request.worker, "propose_catalogue"),
        "may_propose": task.removed_on is None and may(request.worker, "propose_catalogue"),
        "trail": [(_("Catalogue of tasks"), reverse("catalogue")), (sheet.name, "")],
    }
    return render(request, "catalogue/task.html", context)


@needs("see_catalogue")
def catalogue_versions(request: WorkerRequest, key: str) -> HttpResponse:
    """Two versions of a definition side by side, the last two unless told; never one beside itself."""
    versions = _versions(catalogue(), key)
    first = _chosen(request.GET.get("first", ""), versions, max(len(versions) - 2, 0))
    second = _chosen(request.GET.get("second", ""), versions, len(versions) - 1)
    if first == second and len(versions) > 1:
        first = second - 1 if second else 1
    first, second = sorted((first, second))
    labels = [_label(each) for each in versions]
    name = versions[-1].name(reading())
    context = {
        "name": name,
        "is_only_one": len(versions) == 1,
        "chosen_versions": [
            ("first", first, _("One version"), list(enumerate(labels))[:-1]),
            ("second", second, _("The other"), list(enumerate(labels))[1:]),
        ],
        "differences": differences(versions[first], versions[second], language=reading()),
        "before_words": labels[first],
        "after_words": labels[second],
        "trail": [
            (_("Catalogue of tasks"), reverse("catalogue")),
            (name, reverse("catalogue_task", args=[key])),
            (_("Versions side by side"), ""),
        ],
    }
    return render(request, "catalogue/versions.html", context)


def _label(version: Task) -> str:
    if version.valid_from is None:
        return _("the first version")
    return _("from %(day)s") % {"day": words_in(reading()).day(version.valid_from)}


def _versions(shown: Catalogue, key: str) -> tuple[Task, ...]:
    if key not in shown.tasks:
        raise Http404
    return shown.tasks[key]


def _place(chosen: str, versions: tuple[Task, ...]) -> int:
    return _chosen(chosen, versions, _held(versions, timezone.localdate()))


def _chosen(chosen: str, versions: tuple[Task, ...], otherwise: int) -> int:
    """A place typed in an address, where there is a version."""
    place = read_key(chosen)
    return otherwise if place is None or place >= len(versions) else place


def _lines_by_field(shown: Catalogue, on: date, sought: str) -> dict[str, list[Line]]:
    """The tasks a word is found in, by field of work; those that are no more stand last."""
    words, language = words_in(reading()), reading()
    found: dict[str, list[Line]] = {}
    for key, versions in shown.tasks.items():
        task = versions[_held(versions, on)]
        is_removed = task.removed_on is not None and task.removed_on <= on
        ended = is_removed or task.is_unpublished(on) or not task.is_valid(on)
        kind = words[f"kind_{task.kind}"]
        line = Line(key, task.name(language), numbered(task), kind, ended, len(versions))
        if _is_meant(line, sought):
            found.setdefault(task.field, []).append(line)
    for lines in found.values():
        lines.sort(key=lambda line: (line.ended, order_key(line.name)))
    return found


def _held(versions: tuple[Task, ...], on: date) -> int:
    return next((place for place, each in enumerate(versions) if each.is_valid(on)), len(versions) - 1)


def _is_meant(line: Line, sought: str) -> bool:
    return not sought or fold(sought) in fold(f"{line.numbered} {line.name}")
