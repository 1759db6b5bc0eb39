"""How a time limit of the catalogue is counted to its last day, explained step by step. Reads no records.

Which of them move to a working day: `docs/decisions/0024`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from opora.catalogue.schema.deadlines import TaskDeadline
from opora.catalogue.schema.pieces import Length
from opora.law import procedure
from opora.law.procedure import ExplainedDate, OfficeCalendar, Step, StepKind, counting, standard_law
from opora.law.procedure.deciding import standstill
from opora.law.procedure.explained import plus_months

Pauses = Sequence[tuple[date, date]]
Steps = tuple[Step, ...]
Term = tuple[Callable[..., ExplainedDate | None], str, frozenset[str]]

# The terms a catalogue task may name: what computes each, from the day of which event, and what it reads.
TERMS: dict[str, Term] = {
    "decision_due": (
        procedure.decision_due,
        "filed_on",
        frozenset({"filed_on", "completed_on", "shortened", "extended", "suspensions"}),
    ),
    "evidence_request_due": (procedure.evidence_request_due, "filed_on", frozenset({"filed_on"})),
    "evidence_answer_due": (procedure.evidence_answer_due, "asked_on", frozenset({"asked_on"})),
    "supplement_call_due": (procedure.supplement_call_due, "filed_on", frozenset({"filed_on"})),
    "supplement_due": (procedure.supplement_due, "served_on", frozenset({"served_on", "days"})),
    "appeal_ends": (procedure.appeal_ends, "served_on", frozenset({"served_on"})),
    "objection_ends": (procedure.objection_ends, "served_on", frozenset({"served_on"})),
    "court_action_ends": (procedure.court_action_ends, "served_on", frozenset({"served_on"})),
    "appeal_forwarding_due": (procedure.appeal_forwarding_due, "received_on", frozenset({"received_on"})),
    "appeal_decision_due": (
        procedure.appeal_decision_due,
        "received_on",
        frozenset({"received_on", "extended"}),
    ),
    "remand_decision_due": (
        procedure.remand_decision_due,
        "file_received_on",
        frozenset({"file_received_on"}),
    ),
}


@dataclass(frozen=True, slots=True)
class Start:
    """The event a limit is counted from: its day, its hour where that is known, and what it is called."""

    on: date
    event: str
    at: datetime | None = None
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def step(self) -> Step:
        return Step(StepKind.STARTS, self.on, {"event": self.event, **self.words})

    @property
    def written(self) -> str:
        """The day or moment as it is kept."""
        return (self.at or self.on).isoformat()


@dataclass(frozen=True, slots=True)
class LastDay:
    """A last day with its explanation, and the hour at which it ends where that is not midnight."""

    explained: ExplainedDate
    hour: time | None = None

    @property
    def day(self) -> date:
        return self.explained.day


def last_day(deadline: TaskDeadline, start: Start, *, turn: int = 1, pauses: Pauses = ()) -> LastDay:
    """The last day of a limit that is no term of procedure; of one that comes again, that of a turn."""
    office = standard_law().office
    steps = _counted(deadline, start, turn)
    steps += tuple(standstill(steps[-1].day, start.on, pauses)) if _can_pause(deadline) else ()
    steps = _ended(deadline, steps, office)
    basis = deadline.basis
    article = " ".join(part for part in (basis.act, basis.article) if part) if basis else ""
    explained = ExplainedDate(
        day=steps[-1].day,
        rule="catalogue",
        article=article,
        article_confirmed=bool(basis and basis.article),
        regime=standard_law().regime_on(start.on)[0],
        steps=steps,
    )
    return LastDay(explained, _hour(deadline, start))


def unmoved_day(deadline: TaskDeadline, start: Start, turn: int) -> date:
    """Where a turn ends by its length alone: no working day and no pause moves the turns that follow."""
    return start.on if turn == 0 else _counted(deadline, start, turn)[-1].day


def day_of_term(term: str, facts: Mapping[str, Any]) -> ExplainedDate | None:
    """The last day by the law of procedure; None where the regime sets no such term."""
    compute, _start, reads = TERMS[term]
    return compute(**{name: value for name, value in facts.items() if name in reads})


def moves(deadline: TaskDeadline) -> bool:
    """Whether a last day that is not worked moves: that of an act does, the end of a state does not."""
    has_its_own_day = deadline.falls_on is not None or deadline.at_age is not None
    is_end_of_year = deadline.starts == "each_year" and deadline.on_day is None
    stays = deadline.lasts or not deadline.at_latest or has_its_own_day or is_end_of_year
    return not stays and not _is_by_the_clock(deadline)


def _counted(deadline: TaskDeadline, start: Start, turn: int) -> Steps:
    steps: Steps = (start.step,)
    if deadline.starts == "each_year":
        return (*steps, _of_year(deadline, start.on, turn))
    if deadline.on_day_of_month is not None:
        return (*steps, _of_month(deadline.on_day_of_month, start.on, turn))
    if deadline.at_age is not None:
        return (*steps, *_birthday(start.on, deadline.at_age.years))
    if deadline.before and deadline.length is not None:
        return (*steps, _taken(start.on, deadline.length))
    if deadline.length is not None:
        if deadline.every is not None and turn > 1:
            steps = _added(steps, deadline.every, turn - 1, start)
        return _added(steps, deadline.length, 1, start)
    if deadline.every is not None:
        return _added(steps, deadline.every, turn, start)
    return steps  # falls_on: the day the field holds


def _added(steps: Steps, length: Length, times: int, start: Start) -> Steps:
    last, count = steps[-1], length.count * times
    match length.unit:
        case "hours":
            ends = _by_the_clock(start, count)
            values = {"hours": str(count), "hour": ends.strftime("%H:%M")}
            return (*steps, Step(StepKind.ADDS_HOURS, ends.date(), values))
        case "days" | "weeks":
            days = count * (7 if length.unit == "weeks" else 1)
            return (*steps, Step(StepKind.ADDS_DAYS, last.day + timedelta(days=days), {"days": str(days)}))
        case "working_days":
            return (*steps, counting.in_working_days(last, count, standard_law().office)[-1])
        case "months" | "years":
            return (*steps, *counting.months_on(last, count * (12 if length.unit == "years" else 1))[1:])


def _taken(day: date, length: Length) -> Step:
    match length.unit:
        case "months" | "years":
            months = length.count * (12 if length.unit == "years" else 1)
            return Step(StepKind.TAKES_MONTHS, plus_months(day, -months), {"months": str(months)})
        case "weeks":
            days = length.count * 7
        case "hours":
            days = -(-length.count // 24)  # whole days: the hour of the day counted from is not always known
        case "days":
            days = length.count
        case "working_days":
            days = _working_days_back(day, length.count)
    return Step(StepKind.TAKES_DAYS, day - timedelta(days=days), {"days": str(days)})


def _working_days_back(day: date, count: int) -> int:
    office, back = standard_law().office, day
    for _ in range(count):
        back -= timedelta(days=1)
        while not office.works_on(back):
            back -= timedelta(days=1)
    return (day - back).days


def _of_year(deadline: TaskDeadline, after: date, turn: int) -> Step:
    """The day of the year, or its end where no day is told, for the turn-th time after a day."""
    years = deadline.every.count if deadline.every and deadline.every.unit == "years" else 1
    month, number = (int(part) for part in (deadline.on_day or "12-31").split("-"))
    first = _in_month(date(after.year, month, 1), number)
    skipped = 0 if first > after or deadline.on_day is None else 1
    day = _in_month(date(after.year + skipped + (turn - 1) * years, month, 1), number)
    return Step(
        StepKind.REPLACED, day, {"event": "day_of_year" if deadline.on_day is not None else "end_of_year"}
    )


def _of_month(number: int, after: date, turn: int) -> Step:
    this_month = _in_month(after.replace(day=1), number)
    months = turn if this_month <= after else turn - 1
    day = _in_month(plus_months(after.replace(day=1), months), number)
    return Step(StepKind.REPLACED, day, {"event": "day_of_month"})


def _in_month(first: date, number: int) -> date:
    """The day of that number, or the last one of a shorter month."""
    last = plus_months(first, 1) - timedelta(days=1)
    return last if number > last.day else first.replace(day=number)


def _birthday(born: date, years: int) -> Steps:
    """Who was born on 29 February is a year older on 1 March of a common year, as in `people.majority`."""
    day = plus_months(born, 12 * years)
    step = Step(StepKind.ADDS_MONTHS, day, {"months": str(12 * years)})
    if day.day == born.day:
        return (step,)
    return (step, Step(StepKind.ADDS_DAYS, day + timedelta(days=1), {"days": "1"}))


def _ended(deadline: TaskDeadline, steps: Steps, office: OfficeCalendar) -> Steps:
    try:
        if deadline.before and moves(deadline):
            return counting.shifted_back(steps, office)
        if moves(deadline):
            return counting.shifted(steps, office)
        return steps if _is_by_the_clock(deadline) else counting.unshifted(steps, office)
    except LookupError:
        # Work-free days are known from 2018; what ended before that is history and stays where it fell.
        return steps


def _hour(deadline: TaskDeadline, start: Start) -> time | None:
    if deadline.at_hour is not None:
        return time.fromisoformat(deadline.at_hour)
    if deadline.length is not None and _is_by_the_clock(deadline):
        return _by_the_clock(start, deadline.length.count).time()
    return None


def _by_the_clock(start: Start, hours: int) -> datetime:
    """So many hours on; an event whose hour nobody wrote down counts from the beginning of its day."""
    began = start.at or datetime.combine(start.on, time())
    # Through UTC: in the night of the change of clocks, hours on the clock face are not hours that passed.
    return began + timedelta(hours=hours) if began.tzinfo is None else _later(began, hours)


def _later(moment: datetime, hours: int) -> datetime:
    return (moment.astimezone(UTC) + timedelta(hours=hours)).astimezone(moment.tzinfo)


def _is_by_the_clock(deadline: TaskDeadline) -> bool:
    return deadline.length is not None and deadline.length.unit == "hours" and not deadline.before


def _can_pause(deadline: TaskDeadline) -> bool:
    counts_forward = deadline.length is not None or deadline.every is not None
    return counts_forward and not deadline.before and not _is_by_the_clock(deadline)
