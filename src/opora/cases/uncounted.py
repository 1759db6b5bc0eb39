"""Work that was done and is in no statistics: its record, which the task counts, was never kept.

A folder without its data: what was done stands in the steps, and nobody can count it (004b:3827-3829).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db.models import CharField, QuerySet, Value

from opora.cases.deadline_events import Tasks
from opora.cases.models import Case, CaseRecord, CaseStep, StepState
from opora.catalogue import Task
from opora.catalogue.schema import Record
from opora.organisation.kept_queries import kept

DONE, LEFT_OUT, KEPT = "done", "left_out", "kept"


def uncounted_in(case: Case) -> list[Record]:
    """The records of a case that are counted, that its work calls for and that nobody kept."""
    return uncounted_of([case]).get(case.pk, [])


def uncounted_of(cases: Iterable[Case]) -> Mapping[int, list[Record]]:
    """The same for many cases, in one query; only those in which something is missing."""
    by_id = {case.pk: case for case in cases}
    if not by_id:
        return {}
    told: dict[int, dict[str, set[str]]] = {pk: defaultdict(set) for pk in by_id}
    for pk, key, kind in _told(list(by_id)):
        told[pk][kind].add(key)
    tasks, found = Tasks(), {}
    for pk, case in by_id.items():
        each = told[pk]
        found[pk] = missing(tasks.of(case), done=each[DONE], left_out=each[LEFT_OUT], kept=each[KEPT])
    return {pk: records for pk, records in found.items() if records}


def missing(
    task: Task, *, done: Collection[str], left_out: Collection[str], kept: Collection[str]
) -> list[Record]:
    """What is not recorded, in the order of the task.

    A step that was done owes the record that is kept of it; work that is finished, what a case has once.
    """
    ended = {*done, *left_out}
    owed = {step.record for step in task.steps if step.key in done}
    obligatory = {step.key for step in task.steps if step.kind == "obligatory"}
    if obligatory and obligatory <= ended:
        owed |= {record.key for record in task.records if not record.many}
    counted = counted_records(task)
    return [each for each in task.records if each.key in owed & counted and each.key not in kept]


def counted_records(task: Task) -> frozenset[str]:
    """The records that an indicator of the task reads, to count or to split."""
    own = [each for each in task.indicators if each.kept_in is None]
    paths = {path for each in own for path in (each.of or "", *each.by)}
    paths |= {only.field for each in own for only in each.where}
    return frozenset(path.partition(".")[0] for path in paths) & {record.key for record in task.records}


@kept
def _told(cases: list[int]) -> QuerySet[CaseStep, tuple[int, str, str]]:
    steps = CaseStep.objects.filter(case__among=cases).order_by()
    done = steps.filter(state=StepState.DONE).values_list("case_id", "key", _word(DONE))
    left_out = steps.filter(state=StepState.WAIVED).values_list("case_id", "key", _word(LEFT_OUT))
    records = CaseRecord.objects.filter(case__among=cases, struck_at=None).order_by()
    return done.union(left_out, records.values_list("case_id", "key", _word(KEPT)))


def _word(word: str) -> Value:
    return Value(word, output_field=CharField())
