"""Which deadlines a case has, worked out from its task and from what has happened in it. Reads no records.

Everything is derived anew each time, so the order in which things were entered does not matter. A deadline
is met by a done step that names it, by a record or document with its key, or by the day that ends it in its
own record; where nothing of the kind exists, by the event it is counted from happening again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from opora.cases.deadline_days import TERMS, LastDay, Start, day_of_term, last_day, unmoved_day
from opora.cases.deadline_facts import Begun, Facts, Happened, applies, named, starts_of
from opora.cases.prolonging import prolonged_until
from opora.cases.replaced_ends import replaced
from opora.cases.told_turns import LONGEST_CHAIN, begins, first_open, settled
from opora.catalogue import Task
from opora.catalogue.schema.deadlines import TaskDeadline
from opora.law.procedure import ExplainedDate, ProcedureError

LOST_BY_LAW = ("supplement_due", "appeal_ends", "objection_ends", "court_action_ends")


@dataclass(frozen=True, slots=True)
class Due:
    """One deadline of a case: what it is, by when, why, and whether it is met.

    `rests_on` is what its day was computed from; with `turn`, how often it has come. `last_met_on` is the
    day on which the turn before this one was met.
    """

    key: str
    about: str
    day: date
    hour: time | None
    explanation: ExplainedDate
    rests_on: Mapping[str, Any]
    met_on: date | None = None
    met_by: str = ""
    last_met_on: date | None = None
    turns_met: Mapping[int, date] = field(default_factory=dict)
    """Where its records name their period: the turns that are settled, and when."""
    may_lapse: bool = False
    is_renewed: bool = False
    is_replaced: bool = False
    """Another end took its place, by the record in `met_by` of the day `met_on`: it was not met."""

    @property
    def occasion(self) -> tuple[str, int]:
        """What tells it from an earlier one of its kind: the event it is counted from, and the turn."""
        return occasion(self.rests_on)


def occasion(rests_on: Mapping[str, Any]) -> tuple[str, int]:
    return str(rests_on.get("from", "")), int(rests_on.get("turn", 1))


def due(task: Task, facts: Facts) -> list[Due]:
    """Every deadline the task gives a case on these facts, open or met, in the order of the task."""
    return [each for deadline in task.deadlines for each in _of(task, deadline, facts)]


def last_day_again(
    task: Task, deadline: TaskDeadline, rests_on: Mapping[str, Any], moment: datetime | None
) -> LastDay | None:
    """The last day of a deadline from what it rests on; None where it was set by hand or has no term.

    `moment` is what `rests_on["from"]` means where it names an hour.
    """
    if "term" in rests_on:
        explained = day_of_term(rests_on["term"], facts_of_term(rests_on))
        return None if explained is None else LastDay(explained)
    if "from" not in rests_on:
        return None
    on = moment.date() if moment else _day(rests_on["from"])
    event, words = named(task, str(rests_on["starts"]))
    start = Start(on, event, moment, words)
    return last_day(deadline, start, turn=int(rests_on.get("turn", 1)), pauses=_pauses(rests_on))


def facts_of_term(rests_on: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a term of procedure, out of what a deadline keeps of them."""
    read = {name: _read(value) for name, value in rests_on.items() if name not in ("from", "suspensions")}
    return {**read, "suspensions": _pauses(rests_on)}


def _pauses(rests_on: Mapping[str, Any]) -> tuple[tuple[date, date], ...]:
    return tuple((_day(first), _day(last)) for first, last in rests_on.get("suspensions", []))


def may_lapse(task: Task, deadline: TaskDeadline) -> bool:
    """Whether it is over when its last day has passed, and not overdue until somebody acts.

    So it is with a right that the party lost by law, a least time, and a limit on others that nothing in the
    case waits for. What the centre owes, or follows with a step of its own, stays overdue until it is done.
    """
    if not deadline.at_latest or deadline.term in LOST_BY_LAW:
        return True
    return deadline.binds != "centre" and not what_meets(task, deadline)


def _of(task: Task, deadline: TaskDeadline, facts: Facts) -> Iterator[Due]:
    starts = [start for start in starts_of(task, deadline, facts) if applies(deadline, start, facts)]
    if deadline.term is not None:
        yield from (found for start in starts if (found := _by_term(task, deadline, start, facts)))
    elif _is_renewed(task, deadline):
        yield from (each for each in _renewed(task, deadline, starts) if not _is_over(deadline, each, facts))
    elif deadline.from_last_done:
        yield from _after_the_last(task, deadline, starts, facts)
    elif deadline.comes_again:
        for start in starts:
            found = _in_turns(task, deadline, start, facts)
            if not _is_over(deadline, found, facts):
                yield found
    else:
        yield from (_once(task, deadline, start, facts) for start in starts)


def _once(task: Task, deadline: TaskDeadline, begun: Begun, facts: Facts) -> Due:
    since = _counts_since(deadline, begun, facts)
    done = [each for each in _doings(task, deadline, facts) if each.on >= since]
    ways = [*_ended(deadline, begun, facts), *done[:1], *_prolonged(task, deadline, begun, facts)[:1]]
    found = _due(task, deadline, begun, met=min(ways, key=lambda each: each.on, default=None))
    later = replaced(deadline, begun, facts)
    if later is None or found.met_on is not None:
        return found
    return replace(found, met_on=later.on, met_by=later.what, is_replaced=True)


def _counts_since(deadline: TaskDeadline, begun: Begun, facts: Facts) -> date:
    """From which day on a deed meets it: what it is counted from, or the record that names its day."""
    if deadline.starts is not None and not deadline.before:
        return begun.start.on
    counted_back = deadline.starts if deadline.replaced_by else None
    record = (deadline.falls_on or counted_back or "").rpartition(".")[0]
    return next((each.on for each in facts.of(record) if each.about == begun.about), date.min)


def _ended(deadline: TaskDeadline, begun: Begun, facts: Facts) -> list[Happened]:
    """The day entered in a record on which there is nothing left to watch over: the child has left."""
    if deadline.ends_with is None:
        return []
    record, _, asked = deadline.ends_with.rpartition(".")
    own = (deadline.starts or deadline.falls_on or "").split(".")[:2] == record.split(".")
    kept = [begun.content] if own else [each.content for each in facts.of(record)]
    days = [day for content in kept if (day := _as_day(content.get(asked)))]
    return [Happened(deadline.ends_with, max(days), begun.about)] if days else []


def _prolonged(task: Task, deadline: TaskDeadline, begun: Begun, facts: Facts) -> list[Happened]:
    """The records by which the state goes on past this last day, with all that this needs."""
    records = [each for each in task.records if each.prolongs and deadline.key in each.prolongs.deadlines]
    if not records:
        return []
    ends = last_day(deadline, begun.start).day
    found = []
    for record in records:
        for each in facts.of(f"record.{record.key}"):
            until = prolonged_until(record, each.content)
            if until is not None and until > ends and each.about != begun.about:
                found.append(each)
    return found


def _in_turns(task: Task, deadline: TaskDeadline, begun: Begun, facts: Facts) -> Due:
    """The turn that is open: what was done counts for its own period, or for the last one that was missed."""
    if deadline.period is not None:
        return _by_period(task, deadline, begun, facts)
    turn, last = 1, None
    for done in _doings(task, deadline, facts):
        if done.on < begun.start.on:
            continue
        period = _period(deadline, begun.start, done.on)
        if period >= turn:
            turn, last = max(turn + 1, period), done
    if may_lapse(task, deadline):
        while turn < LONGEST_CHAIN and last_day(deadline, begun.start, turn=turn).day < facts.on:
            turn += 1
    return _due(task, deadline, begun, turn=turn, last_met_on=last.on if last else None)


def _by_period(task: Task, deadline: TaskDeadline, begun: Begun, facts: Facts) -> Due:
    """The earliest turn for whose period there is no record."""
    assert deadline.period is not None
    own = f"record.{deadline.period.record}"
    others = [each for each in _doings(task, deadline, facts) if each.what != own]
    met = settled(deadline, begun.start, facts, others)
    turn = first_open(met)
    if may_lapse(task, deadline):
        while turn < LONGEST_CHAIN and last_day(deadline, begun.start, turn=turn).day < facts.on:
            turn += 1
    last = max((on for each, on in met.items() if each < turn), default=None)
    return replace(_due(task, deadline, begun, turn=turn, last_met_on=last), turns_met=met)


def _renewed(task: Task, deadline: TaskDeadline, starts: list[Begun]) -> Iterator[Due]:
    """A meeting each month: each one held sets the next and meets the one before."""
    if starts:
        latest = max(starts, key=lambda begun: begun.start.on)
        once_more = Begun(latest.start, "", latest.content)
        found = _due(task, deadline, once_more, turn=1, last_met_on=latest.start.on)
        yield replace(found, is_renewed=True)


def _after_the_last(task: Task, deadline: TaskDeadline, starts: list[Begun], facts: Facts) -> Iterator[Due]:
    """A review half a year after the last one; before any, after what it began with."""
    if not starts:
        return
    first = min(starts, key=lambda begun: begun.start.on)
    done = [each for each in _doings(task, deadline, facts) if each.on >= first.start.on]
    begun = Begun(first.start, "", first.content)
    if done:
        event, words = named(task, done[-1].what)
        begun = Begun(Start(done[-1].on, event, words=words), "", done[-1].content)
    found = _due(task, deadline, begun, turn=1, last_met_on=done[-1].on if done else None)
    if not _is_over(deadline, found, facts):
        yield replace(found, is_renewed=True)


def _is_over(deadline: TaskDeadline, found: Due, facts: Facts) -> bool:
    """Whether what it watches over ended before the turn falls due: the measure, the stay, the treatment.

    A last day that only moved behind the end, because it is not worked, is still owed. So is a report for a
    period that began before the end, though it falls due after it.
    """
    if deadline.ends_with is None:
        return False
    record, _, asked = deadline.ends_with.rpartition(".")
    own = (deadline.starts or "").split(".")[:2] == record.split(".")
    kept = [each for each in facts.of(record) if not own or not found.about or each.about == found.about]
    ends = [_as_day(each.content.get(asked)) for each in kept]
    start, turn = Start(_day(found.rests_on["from"]), ""), int(found.rests_on.get("turn", 1))
    if deadline.period is not None:
        first = begins(deadline, start, turn)
        return bool(ends) and all(end is not None and end <= first for end in ends)
    day = unmoved_day(deadline, start, turn)
    return bool(ends) and all(end is not None and end < day for end in ends)


def _by_term(task: Task, deadline: TaskDeadline, begun: Begun, facts: Facts) -> Due | None:
    """None where the term has not begun: before ZUP-I it waited for the complete application (ZUP 222)."""
    assert deadline.term is not None
    _compute, counted_from, reads = TERMS[deadline.term]
    rests_on: dict[str, Any] = {"term": deadline.term, counted_from: begun.start.on.isoformat()}
    completed = [each.on for each in facts.of("completed") if each.on >= begun.start.on]
    if completed and "completed_on" in reads:
        rests_on["completed_on"] = completed[0].isoformat()
    if "days" in reads:
        if (days := begun.content.get("days", deadline.days)) is None:
            return None
        rests_on["days"] = days
    rests_on |= {"starts": begun.start.event, "from": begun.start.written}
    try:
        explained = day_of_term(deadline.term, facts_of_term(rests_on))
    except ProcedureError:
        return None
    if explained is None:
        return None
    done = [each for each in _doings(task, deadline, facts) if each.on >= begun.start.on]
    met = done[0] if done else None
    return _with_end(task, deadline, begun, LastDay(explained), rests_on, met)


def _due(
    task: Task,
    deadline: TaskDeadline,
    begun: Begun,
    *,
    turn: int | None = None,
    met: Happened | None = None,
    last_met_on: date | None = None,
) -> Due:
    end = last_day(deadline, begun.start, turn=turn or 1)
    rests_on: dict[str, Any] = {"starts": begun.start.event, "from": begun.start.written}
    if turn is not None:
        rests_on["turn"] = turn
    return _with_end(task, deadline, begun, end, rests_on, met, last_met_on)


def _with_end(
    task: Task,
    deadline: TaskDeadline,
    begun: Begun,
    end: LastDay,
    rests_on: Mapping[str, Any],
    met: Happened | None,
    last_met_on: date | None = None,
) -> Due:
    return Due(
        key=deadline.key,
        about=begun.about,
        day=end.day,
        hour=end.hour,
        explanation=end.explained,
        rests_on=rests_on,
        met_on=met.on if met else None,
        met_by=met.what if met else "",
        last_met_on=last_met_on,
        may_lapse=may_lapse(task, deadline),
    )


def _period(deadline: TaskDeadline, start: Start, day: date) -> int:
    """In which turn a day lies; the last day of a turn belongs to it."""
    period = 1
    while period < LONGEST_CHAIN and unmoved_day(deadline, start, period) < day:
        period += 1
    return period


def _doings(task: Task, deadline: TaskDeadline, facts: Facts) -> list[Happened]:
    met_by = what_meets(task, deadline)
    if deadline.ended_by is not None and facts.of(f"document.{deadline.ended_by}"):
        met_by = frozenset({f"dispatched.{deadline.ended_by}"})
    found = [each for each in facts.happened if each.what in met_by]
    if (over := deadline.over_after) is not None:
        kept = facts.of(f"record.{over.record}")
        found += [each for each in kept if all(held.is_so(each.content) for held in over.holds)]
    return sorted(found, key=lambda each: each.on)


def what_meets(task: Task, deadline: TaskDeadline) -> frozenset[str]:
    """What must happen in the case for it to be met; nothing, where somebody has to say so."""
    found = {f"step.{step.key}" for step in task.steps if step.deadline == deadline.key}
    found |= {f"record.{record.key}" for record in task.records if record.key == deadline.key}
    found |= {f"document.{document.key}" for document in task.documents if document.key == deadline.key}
    if deadline.term in ("decision_due", "remand_decision_due"):
        found.add("decided")
    if deadline.ended_by is not None:
        found.add(f"dispatched.{deadline.ended_by}")
    return frozenset(found)


def last_done(task: Task, deadline: TaskDeadline, facts: Facts) -> date | None:
    """The day on which what meets it last happened; a step left out is not done."""
    return max((each.on for each in _doings(task, deadline, facts) if not each.left_out), default=None)


def _is_renewed(task: Task, deadline: TaskDeadline) -> bool:
    kind, _, named = (deadline.starts or "").partition(".")
    if deadline.every is None or deadline.length is not None or kind != "record":
        return False
    return what_meets(task, deadline) <= {f"record.{named.partition('.')[0]}"}


def _as_day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _day(written: Any) -> date:
    return written if isinstance(written, date) else date.fromisoformat(str(written)[:10])


def _read(value: Any) -> Any:
    """A day as it is kept in JSON; a number or a yes as it stands."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value
