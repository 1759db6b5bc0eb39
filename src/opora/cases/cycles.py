"""The cycle of a service that the rulebook on standards and norms prints: read from what the case has kept.

Days and minutes come from the time spent on the steps of a part; on a day without any, from the records of
that part. A case keeps the standard of the day it was opened, as it keeps its version of the catalogue.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from opora.cases.models import Case, CaseRecord, CaseStep, StepState, TimeSpent
from opora.norms import Agreed, Begun, CycleState, NormUnknown, Worked, cycle_state, norms
from opora.norms.records import Record
from opora.norms.schema import Part, Standard
from opora.organisation.refusal import Refused

WEEKLY = "weekly"


def standard_of(case: Case) -> Standard | None:
    """The standard the case is held to; none for a task without one, or begun under the former rulebook."""
    if case.task not in norms().standards:
        return None
    try:
        return norms().standard(case.task, on=case.opened_on)
    except NormUnknown:
        return None


def cycle_of(case: Case) -> CycleState | None:
    """How far the running cycle is, in four queries; none where no standard is printed for the case."""
    standard = standard_of(case)
    if standard is None:
        return None
    kept = list(case.records.filter(struck_at=None).order_by("happened_on", "pk"))
    return cycle_state(standard, _records(case, standard, kept), weekly=_is_weekly(kept))


def refuse_repeat(case: Case, key: str, content: Mapping[str, Any]) -> None:
    """Refuse the record that begins a new cycle while the one before it is not evaluated."""
    standard = standard_of(case)
    if standard is None or standard.cycle is None or key != standard.cycle.record:
        return
    state = cycle_of(case)
    if state is not None and content.get("number", 1) > state.number and not state.may_repeat:
        raise Refused(
            _(
                "Cycle %(number)s is not evaluated yet, and a repeat follows from its evaluation (article "
                "%(article)s of the rulebook on standards and norms). Enter the evaluation first."
            )
            % {"number": state.number, "article": standard.repeat.article},
            field="number",
        )


def _records(case: Case, standard: Standard, kept: list[CaseRecord]) -> list[Record]:
    """Everything that happened, each day in the order in which it must have happened."""
    closing = _closings(case, standard, kept)
    worked = _worked(case, standard, kept)
    by_day: dict[date, list[list[Record]]] = defaultdict(lambda: [[], [], [], []])
    for place, records in enumerate((_begun(standard, kept), _agreed(standard, kept), worked, closing)):
        for record in records:
            by_day[record.on][place].append(record)
    ordered: list[Record] = []
    for day in sorted(by_day):
        begun, agreed, work, closed = by_day[day]
        first = [record for record in begun if isinstance(record, Begun) and record.number == 1]
        again = [record for record in begun if record not in first]
        # A repeat that begins on the day of an evaluation begins after it; all of the first may be one day.
        ordered += (
            [*closed, *again, *agreed, *work]
            if again and not first
            else [*first, *agreed, *work, *closed, *again]
        )
    return ordered


def _begun(standard: Standard, kept: list[CaseRecord]) -> list[Record]:
    cycle = standard.cycle
    return [
        Begun(record.happened_on, record.content.get("number"))
        for record in kept
        if cycle and record.key == cycle.record and record.happened_on
    ]


def _agreed(standard: Standard, kept: list[CaseRecord]) -> list[Record]:
    cycle = standard.cycle
    return [
        Agreed(record.happened_on)
        for record in kept
        if cycle and record.key == cycle.agreement and record.happened_on
    ]


def _worked(case: Case, standard: Standard, kept: list[CaseRecord]) -> list[Record]:
    """Work on the parts before the evaluation: by time spent, by group sessions, by records."""
    spent: dict[tuple[str, date], list[TimeSpent]] = defaultdict(list)
    for time in TimeSpent.objects.filter(case=case):
        part = standard.part_of_step(time.step)
        if part is not None and part.place != "closing":
            spent[part.key, time.on].append(time)
    found: list[Record] = [_of_times(standard.part(key), day, times) for (key, day), times in spent.items()]
    found += _of_sessions(case, standard)
    for record in kept:
        held = _part_of(standard, record)
        if (
            held
            and held.place != "closing"
            and record.happened_on
            and (held.key, record.happened_on) not in spent
        ):
            workers = 2 if record.content.get("second_worker") else 1
            travel = record.content.get("travel_minutes", 0)
            minutes = record.content.get("minutes", 0)
            found.append(Worked(record.happened_on, held.key, minutes, workers, travel_minutes=travel))
    return found


def _of_times(part: Part, day: date, times: Iterable[TimeSpent]) -> Worked:
    """The work of a day on a part: so many workers' minutes as the printed sum counts."""
    by_worker: dict[int, int] = defaultdict(int)
    travel = 0
    for time in times:
        by_worker[time.worker_id] += time.minutes
        travel += time.travel_minutes
    counted = sorted(by_worker.values(), reverse=True)[: part.workers_counted]
    return Worked(day, part.key, sum(counted), travel_minutes=travel)


def _of_sessions(case: Case, standard: Standard) -> list[Record]:
    meetings = next((part for part in standard.parts if part.place == "after_agreement"), standard.parts[0])
    return [
        Worked(
            time.on,
            (standard.part_of_step(time.step) or meetings).key,
            time.minutes,
            session=str(time.session_id),
            travel_minutes=time.travel_minutes,
        )
        for time in TimeSpent.objects.filter(session__cases=case).order_by("-minutes", "pk")
    ]


def _closings(case: Case, standard: Standard, kept: list[CaseRecord]) -> list[Record]:
    """Evaluations: a record or the step done makes one, minutes alone do not."""
    part = next((part for part in standard.parts if part.place == "closing"), None)
    if part is None:
        return []
    minutes = {
        record.happened_on: record.content.get("minutes", 0)
        for record in kept
        if record.key == part.record and record.happened_on
    }
    done = CaseStep.objects.filter(case=case, key__in=part.steps, state=StepState.DONE)
    days = sorted({*minutes, *(step.ended_on for step in done if step.ended_on)})
    times = list(TimeSpent.objects.filter(case=case, step__in=part.steps)) if days else []
    found: list[Record] = []
    before = date.min
    for day in days:
        spent = sum(time.minutes for time in times if before < time.on <= day)
        found.append(Worked(day, part.key, spent or minutes.get(day, 0)))
        before = day
    return found


def _part_of(standard: Standard, record: CaseRecord) -> Part | None:
    for part in standard.parts:
        if part.record == record.key and (not part.numbers or record.content.get("part") in part.numbers):
            return part
    return None


def _is_weekly(kept: list[CaseRecord]) -> bool:
    """Whether the last agreement is on weekly meetings, whose printed average is another."""
    rhythms = [record.content["rhythm"] for record in kept if "rhythm" in record.content]
    return bool(rhythms) and rhythms[-1] == WEEKLY
