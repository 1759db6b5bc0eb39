"""What a head reads before cases are given on: each with what is due in it, and who may lead them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from opora.cases.executors import who_may_lead
from opora.cases.models import Case, Deadline, Exclusion
from opora.catalogue import Task
from opora.organisation.models import Worker
from opora.web.catalogue_sheet import reading
from opora.web.deadlines import UNANSWERED, ReadDeadline, read

NAMED = 2


@dataclass(frozen=True)
class ToGive:
    """A case that may be given on, and the first thing due in it; none where nothing is."""

    case: Case
    due: ReadDeadline | None

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.due.state == "overdue"


def cases_to_give(cases: Sequence[Case], *, on: date) -> list[ToGive]:
    """Each of these cases with its earliest deadline, in one query for all."""
    running = Deadline.objects.filter(case__in=[case.pk for case in cases])
    waiting = running.running() | running.filter(UNANSWERED)
    first: dict[int, Deadline] = {}
    for each in waiting.select_related("case").order_by("day", "pk") if cases else ():
        first.setdefault(each.case_id, each)
    return [ToGive(case, read(first[case.pk], on) if case.pk in first else None) for case in cases]


def why_not(workers: Sequence[Worker], cases: Sequence[Case], *, on: date) -> dict[int, str]:
    """Why somebody may not lead all of these cases, by worker; whoever may is not in it.

    Ties that a worker told of are not looked at here: the refusal of the case they concern tells of them.
    """
    if not cases:
        return {}
    found = who_may_lead(workers, cases, on=on)
    told = {worker: [_sentence(tasks)] for worker, tasks in found.items() if tasks}
    for worker, numbers in _excluded(workers, cases).items():
        told.setdefault(worker, []).append(_("excluded from %(cases)s") % {"cases": ", ".join(numbers)})
    return {worker: "; ".join(reasons) for worker, reasons in told.items()}


def _excluded(workers: Sequence[Worker], cases: Sequence[Case]) -> dict[int, list[str]]:
    """From which of these cases somebody is excluded (ZUP 35), by worker."""
    numbers = {case.pk: case.number for case in cases}
    found: dict[int, list[str]] = {}
    told = Exclusion.objects.in_force().filter(case__in=numbers, worker__in=[each.pk for each in workers])
    for worker, case in told.order_by("case").values_list("worker", "case"):
        found.setdefault(worker, []).append(numbers[case])
    return found


def _sentence(tasks: Iterable[Task]) -> str:
    names = [task.name(reading()) for task in tasks]
    more = " …" if len(names) > NAMED else ""
    return _("may not lead: %(tasks)s") % {"tasks": ", ".join(names[:NAMED]) + more}
