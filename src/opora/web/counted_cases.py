"""The cases behind a number and the open cases of a field of work: what a worker may see, how many more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.cases.models import Case
from opora.catalogue import catalogue
from opora.counting.counted import keys_behind
from opora.counting.meaning import Meaning, Unmeant, meaning_of
from opora.counting.opened import cases_open_to
from opora.organisation.access import may
from opora.web.access import WorkerRequest, needs
from opora.web.catalogue_sheet import reading
from opora.web.counts import Asked, asked_for, units_for
from opora.web.main_persons import with_main_persons
from opora.web.paging import page_by_key
from opora.web.registers import find_register, records_of_register

EVERYTHING = "all"


@needs("see_case")
def counted_cases(request: WorkerRequest, key: str, indicator: str) -> HttpResponse:
    """The cases behind a number that this worker may see, and how many more; of a register, records."""
    asked = asked_for(request, key)
    meaning = _meaning(asked, indicator)
    by = request.GET.get("by", "")
    word = request.GET.get("word") if by and "unknown" not in request.GET else None
    try:
        keys = keys_behind(
            meaning, asked.period, units=asked.units, on=timezone.localdate(), by=by, word=word
        )
    except KeyError:
        raise Http404("It is not split by this.") from None
    if meaning.is_register:
        return _records(request, asked, meaning, keys)
    found = cases_open_to(request.worker, meaning, keys, at=timezone.now())
    return _cases(request, found, len(keys), _trail(asked, meaning), _kept(request))


@needs("see_case")
def cases_of_field(request: WorkerRequest, field: str) -> HttpResponse:
    """One list of the cases of a field of work, or of all fields, that are not closed."""
    names = {entry.key: entry.name(reading()) for entry in catalogue().code_lists["fields_of_work"].entries}
    if field not in names and field != EVERYTHING:
        raise Http404("There is no such field of work.")
    on = timezone.localdate()
    tasks = [key for key in catalogue().tasks if catalogue().version_for(key, on=on).field == field]
    open_ = Case.objects.filter(closed_on=None, unit__in=units_for(request.worker, "see_case"))
    here = open_ if field == EVERYTHING else open_.filter(task__in=tasks)
    name = names.get(field, _("All fields of work")).capitalize()
    trail_ = [(_("Counts"), reverse("counts")), (name, "")] if may(request.worker, "see_counts") else []
    seen = here.filter(pk__in=Case.objects.visible_to(request.worker).values("pk"))
    return _cases(request, seen, here.count(), trail_, {}, title=name)


def _cases(
    request: WorkerRequest,
    found: Any,
    counted: int,
    trail_: Sequence[tuple[str, str]],
    kept: dict[str, str],
    title: str = "",
) -> HttpResponse:
    page = page_by_key(found, request.GET.get("after", ""))
    with_main_persons(page.rows)
    context = {
        "page": page,
        "keep": urlencode(kept),
        "unseen": counted - found.count(),
        "counted": counted,
        "title": title or trail_[-1][0],
        "trail": trail_,
    }
    return render(request, "counts/cases.html", context)


def _records(request: WorkerRequest, asked: Asked, meaning: Meaning, keys: Sequence[int]) -> HttpResponse:
    """Records of a register; to whoever does not keep it, the number alone."""
    try:
        find_register(request.worker, asked.key)
        found = records_of_register(request.worker, asked.key).filter(pk__in=keys)
    except Http404:
        found = records_of_register(request.worker, asked.key).none()
    page = page_by_key(found.select_related("unit"), request.GET.get("after", ""))
    context = {
        "page": page,
        "keep": urlencode(_kept(request)),
        "unseen": len(keys) - found.count(),
        "counted": len(keys),
        "title": meaning.indicator.name(reading()),
        "trail": _trail(asked, meaning),
    }
    return render(request, "counts/records.html", context)


def _kept(request: WorkerRequest) -> dict[str, str]:
    """What was asked for, for the next page of the list."""
    return {name: str(value) for name, value in request.GET.items() if name != "after"}


def _meaning(asked: Asked, indicator: str) -> Meaning:
    found = next((each for each in asked.task.indicators if each.key == indicator), None)
    try:
        if found is not None:
            return meaning_of(asked.key, asked.task, found)
    except Unmeant:
        pass
    raise Http404("There is no such count.")


def _trail(asked: Asked, meaning: Meaning) -> list[tuple[str, str]]:
    task = f"{reverse('counts_of_task', args=[asked.key])}?{urlencode(asked.kept)}"
    return [
        (_("Counts"), reverse("counts")),
        (asked.task.name(reading()), task),
        (meaning.indicator.name(reading()), ""),
    ]
