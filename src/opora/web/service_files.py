"""Files of services with gaps: by service and by worker, those longest incomplete first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case
from opora.catalogue import catalogue
from opora.documents.service_files import files_of, services
from opora.norms.file_state import FileState
from opora.organisation.access import may
from opora.organisation.models import Unit, Worker
from opora.people.folding import order_key
from opora.web.access import WorkerRequest, needs
from opora.web.catalogue_sheet import reading
from opora.web.links import address
from opora.web.main_persons import with_main_persons
from opora.web.paging import ROWS, KeyedPage, read_key

LOOKED_AT = 1000
"""How many files are looked at, the newest: all of them have to be read to know which have gaps."""
A_YEAR = timedelta(days=366)
MINE, EVERYBODY, NOBODY = "mine", "all", "nobody"
LATELY, RUNNING, CLOSED = "", "running", "closed"
GAPS, ALL = "", "all"
Kept = dict[str, str]
"""What is chosen, as the address holds it."""


@dataclass(frozen=True)
class Looked:
    """A case whose file was looked at."""

    case: Case
    state: FileState

    @property
    def worker(self) -> str:
        """The word by which its worker is chosen."""
        return str(self.case.assigned_to_id or NOBODY)

    @property
    def order(self) -> tuple[bool, date, int]:
        """Gaps first, the oldest of them on top."""
        return self.state.since is None, self.state.since or self.case.opened_on, self.case.pk


@dataclass(frozen=True)
class Row:
    """A file of the list as it is read."""

    case: Case
    task: str
    missing: Sequence[str]
    since: date | None
    address: str


@dataclass(frozen=True)
class Tally:
    """How many files of a service or a worker were looked at, and how many of them have gaps."""

    key: str
    name: str
    files: int
    gaps: int
    is_chosen: bool
    address: str


@needs("see_service_files")
def service_files(request: WorkerRequest) -> HttpResponse:
    """Files with gaps, or all; of a worker, a service, a unit. What is not reached is not looked at."""
    asked = request.GET
    seen = Case.objects.reached_for("see_service_files", request.worker).filter(task__in=services())
    units = _units(seen)
    unit = next((each for each in units if str(each.pk) == asked.get("unit")), None)
    when = asked.get("when", LATELY)
    looked, is_all = _looked(seen.filter(unit=unit) if unit else seen, when, timezone.localdate())
    whose = asked.get("whose") or (EVERYBODY if may(request.worker, "see_unit_overview") else MINE)
    of_worker = _of_worker(looked, whose, request.worker)
    task = asked.get("task", "") if asked.get("task", "") in services() else ""
    of_task = [each for each in of_worker if not task or each.case.task == task]
    show = asked.get("show", GAPS)
    found = of_task if show == ALL else [each for each in of_task if not each.state.is_complete]
    page = _page(sorted(found, key=lambda each: each.order), asked.get("after", ""))
    chosen = {"task": task, "whose": asked.get("whose", ""), "when": when, "show": show}
    kept = {"unit": str(unit.pk) if unit else ""} | chosen
    with_main_persons([each.case for each in page.rows])
    context = {
        "rows": [_row(each) for each in page.rows],
        "page": page,
        "keep": _words(kept),
        "tabs": _tabs(kept, of_task),
        "units": units if len(units) > 1 else [],
        "unit": unit,
        "by_task": _by_task(of_worker, kept),
        "by_worker": _by_worker(looked, whose, kept),
        "whose": whose,
        "when": when,
        "show": show,
        "most": None if is_all else LOOKED_AT,
        "times": _times(),
    }
    return render(request, "owed/service_files.html", context)


def _looked(cases: QuerySet[Case], when: str, today: date) -> tuple[list[Looked], bool]:
    """The newest files, and whether these are all of them."""
    if when == RUNNING:
        cases = cases.filter(closed_on=None)
    elif when == CLOSED:
        cases = cases.filter(closed_on__isnull=False)
    else:
        cases = cases.filter(Q(closed_on=None) | Q(closed_on__gt=today - A_YEAR))
    found = list(cases.select_related("assigned_to").order_by("-pk")[: LOOKED_AT + 1])
    by_id = {case.pk: case for case in found[:LOOKED_AT]}
    states = files_of(by_id.values())
    return [Looked(by_id[pk], state) for pk, state in states.items()], len(found) <= LOOKED_AT


def _of_worker(looked: Iterable[Looked], whose: str, worker: Worker) -> list[Looked]:
    if whose == EVERYBODY:
        return list(looked)
    wanted = str(worker.pk) if whose == MINE else whose
    return [each for each in looked if each.worker == wanted]


def _page(found: Sequence[Looked], after: str) -> KeyedPage:
    """The rows behind the case `after`; the list begins anew where that has left it."""
    keys = [each.case.pk for each in found]
    key = read_key(after)
    begin = keys.index(key) + 1 if key in keys else 0
    shown = list(found[begin : begin + ROWS])
    there_is_more = len(found) > begin + ROWS
    return KeyedPage(shown, str(shown[-1].case.pk) if there_is_more else "", is_later=begin > 0)


def _row(looked: Looked) -> Row:
    task = task_of(looked.case)
    return Row(
        case=looked.case,
        task=task.name(reading()),
        missing=[each.part.name(task, reading()) for each in looked.state.missing],
        since=looked.state.since,
        address=f"{address('case', looked.case.public_id)}#contents",
    )


def _by_task(looked: Sequence[Looked], kept: Kept) -> list[Tally]:
    found = []
    for key in services():
        of = [each for each in looked if each.case.task == key]
        if of or key == kept["task"]:
            name = catalogue().as_read.tasks[key][-1].name(reading())
            found.append(_tally(key, name, of, key == kept["task"], kept | {"task": key}))
    return found


def _by_worker(looked: Sequence[Looked], chosen: str, kept: Kept) -> list[Tally]:
    """By name; what nobody has stands last."""
    by_worker: dict[str, list[Looked]] = {}
    for each in looked:
        by_worker.setdefault(each.worker, []).append(each)
    found = []
    for key, of in by_worker.items():
        worker = of[0].case.assigned_to
        found.append(
            _tally(key, worker.full_name if worker else "", of, key == chosen, kept | {"whose": key})
        )
    return sorted(found, key=lambda tally: (not tally.name, order_key(tally.name)))


def _tally(key: str, name: str, of: Sequence[Looked], is_chosen: bool, kept: Kept) -> Tally:
    gaps = sum(not each.state.is_complete for each in of)
    return Tally(key, name, len(of), gaps, is_chosen, f"{reverse('service_files')}?{_words(kept)}")


def _units(seen: QuerySet[Case]) -> list[Unit]:
    """The units in which the worker reaches files of services."""
    held = seen.order_by().values("unit").distinct()
    return sorted(Unit.objects.filter(pk__in=held), key=lambda unit: order_key(unit.name))


def _times() -> list[tuple[str, str]]:
    return [
        (LATELY, _("Running cases, and those closed within a year")),
        (RUNNING, _("Running cases")),
        (CLOSED, _("Closed cases of all years")),
    ]


def _tabs(kept: Kept, of_task: Sequence[Looked]) -> list[dict[str, Any]]:
    gaps = sum(not each.state.is_complete for each in of_task)
    return [
        {
            "address": f"{reverse('service_files')}?{_words(kept | {'show': show})}",
            "words": words,
            "current": kept["show"] == show,
            "tally": tally,
        }
        for show, words, tally in ((GAPS, _("With gaps"), gaps), (ALL, _("All case files"), len(of_task)))
    ]


def _words(chosen: Kept) -> str:
    return urlencode({name: value for name, value in chosen.items() if value})
