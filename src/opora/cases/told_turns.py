"""Which turns of a deadline are settled by records that name their period. Reads no records.

A report for October settles October alone, whenever it is sent; September stays owed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from opora.cases.deadline_days import Start, unmoved_day
from opora.cases.deadline_facts import Facts, Happened
from opora.catalogue.schema.deadlines import TaskDeadline
from opora.catalogue.schema.turns import Period
from opora.law.procedure.explained import plus_months

LONGEST_CHAIN = 1200  # a hundred years of months


def begins(deadline: TaskDeadline, start: Start, turn: int) -> date:
    """The first day of the period of a turn.

    What comes on a day of each year or month is about the one before, what comes at its end about its own.
    By months it is a month of the calendar, the first one that in which it all began; otherwise the time
    between two last days.
    """
    if deadline.starts == "each_year":
        before = 1 if deadline.on_day is not None else 0
        return date(unmoved_day(deadline, start, turn).year - before, 1, 1)
    if deadline.starts == "each_month":
        return plus_months(unmoved_day(deadline, start, turn).replace(day=1), -1)
    if deadline.every is not None and deadline.every.unit == "months" and deadline.length is None:
        return plus_months(start.on.replace(day=1), deadline.every.count * (turn - 1))
    return unmoved_day(deadline, start, turn - 1)


def settled(
    deadline: TaskDeadline, start: Start, facts: Facts, others: Iterable[Happened]
) -> dict[int, date]:
    """The turns that are settled, each with the day on which it was.

    `others` are deeds that name no period. A step left out counts for the first turn that is open, if that
    has begun; so does a step done of which nobody kept a record.
    """
    period = deadline.period
    assert period is not None
    kept = [each for each in facts.of(f"record.{period.record}") if _is_for_one(period, each)]
    found: dict[int, date] = {}
    for each in kept:
        turn = _turn_of(deadline, start, _day(each.content[period.day]))
        if turn is not None:
            found.setdefault(turn, each.on)
    for each in others:
        turn = first_open(found)
        if (each.left_out or not kept) and start.on <= each.on and begins(deadline, start, turn) <= each.on:
            found[turn] = each.on
    return found


def first_open(done: Mapping[int, date]) -> int:
    """The earliest turn that nothing settles; it stays due, whatever came after it."""
    return next(turn for turn in range(1, len(done) + 2) if turn not in done)


def _turn_of(deadline: TaskDeadline, start: Start, day: date) -> int | None:
    """None where the day lies before the first period."""
    if day < begins(deadline, start, 1):
        return None
    turn = 1
    while turn < LONGEST_CHAIN and begins(deadline, start, turn + 1) <= day:
        turn += 1
    return turn


def _is_for_one(period: Period, each: Happened) -> bool:
    has_day = isinstance(each.content.get(period.day), date)
    return has_day and all(held.is_so(each.content) for held in period.holds)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value
