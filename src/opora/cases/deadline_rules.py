"""Brings the deadlines of cases in line with what has happened in them, as the task and the law say.

Refreshing twice changes nothing. A deadline that somebody ended by an act of theirs stays ended; one that
the rules ended runs again when what ended it is taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any

from django.db import transaction

from opora.cases.deadline_due import Due, due, last_day_again, occasion
from opora.cases.deadline_events import Tasks, facts_of, facts_of_opening, moment
from opora.cases.deadline_facts import Facts, Happened
from opora.cases.models import Case, CaseState, Deadline, DeadlineState
from opora.catalogue import Task

__all__ = [
    "Due", "Facts", "Happened", "begin_deadlines", "due", "refresh_deadlines", "refresh_many",
    "refreshed_together",
]  # fmt: skip

UNFINISHED = (DeadlineState.RUNNING, DeadlineState.PAUSED)
BY_RULES, NO_GROUND = "ended_by", "no_ground"
KEPT = ("suspensions", "paused_by")
"""What a row rests on beside its start, and keeps when that is corrected."""


def refresh_deadlines(case: Case, *, on: date) -> None:
    """Start, move, meet and end the deadlines of a case as its records, steps and documents now say."""
    waiting = _waiting.get()
    if waiting is None:
        refresh_many([case.pk], on=on)
    else:
        waiting.add(case.pk)


@contextmanager
def refreshed_together(*, on: date) -> Iterator[None]:
    """While one act writes into many cases their deadlines wait; then all are refreshed at once."""
    cases: set[int] = set()
    token = _waiting.set(cases)
    try:
        yield
    finally:
        _waiting.reset(token)
    refresh_many(cases, on=on)


_waiting: ContextVar[set[int] | None] = ContextVar("cases_to_refresh", default=None)


def begin_deadlines(case: Case, *, on: date) -> None:
    """The deadlines of a case that is being opened: in one write, as nothing else has happened in it yet."""
    tasks, plan = Tasks(), _Plan(on)
    task = tasks.of(case)
    plan.settle(case, task, [], due(task, facts_of_opening(case, tasks, on=on)))
    plan.carry_out()


@transaction.atomic
def refresh_many(case_ids: Iterable[int], *, on: date, tasks: Tasks | None = None) -> int:
    """The same for many cases, with as many queries as for one; how many deadlines changed."""
    tasks = tasks or Tasks()
    locked = Case.objects.select_for_update(of=("self",)).filter(pk__in=set(case_ids)).order_by("pk")
    cases = list(locked.exclude(state=CaseState.CLOSED))
    if not cases:
        return 0
    facts = facts_of(cases, tasks, on=on)
    rows: dict[int, list[Deadline]] = {case.pk: [] for case in cases}
    for row in Deadline.objects.filter(case__in=rows).defer("explanation").order_by("pk"):
        rows[row.case_id].append(row)
    plan = _Plan(on)
    for case in cases:
        task = tasks.of(case)
        plan.settle(case, task, rows[case.pk], due(task, facts[case.pk]))
    return plan.carry_out()


class _Plan:
    """What changes: rows to be made, and rows to be written again."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.new: list[Deadline] = []
        self.changed: dict[int, Deadline] = {}
        self.moved: set[int] = set()

    def settle(self, case: Case, task: Task, rows: Sequence[Deadline], wanted: Sequence[Due]) -> None:
        by_hand = {row.key for row in rows if "starts" not in row.rests_on}
        kept: dict[tuple[str, str], list[Deadline]] = {}
        for row in rows:
            kept.setdefault((row.key, row.about), []).append(row)
        for each in wanted:
            if each.key not in by_hand:
                self._one(case, task, kept.pop((each.key, each.about), []), each)
        for rest in kept.values():
            for row in rest:
                if row.key not in by_hand and row.state in UNFINISHED:
                    self._end(row, DeadlineState.CANCELLED, self.on, NO_GROUND)

    def _one(self, case: Case, task: Task, rows: list[Deadline], wanted: Due) -> None:
        """Of one kind about one thing: the row of this occasion, and the one that has not ended yet."""
        same = next((row for row in reversed(rows) if occasion(row.rests_on) == wanted.occasion), None)
        running = next((row for row in reversed(rows) if row.state in UNFINISHED), None)
        if same is None and running is not None:
            if _comes_after(running, wanted):
                self._pass(running, wanted)
            else:
                same = running  # the event it is counted from was corrected
        if same is not None and same is not running and _was_ended_by_rules(same) and wanted.met_on is None:
            if running is not None:
                self._pass(running, wanted)
            self._run_again(same)
        if same is not None and same.state in UNFINISHED:
            self._move(task, same, wanted)
            if wanted.met_on is not None:
                ended = DeadlineState.CANCELLED if wanted.is_replaced else DeadlineState.MET
                self._end(same, ended, wanted.met_on, wanted.met_by)
            else:
                self._pause_or_resume(case, task, same)
        elif same is None and wanted.met_on is None and not (wanted.may_lapse and wanted.day < self.on):
            self._start(case, wanted)

    def _start(self, case: Case, wanted: Due) -> None:
        self.new.append(
            Deadline(
                case=case,
                key=wanted.key,
                about=wanted.about,
                day=wanted.day,
                at=wanted.hour,
                explanation=wanted.explanation.to_json(),
                set_on=self.on,
                rests_on=dict(wanted.rests_on),
            )
        )

    def _move(self, task: Task, row: Deadline, wanted: Due) -> None:
        rests_on = {**wanted.rests_on, **{name: row.rests_on[name] for name in KEPT if name in row.rests_on}}
        if "suspensions" in rests_on and "completed_on" in row.rests_on:
            rests_on["completed_on"] = row.rests_on["completed_on"]
        if rests_on == row.rests_on and wanted.day == row.day and wanted.hour == row.at:
            return
        self._write(task, row, rests_on)

    def _write(self, task: Task, row: Deadline, rests_on: Mapping[str, Any]) -> None:
        named = task.deadline(row.key)
        assert named is not None
        end = last_day_again(task, named, rests_on, moment_of(rests_on))
        if end is None or (dict(rests_on), end.day, end.hour) == (row.rests_on, row.day, row.at):
            return
        if end.day > row.day:
            row.escalated_on = None
        row.rests_on, row.day, row.at = dict(rests_on), end.day, end.hour
        row.explanation = end.explained.to_json()
        self.changed[row.pk] = row
        self.moved.add(row.pk)

    def _pause_or_resume(self, case: Case, task: Task, row: Deadline) -> None:
        """The term to decide stands still while the party is called on (ZUP 222(4))."""
        waits = case.state == CaseState.AWAITING_PARTY
        if waits and row.state == DeadlineState.RUNNING and row.rests_on.get("term") == "decision_due":
            row.state, row.paused_on = DeadlineState.PAUSED, self.on
            row.rests_on = {**row.rests_on, "paused_by": "rules"}
            self.changed[row.pk] = row
        elif not waits and row.state == DeadlineState.PAUSED and "paused_by" in row.rests_on:
            assert row.paused_on is not None
            rests_on = with_pause(row.rests_on, row.paused_on, self.on)
            row.state, row.paused_on = DeadlineState.RUNNING, None
            self._write(task, row, {name: rests_on[name] for name in rests_on if name != "paused_by"})
            self.changed[row.pk] = row

    def _pass(self, running: Deadline, wanted: Due) -> None:
        """Another turn, or another event, takes the place of the one that runs."""
        if not _comes_after(running, wanted):
            self._end(running, DeadlineState.CANCELLED, self.on, NO_GROUND)
        elif wanted.last_met_on is None:
            self._end(running, DeadlineState.LAPSED, self.on, "turn")
        else:
            turn = occasion(running.rests_on)[1]
            self._end(running, DeadlineState.MET, wanted.turns_met.get(turn, wanted.last_met_on), "turn")

    def _end(self, row: Deadline, state: DeadlineState, on: date, by: str) -> None:
        row.state, row.ended_on, row.paused_on = state, on, None
        row.rests_on = {**row.rests_on, BY_RULES: by}
        self.changed[row.pk] = row

    def _run_again(self, row: Deadline) -> None:
        row.state, row.ended_on = DeadlineState.RUNNING, None
        row.rests_on = {name: value for name, value in row.rests_on.items() if name != BY_RULES}
        self.changed[row.pk] = row

    def carry_out(self) -> int:
        """Ended rows are written before new ones: of a kind only one may run."""
        fields = ["state", "day", "at", "ended_on", "paused_on", "rests_on", "escalated_on"]
        ended = [row for row in self.changed.values() if row.state not in UNFINISHED]
        running = [row for row in self.changed.values() if row.state in UNFINISHED]
        for rows in (ended, running):
            Deadline.objects.bulk_update(rows, fields, batch_size=2000)
        moved = [self.changed[pk] for pk in self.moved]
        Deadline.objects.bulk_update(moved, ["explanation"], batch_size=2000)
        Deadline.objects.bulk_create(self.new, batch_size=2000)
        return len(self.changed) + len(self.new)


def moment_of(rests_on: Mapping[str, Any]) -> Any:
    """The moment a deadline is counted from, where it names an hour."""
    written = str(rests_on.get("from", ""))
    return moment(written) if "T" in written else None


def with_pause(rests_on: Mapping[str, Any], paused_on: date, resumed_on: date) -> dict[str, Any]:
    """What a deadline rests on after a pause; a term of deciding also when the application was complete."""
    pause = [paused_on.isoformat(), resumed_on.isoformat()]
    longer = {**rests_on, "suspensions": [*rests_on.get("suspensions", []), pause]}
    return {**longer, "completed_on": resumed_on.isoformat()} if "term" in rests_on else longer


def _comes_after(running: Deadline, wanted: Due) -> bool:
    """Whether the row that runs is of an earlier turn, and not of an event that was corrected."""
    began, turn = occasion(running.rests_on)
    now_began, now_turn = wanted.occasion
    if began == now_began:
        return now_turn > turn
    return wanted.is_renewed and now_began > began


def _was_ended_by_rules(row: Deadline) -> bool:
    return row.state not in UNFINISHED and BY_RULES in row.rests_on
