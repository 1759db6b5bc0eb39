"""Stays that may last only so long, such as 21 days in a crisis centre: how far they are, what they lack.

Which they are and by what they go on, the definitions say (`prolongs`); the days are those of the deadlines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from opora.cases.deadline_events import Tasks
from opora.cases.models import Case, CaseLink, CaseRecord, CaseState, Deadline
from opora.cases.prolonging import lacking, limits_of_stays, prolonged_until
from opora.catalogue import Task, catalogue
from opora.catalogue.schema import Record, RecordField
from opora.catalogue.worked_out import once_a_catalogue
from opora.organisation.kept_queries import kept
from opora.organisation.models import Worker


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay on a day: since when, which day of it that is, and the last day on which it has a ground.

    `lacks` is what the last proposal to prolong it does not hold yet; all that is needed where there is none.
    """

    case: Case
    since: date
    last_day: date
    on: date
    is_proposed: bool
    lacks: tuple[RecordField, ...]

    @property
    def day_number(self) -> int:
        return (self.on - self.since).days + 1

    @property
    def days_left(self) -> int:
        return (self.last_day - self.on).days

    @property
    def is_past(self) -> bool:
        return self.days_left < 0


def stay_in(case: Case, task: Task, running: Iterable[Deadline], *, on: date) -> Stay | None:
    """The stay of a case out of its running deadlines; none where the task has none, or it has ended."""
    record = _prolonging(task)
    if record is None or record.prolongs is None:
        return None
    limits = [each for each in running if each.key in record.prolongs.deadlines]
    began = _began(case, task, record)
    if not limits or began is None:
        return None
    last_day = min(each.day for each in limits)
    kept = [each.content for each in _kept(case, record.key) if not _has_prolonged(record, each, last_day)]
    content = kept[-1] if kept else {}
    return Stay(case, began, last_day, on, bool(kept), tuple(lacking(record, content)))


def stays_running_out(running: Iterable[Deadline], *, on: date) -> Iterator[Stay]:
    """The stays without a ground among deadlines with their cases; asks only where there are some."""
    tasks, by_case = Tasks(), dict[int, list[Deadline]]()
    for each in running:
        if each.day < on and each.key in tasks_of_stays().get(each.case.task, ()):
            by_case.setdefault(each.case_id, []).append(each)
    for found in by_case.values():
        stay = stay_in(found[0].case, tasks.of(found[0].case), found, on=on)
        if stay is not None:
            yield stay


def stays_elsewhere(worker: Worker, *, on: date, ahead: timedelta) -> list[tuple[Case, Deadline]]:
    """Stays that end soon or went past their end, linked with a case of the worker: theirs, and the deadline.

    The crisis centre has the stay, the worker has to find what comes after it. One query while there is none.
    """
    links = _links_with(list(tasks_of_stays()), worker)
    pairs = [_own_first(link, worker) for link in links]
    mine = {stay.pk: own for own, stay in pairs if own.state != CaseState.CLOSED}
    if not mine:
        return []
    near = Deadline.objects.running().filter(case__in=mine, day__lte=on + ahead).select_related("case")
    first: dict[int, Deadline] = {}
    for each in near.order_by("day", "pk"):
        if each.key in tasks_of_stays()[each.case.task] and each.case.assigned_to_id != worker.pk:
            first.setdefault(each.case_id, each)
    return [(mine[case], each) for case, each in first.items()]


@kept
def _links_with(tasks: list[str], worker: Worker) -> QuerySet[CaseLink]:
    """Links of the worker's cases with cases of these tasks that are not closed."""
    forth = Q(case__assigned_to=worker, other__task__among=tasks) & ~Q(other__state=CaseState.CLOSED)
    back = Q(other__assigned_to=worker, case__task__among=tasks) & ~Q(case__state=CaseState.CLOSED)
    return CaseLink.objects.filter(forth | back).select_related("case", "other").order_by("pk")


@once_a_catalogue
def tasks_of_stays() -> dict[str, frozenset[str]]:
    """The tasks of which a case is such a stay, each with the deadlines that end it."""
    newest = {key: limits_of_stays(versions[-1]) for key, versions in catalogue().as_read.tasks.items()}
    return {key: limits for key, limits in newest.items() if limits}


def _own_first(link: CaseLink, worker: Worker) -> tuple[Case, Case]:
    if link.case.assigned_to_id == worker.pk and link.other.task in tasks_of_stays():
        return link.case, link.other
    return link.other, link.case


def _prolonging(task: Task) -> Record | None:
    return next((record for record in task.records if record.prolongs), None)


def _began(case: Case, task: Task, record: Record) -> date | None:
    """The day of the stay's own record, which its first deadline is counted from."""
    assert record.prolongs is not None
    first = task.deadline(record.prolongs.deadlines[0])
    named = (first.starts or "").split(".")[1:2] if first else []
    days = [each.happened_on for key in named for each in _kept(case, key) if each.happened_on]
    return max(days, default=None)


def _kept(case: Case, key: str) -> list[CaseRecord]:
    return list(case.records.filter(key=key, struck_at=None).order_by("happened_on", "pk"))


def _has_prolonged(record: Record, kept: CaseRecord, last_day: date) -> bool:
    """Whether it did its part already: the stay goes on until then, or went on since."""
    until = prolonged_until(record, kept.content)
    return until is not None and until <= last_day
