"""What is owed in the worker's cases, by kind and unit: reports, visits, interviews; the oldest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.audit import trail
from opora.cases.models import Case, Deadline, Party
from opora.cases.owed import Kind, Owed, kinds_of, owed_by, with_what_was_done
from opora.cases.register_deadlines import RegisterOwed, owed_in_registers
from opora.catalogue import catalogue
from opora.catalogue.schema import Record
from opora.organisation.access import may
from opora.organisation.models import Unit, Worker
from opora.people.folding import order_key
from opora.web.access import WorkerRequest, needs
from opora.web.case_records import cells_of, names_of_all
from opora.web.catalogue_sheet import reading
from opora.web.deadlines import UNANSWERED, ReadDeadline, read, state_of
from opora.web.paging import ROWS, KeyedPage, read_key
from opora.web.registers import open_registers, shows_persons, units_of

DAYS_AHEAD = 30
LATE, SOON, ALL = "late", "", "all"
NAMED = 3
TOLD = 2
MOST_OF_REGISTERS = 50


@dataclass(frozen=True)
class Row:
    """A duty as it is read: whose, by when, and how long it is since it was done or asked for."""

    owed: Owed
    read: ReadDeadline
    task: str
    persons: Sequence[str]
    waits: int | None
    days_since_done: int | None


@dataclass(frozen=True)
class RegisterRow:
    """A duty of a register: what ends or is owed, of which record, and by when."""

    state: str
    day: date
    words: str
    register: str
    unit: str
    about: Sequence[str]
    left: str
    address: str


@needs("see_case")
def owed(request: WorkerRequest) -> HttpResponse:
    """Every duty that is late or falls due within a month; all of a kind where one is chosen."""
    today = timezone.localdate()
    units = _units(request)
    unit = next((each for each in units if str(each.pk) == request.GET.get("unit")), None)
    seen = Case.objects.visible_to(request.worker)
    cases = seen.filter(unit=unit) if unit else seen
    when = request.GET.get("when", SOON)
    found = owed_by(cases, until=_until(when, today), or_else=UNANSWERED)
    kinds = kinds_of(found, on=today)
    chosen = next((each for each in kinds if _word(each) == request.GET.get("kind")), None)
    if chosen is not None:
        found = found.filter(case__task=chosen.task, key=chosen.key)
    page = _page(found, request.GET.get("after", ""))
    kept = {"unit": unit.pk if unit else "", "kind": _word(chosen) if chosen else "", "when": when}
    context = {
        "rows": _rows(page.rows, today),
        "page": page,
        "keep": urlencode({name: value for name, value in kept.items() if value}),
        "tabs": _tabs(kept),
        "units": units if len(units) > 1 else [],
        "unit": unit,
        "kinds": sorted(
            ((_word(each), _name(each, today), each) for each in kinds), key=lambda row: order_key(row[1])
        ),
        "chosen": chosen,
        "when": when,
        "registers": _of_registers(request.worker, unit, today) if _is_whole(chosen, page) else [],
    }
    return render(request, "owed/owed.html", context)


def _is_whole(chosen: Kind | None, page: KeyedPage) -> bool:
    """Registers stand below the first page of all duties."""
    return chosen is None and not page.is_later


def _of_registers(worker: Worker, unit: Unit | None, today: date) -> list[RegisterRow]:
    """What is late or ends within a month in the registers that the worker keeps."""
    if not may(worker, "keep_record"):
        return []
    units = [each for each in units_of(worker) if unit is None or each == unit]
    found = owed_in_registers(open_registers(worker, today), units, on=today)
    for each in found:
        if each.record is not None:
            shows_persons([each.record], _definition(each))
    return [_register_row(each, today) for each in found[:MOST_OF_REGISTERS]]


def _definition(owed: RegisterOwed) -> Record:
    assert owed.record is not None
    key = owed.record.key
    return next(each for each in owed.task.records if each.key == key)


def _register_row(owed: RegisterOwed, today: date) -> RegisterRow:
    cells = []
    if owed.record is not None:
        definition = _definition(owed)
        names = names_of_all([definition], [owed.record], reading())
        cells = [cell.value for cell in cells_of(definition, owed.record.content, names, reading())[:TOLD]]
    state, left = state_of(owed.day, today)
    where = (
        reverse("register_record", args=[owed.record.public_id])
        if owed.record is not None
        else reverse("register", args=[owed.register])
    )
    return RegisterRow(
        state=state,
        day=owed.day,
        words=owed.named.name(reading()),
        register=owed.task.name(reading()),
        unit=owed.unit.name,
        about=cells,
        left=left,
        address=where,
    )


def _until(when: str, today: date) -> date:
    if when == LATE:
        return today - timedelta(days=1)
    return date.max if when == ALL else today + timedelta(days=DAYS_AHEAD)


def _units(request: WorkerRequest) -> list[Unit]:
    """The units in which the worker sees cases."""
    held = Case.objects.visible_to(request.worker).order_by().values("unit").distinct()
    return sorted(Unit.objects.filter(pk__in=held), key=lambda unit: order_key(unit.name))


def _page(found: QuerySet[Deadline], after: str) -> KeyedPage:
    """The page behind a key of day and number; an unreadable one starts anew."""
    written, _dot, number = after.partition(".")
    pk = read_key(number)
    try:
        behind = (date.fromisoformat(written), pk) if pk is not None else None
    except ValueError:
        behind = None
    ordered = found.select_related("case__assigned_to").most_urgent_first(after=behind)  # type: ignore[attr-defined]
    rows = list(ordered[: ROWS + 1])
    shown = rows[:ROWS]
    there_is_more = len(rows) > ROWS
    return KeyedPage(
        rows=shown,
        next=f"{shown[-1].day.isoformat()}.{shown[-1].pk}" if there_is_more else "",
        is_later=behind is not None,
    )


def _rows(deadlines: Sequence[Deadline], today: date) -> list[Row]:
    parties = Party.objects.persons().select_related("person").order_by("pk")
    cases = [each.case for each in deadlines]
    prefetch_related_objects(cases, Prefetch("parties", queryset=parties, to_attr="shown"))
    trail.shows([party.person_id for case in cases for party in case.shown[:NAMED]])  # type: ignore[attr-defined]
    return [_row(each, today) for each in with_what_was_done(deadlines, on=today)]


def _row(owed: Owed, today: date) -> Row:
    case: Any = owed.deadline.case
    done = owed.last_done_on
    return Row(
        owed=owed,
        read=read(owed.deadline, today),
        task=_task_name(case.task, case.opened_on),
        persons=[party.person.full_name for party in case.shown[:NAMED]],
        waits=(today - owed.since).days if owed.since and done is None and owed.since < today else None,
        days_since_done=(today - done).days if done else None,
    )


def _word(kind: Kind) -> str:
    return f"{kind.task}.{kind.key}"


def _name(kind: Kind, today: date) -> str:
    """What the task calls the duty today, and the task."""
    language = (get_language() or "en")[:2]
    try:
        task = catalogue().as_read.task(kind.task, on=today)
    except LookupError:
        return f"{kind.key} · {kind.task}"
    named = task.deadline(kind.key)
    return f"{named.name(language) if named else kind.key} · {task.name(language)}"


def _task_name(task: str, on: date) -> str:
    try:
        return catalogue().as_read.task(task, on=on).name((get_language() or "en")[:2])
    except LookupError:
        return task


def _tabs(kept: dict[str, Any]) -> list[dict[str, object]]:
    words = {SOON: _("Late or within a month"), LATE: _("Late"), ALL: _("All")}
    found = []
    for when, each in words.items():
        keep = {name: value for name, value in (kept | {"when": when}).items() if value}
        found.append(
            {
                "address": f"{reverse('owed')}?{urlencode(keep)}",
                "words": each,
                "current": kept["when"] == when,
            }
        )
    return found
