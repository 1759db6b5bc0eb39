"""Where the steps of a case stand: each definition of its task beside what was done of it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet, Sum
from django.utils import timezone

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case, CaseStep, StepState, TimeSpent
from opora.catalogue.schema import Step
from opora.catalogue.schema.pieces import Length
from opora.organisation.kept_queries import kept

DAYS_OF = {"days": 1, "working_days": 1, "weeks": 7}
MONTHS_OF = {"months": 1, "years": 12}


@dataclass(frozen=True)
class StepView:
    """One step of the task as it stands in a case.

    `state` is open (an obligatory one not begun), planned, done, waived, or not_due: an optional one, one
    that waits for its event, or one that comes again and whose time has not come.
    """

    definition: Step
    turns: tuple[CaseStep, ...]
    state: str
    due_on: date | None
    minutes_printed: int | None
    minutes_spent: int
    travel_spent: int
    executor_role: str

    @property
    def key(self) -> str:
        return self.definition.key

    @property
    def is_obligatory(self) -> bool:
        return self.definition.kind == "obligatory"

    @property
    def is_open(self) -> bool:
        """Whether the case waits for it: nothing obligatory is left out in silence."""
        return self.state == "open" or (self.state == "planned" and self.is_obligatory)

    @property
    def minutes_in(self) -> str | None:
        """The step in whose cell its minutes are printed, where rows share one."""
        return self.definition.minutes_in

    @property
    def last(self) -> CaseStep | None:
        return self.turns[-1] if self.turns else None


def steps_of(
    case: Case, *, on: date | None = None, times: Iterable[TimeSpent] | None = None
) -> list[StepView]:
    """Every step of the case's task in the order of its table, as it stands on a day.

    `times` are the minutes of the case, where they were fetched already.
    """
    on = on or timezone.localdate()
    turns: dict[str, list[CaseStep]] = {}
    for row in _turns_of(case):
        turns.setdefault(row.key, []).append(row)
    return _views(case, turns, _by_step(case) if times is None else _summed(times), on)


@kept
def _turns_of(case: Case) -> QuerySet[CaseStep]:
    return CaseStep.objects.filter(case=case).select_related("by", "planned_for").order_by("turn")


def open_obligatory_of(cases: Iterable[Case], *, on: date) -> dict[int, list[StepView]]:
    """The steps that each of these cases waits for, in one query; the minutes spent are left aside."""
    by_id = {case.pk: case for case in cases}
    turns: dict[int, dict[str, list[CaseStep]]] = {pk: {} for pk in by_id}
    for row in _turns_of_all(list(by_id)) if by_id else ():
        turns[row.case_id].setdefault(row.key, []).append(row)
    return {
        pk: [view for view in _views(case, turns[pk], {}, on) if view.is_open] for pk, case in by_id.items()
    }


@kept
def _turns_of_all(cases: list[int]) -> QuerySet[CaseStep]:
    return CaseStep.objects.filter(case__among=cases).order_by("turn")


def _views(
    case: Case, turns: Mapping[str, list[CaseStep]], spent: Mapping[str, tuple[int, int]], on: date
) -> list[StepView]:
    task = task_of(case)
    lead = task.executors[0].role
    views = []
    for step in task.steps:
        rows = tuple(turns.get(step.key, ()))
        due_on = next_due(step, rows, case.opened_on)
        minutes, travel = spent.get(step.key, (0, 0))
        views.append(
            StepView(
                definition=step,
                turns=rows,
                state=_state(step, rows, due_on, on),
                due_on=due_on,
                minutes_printed=step.printed_minutes or None,
                minutes_spent=minutes,
                travel_spent=travel,
                executor_role=step.by or lead,
            )
        )
    return views


def open_obligatory(case: Case, *, on: date | None = None) -> list[StepView]:
    """The steps a case may not be closed without: to be done, or left out with a reason."""
    return [view for view in steps_of(case, on=on) if view.is_open]


def turns_needed(step: Step) -> int:
    """How often an obligatory step is done: as often as its printed product says (3 × 300), else once."""
    return step.quantity.count if step.quantity else 1


def comes_again(step: Step) -> bool:
    """Whether the step may have more turns than are needed: with time, with an event, or by choice."""
    return step.every is not None or step.event is not None or step.kind == "optional"


def next_due(step: Step, turns: Iterable[CaseStep], opened_on: date) -> date | None:
    """The day the next turn of a step is due that comes again with time; none for any other step."""
    if step.every is None:
        return None
    ended = [turn.ended_on for turn in turns if turn.ended_on is not None]
    return after(step.every, max(ended, default=opened_on))


def after(length: Length, day: date) -> date:
    """The day a span of time later; of a shorter month its last day.

    >>> after(Length(unit="months", count=1), date(2026, 1, 31))
    datetime.date(2026, 2, 28)
    """
    if length.unit in MONTHS_OF:
        months = day.year * 12 + day.month - 1 + length.count * MONTHS_OF[length.unit]
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return day + timedelta(days=length.count * DAYS_OF.get(length.unit, 1))


def _state(step: Step, turns: tuple[CaseStep, ...], due_on: date | None, on: date) -> str:
    if any(turn.state == StepState.PLANNED for turn in turns):
        return "planned"
    if due_on is not None:
        return "open" if step.kind == "obligatory" and due_on <= on else _last(turns, "not_due")
    if step.event is not None or step.kind == "optional":
        return _last(turns, "not_due")
    if any(turn.state == StepState.WAIVED for turn in turns):
        return "waived"
    return "done" if len(turns) >= turns_needed(step) else "open"


def _last(turns: tuple[CaseStep, ...], otherwise: str) -> str:
    return str(turns[-1].state) if turns else otherwise


def _by_step(case: Case) -> Mapping[str, tuple[int, int]]:
    return {step: (minutes, travel) for step, minutes, travel in _spent_on(case)}


def _summed(times: Iterable[TimeSpent]) -> Mapping[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for time in times:
        minutes, travel = found.get(time.step, (0, 0))
        found[time.step] = minutes + time.minutes, travel + time.travel_minutes
    return found


@kept
def _spent_on(case: Case) -> QuerySet[TimeSpent, tuple[str, int, int]]:
    """Minutes at work and on the way, by step; of group sessions none, they are not of one case."""
    sums = TimeSpent.objects.filter(case=case).values_list("step")
    return sums.annotate(Sum("minutes"), Sum("travel_minutes")).order_by("step")
