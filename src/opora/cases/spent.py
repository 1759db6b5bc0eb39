"""What a case has taken: minutes by step and by worker, beside the printed norm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case, TimeSpent
from opora.catalogue import Task
from opora.catalogue.checks.norms import TEAM
from opora.organisation.kept_queries import kept
from opora.organisation.models import Worker


@dataclass(frozen=True)
class Spent:
    """Minutes of a case. Those of group sessions stand apart: they count once, for all their cases."""

    minutes: int
    travel_minutes: int
    by_step: Mapping[str, int]
    by_worker: Mapping[Worker, int]
    session_minutes: int
    session_travel_minutes: int
    times: tuple[TimeSpent, ...]
    sessions: tuple[TimeSpent, ...]


@dataclass(frozen=True)
class StepAgainstNorm:
    """The minutes of one printed cell, which several rows may share, and what the case took for them."""

    keys: tuple[str, ...]
    printed: int
    spent: int


@dataclass(frozen=True)
class AgainstNorm:
    """The printed norm, which is never worked out, beside the sum of the steps and what was spent.

    The hours of a commission or a team count for each member and stand outside the norm of one worker.
    """

    norm: int | None
    team_norm: int | None
    sum_of_steps: int
    spent: int
    team_spent: int
    cells: tuple[StepAgainstNorm, ...]

    @property
    def difference(self) -> int | None:
        """How many minutes more than the norm (less, where below zero); none where no norm is printed."""
        return None if self.norm is None else self.spent - self.norm


def time_of(case: Case) -> Spent:
    """Every minute of a case, in three queries however many there are."""
    times, sessions = tuple(_times_of(case)), tuple(_sessions_of(case))
    by_step: dict[str, int] = {}
    by_worker: dict[Worker, int] = {}
    for time in times:
        by_step[time.step] = by_step.get(time.step, 0) + time.minutes
        by_worker[time.worker] = by_worker.get(time.worker, 0) + time.minutes
    return Spent(
        minutes=sum(time.minutes for time in times),
        travel_minutes=sum(time.travel_minutes for time in times),
        by_step=by_step,
        by_worker=by_worker,
        session_minutes=sum(time.minutes for time in sessions),
        session_travel_minutes=sum(time.travel_minutes for time in sessions),
        times=times,
        sessions=sessions,
    )


@kept
def _times_of(case: Case) -> QuerySet[TimeSpent]:
    return TimeSpent.objects.filter(case=case).select_related("worker").order_by("on", "pk")


@kept
def _sessions_of(case: Case) -> QuerySet[TimeSpent]:
    of_sessions = TimeSpent.objects.filter(session__cases=case).select_related("worker", "session")
    return of_sessions.order_by("on", "pk")


def against_norm(case: Case, spent: Spent | None = None) -> AgainstNorm:
    """What a case took beside what is printed for it. The way there is in no norm."""
    task, spent = task_of(case), spent or time_of(case)
    team = team_steps(task)
    of_team = sum(minutes for step, minutes in spent.by_step.items() if step in team)
    return AgainstNorm(
        norm=task.norm.minutes if task.norm else None,
        team_norm=task.norm.team_minutes if task.norm else None,
        sum_of_steps=printed_sum(task),
        spent=spent.minutes - of_team,
        team_spent=of_team,
        cells=_cells(task, spent.by_step),
    )


def team_steps(task: Task) -> frozenset[str]:
    """Steps that the printed norm leaves out: the hours of a commission or a team, member by member."""
    return frozenset(step.key for step in task.steps if not step.in_norm or step.by == TEAM)


def printed_sum(task: Task) -> int:
    """The sum of the printed minutes of the obligatory steps that the norm is of."""
    return sum(step.printed_minutes for step in task.steps if step.kind == "obligatory" and step.in_norm)


def _cells(task: Task, by_step: Mapping[str, int]) -> tuple[StepAgainstNorm, ...]:
    sharing: dict[str, list[str]] = {}
    for step in task.steps:
        sharing.setdefault(step.minutes_in or step.key, []).append(step.key)
    printed = {step.key: step.printed_minutes for step in task.steps}
    return tuple(
        StepAgainstNorm(tuple(keys), printed[cell], sum(by_step.get(key, 0) for key in keys))
        for cell, keys in sharing.items()
        if printed[cell]
    )
