"""Lists of cases as the catalogue tells them: wards by institution, patients who wait for a place, visits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit import trail
from opora.cases.case_lists import Listed, listed
from opora.cases.models import Case, CaseState
from opora.cases.shown_values import names_in, shown
from opora.catalogue import Task, catalogue
from opora.catalogue.schema.case_lists import CaseList
from opora.organisation.models import Unit
from opora.people.folding import order_key
from opora.web.access import WorkerRequest, needs
from opora.web.catalogue_sheet import reading


@dataclass(frozen=True)
class Cell:
    """A field of the list in words."""

    label: str
    value: str


@dataclass(frozen=True)
class Row:
    """A case of the list as it is read."""

    case: Case
    persons: Sequence[str]
    marks: Sequence[str]
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Group:
    """The cases at one body; the name is empty where they are at none."""

    name: str
    rows: Sequence[Row]


@needs("see_case")
def case_lists(request: WorkerRequest) -> HttpResponse:
    """Every list that a task of the worker's cases tells; with `?of` one of them."""
    today = timezone.localdate()
    word = request.GET.get("of", "")
    seen = Case.objects.visible_to(request.worker)
    if not word:
        return render(request, "owed/lists.html", {"fields": _fields(seen, today)})
    found = next((row for row in _known(today) if f"{row[0]}.{row[2].key}" == word), None)
    if found is None:
        raise Http404("There is no such list.")
    key, task, case_list = found
    cases = seen.filter(task=key)
    units = _units(cases)
    unit = next((each for each in units if str(each.pk) == request.GET.get("unit")), None)
    rows = listed(case_list, cases.filter(unit=unit) if unit else cases, on=today)
    trail.shows([party.person_id for each in rows for party in _persons(each) if party.person_id])
    context = {
        "name": case_list.name(reading()),
        "task": task.name(reading()),
        "word": word,
        "groups": _groups(case_list, task, rows),
        "is_grouped": case_list.by is not None,
        "count": len(rows),
        "units": units if len(units) > 1 else [],
        "unit": unit,
        "trail": [(_("Lists of cases"), reverse("case_lists")), (case_list.name(reading()), "")],
    }
    return render(request, "owed/list.html", context)


def _known(on: date) -> Iterator[tuple[str, Task, CaseList]]:
    for key, versions in catalogue().as_read.tasks.items():
        task = next((each for each in versions if each.is_valid(on)), None)
        if task is not None:
            yield from ((key, task, each) for each in task.case_lists)


def _fields(seen: QuerySet[Case], on: date) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The lists of tasks of which the worker sees a running case, by field of work."""
    known = list(_known(on))
    running = seen.exclude(state=CaseState.CLOSED).filter(task__in={key for key, _task, _list in known})
    held = set(running.order_by().values_list("task", flat=True).distinct())
    found = []
    for field in catalogue().code_lists["fields_of_work"].entries:
        lists = [
            (f"{key}.{each.key}", each.name(reading()), task.name(reading()))
            for key, task, each in known
            if task.field == field.key and key in held
        ]
        if lists:
            found.append((field.name(reading()), sorted(lists, key=lambda row: order_key(row[1]))))
    return found


def _units(cases: QuerySet[Case]) -> list[Unit]:
    held = cases.exclude(state=CaseState.CLOSED).order_by().values("unit").distinct()
    return sorted(Unit.objects.filter(pk__in=held), key=lambda unit: order_key(unit.name))


def _groups(case_list: CaseList, task: Task, rows: Sequence[Listed]) -> list[Group]:
    """By the body, in the order of names; those who are nowhere stand last."""
    by_name: dict[str, list[Row]] = {}
    for each, row in zip(rows, _rows(case_list, task, rows), strict=True):
        by_name.setdefault(each.group, []).append(row)
    names = sorted(by_name, key=lambda name: (not name, order_key(name)))
    return [Group(name, by_name[name]) for name in names]


def _rows(case_list: CaseList, task: Task, rows: Sequence[Listed]) -> list[Row]:
    columns = [_column(path, task, rows) for path in case_list.shows]
    return [
        Row(
            case=each.seen.case,
            persons=[str(party) for party in _persons(each)],
            marks=[mark.name(reading()) for mark in each.marks],
            cells=[column[index] for column in columns if column[index].value],
        )
        for index, each in enumerate(rows)
    ]


def _column(path: str, task: Task, rows: Sequence[Listed]) -> list[Cell]:
    """A field of all rows at once: names are asked for together."""
    key, _dot, named = path.partition(".")
    record = next(each for each in task.records if each.key == key)
    field = record.field(named)
    assert field is not None  # the catalogue refuses a list that reads what is not there
    kept = [each.seen.last(key) for each in rows]
    names = names_in(record, [each for each in kept if each is not None], reading())
    values = [shown(field, each.content.get(named), reading(), names) if each else "" for each in kept]
    return [Cell(field.name(reading()), value) for value in values]


def _persons(each: Listed) -> list[Any]:
    """Whom the case is about: the persons of its first role that has any, and of its second."""
    of_roles = [parties for parties in each.seen.parties.values() if parties[0].person_id is not None]
    return [party for parties in of_roles[:2] for party in parties]
