"""Gathers from the records what has happened in cases, for many at once, for the rules of deadlines.

What other rooms know of a case (its documents, its decisions) they tell through `tell_of`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from django.utils import timezone

from opora.cases.catalogue_versions import task_at
from opora.cases.deadline_facts import Facts, Happened
from opora.cases.models import Case, CaseRecord, CaseStep, Event, Party, StepState
from opora.catalogue import Task

OfCase = tuple[int, Happened]
Source = Callable[[Sequence[int]], Iterable[OfCase]]
_sources: list[Source] = []

ASSIGNED, STAGE_REACHED = "case_assigned", "stage_reached"


def tell_of(source: Source) -> None:
    """Let a room say what happened in cases, from their ids: `document.appeal`, `decided`, `served`."""
    if source not in _sources:
        _sources.append(source)


class Tasks:
    """The task of each case, as it was defined when the case was opened; each definition is read once."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, str, date], Task] = {}

    def of(self, case: Case) -> Task:
        return self.at(case.catalogue_version, case.task, case.opened_on)

    def at(self, version: str, task: str, opened_on: date) -> Task:
        found = self._read.get((version, task, opened_on))
        if found is None:
            found = task_at(version, task, opened_on)
            self._read[version, task, opened_on] = found
        return found


def facts_of(cases: Sequence[Case], tasks: Tasks, *, on: date) -> Mapping[int, Facts]:
    """What is known of each case; as many queries for a thousand as for one."""
    by_id = {case.pk: case for case in cases}
    starts = {deadline.starts or "" for case in cases for deadline in tasks.of(case).deadlines}
    happened: dict[int, list[Happened]] = {pk: [] for pk in by_id}
    for gather in _gatherers(by_id, tasks, starts):
        for pk, each in gather():
            happened[pk].append(each)
    born = _born(by_id, tasks)
    return {
        pk: Facts(on=on, opened_on=case.opened_on, happened=tuple(happened[pk]), born=born.get(pk, {}))
        for pk, case in by_id.items()
    }


def facts_of_opening(case: Case, tasks: Tasks, *, on: date) -> Facts:
    """What is known of a case while it is opened: who takes part, and to whom it is given."""
    given = (Happened("assigned", on),) if case.assigned_to_id else ()
    born = _born({case.pk: case}, tasks).get(case.pk, {})
    return Facts(on=on, opened_on=case.opened_on, happened=given, born=born)


def _gatherers(
    by_id: Mapping[int, Case], tasks: Tasks, starts: set[str]
) -> Iterator[Callable[[], Iterable[OfCase]]]:
    yield partial(_steps, by_id)
    yield partial(_records, by_id, tasks)
    yield partial(_closings, by_id)
    if "assigned" in starts or any(each.startswith("stage.") for each in starts):
        yield partial(_of_timeline, by_id)
    for source in _sources:
        yield partial(source, tuple(by_id))


def _steps(by_id: Mapping[int, Case]) -> Iterator[OfCase]:
    ended = CaseStep.objects.filter(case__in=by_id, state__in=(StepState.DONE, StepState.WAIVED))
    for case, key, state, on in ended.values_list("case_id", "key", "state", "ended_on"):
        if on is not None:
            yield case, Happened(f"step.{key}", on, left_out=state == StepState.WAIVED)


def _records(by_id: Mapping[int, Case], tasks: Tasks) -> Iterator[OfCase]:
    kept = CaseRecord.objects.filter(case__in=by_id, struck_at=None).order_by("pk")  # of a day as entered
    rows = kept.values_list("case_id", "key", "public_id", "content", "happened_on", "entered_at")
    for case, key, public_id, content, happened_on, entered_at in rows:
        if case is not None:
            on = happened_on or timezone.localdate(entered_at)
            read = with_days(tasks.of(by_id[case]), key, content)
            yield case, Happened(f"record.{key}", on, str(public_id), read)


def with_days(task: Task, key: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a record with their days and moments read."""
    record = next((each for each in task.records if each.key == key), None)
    types = {field.key: field.type for field in record.fields} if record else {}
    return {name: _read(types.get(name, ""), value) for name, value in content.items()}


def _read(kind: str, value: Any) -> Any:
    if not isinstance(value, str) or kind not in ("date", "moment"):
        return value
    return date.fromisoformat(value) if kind == "date" else moment(value)


def moment(written: str) -> datetime:
    """A moment as it is kept, on the clock of the centre."""
    read = datetime.fromisoformat(written)
    return timezone.localtime(read) if timezone.is_aware(read) else timezone.make_aware(read)


def _closings(by_id: Mapping[int, Case]) -> Iterator[OfCase]:
    for pk, case in by_id.items():
        if case.closed_on is not None:
            yield pk, Happened("closed", case.closed_on)


def _of_timeline(by_id: Mapping[int, Case]) -> Iterator[OfCase]:
    told = Event.objects.filter(case__in=by_id, key__in=(ASSIGNED, STAGE_REACHED)).order_by("at", "pk")
    assigned: dict[int, Happened] = {}
    for case, key, at, detail in told.values_list("case_id", "key", "at", "detail"):
        on = timezone.localdate(at)
        if key == ASSIGNED:
            assigned[case] = Happened("assigned", on)  # to the last one it was given to
        else:
            yield case, Happened(f"stage.{detail.get('stage', '')}", on)
    yield from assigned.items()


def _born(by_id: Mapping[int, Case], tasks: Tasks) -> dict[int, dict[str, tuple[tuple[str, date], ...]]]:
    asked = {
        (pk, deadline.at_age.role)
        for pk, case in by_id.items()
        for deadline in tasks.of(case).deadlines
        if deadline.at_age is not None
    }
    if not asked:
        return {}
    parties = Party.objects.filter(
        case__in={pk for pk, _role in asked}, person__born__isnull=False, person__died__isnull=True
    )
    found: dict[int, dict[str, tuple[tuple[str, date], ...]]] = {}
    for pk, role, person, born in parties.values_list("case_id", "role", "person__public_id", "person__born"):
        if (pk, role) in asked and born is not None:
            roles = found.setdefault(pk, {})
            roles[role] = (*roles.get(role, ()), (str(person), born))
    return found
