"""The roster of two positions: somebody stands by in every hour of duty, and one only. Reads no records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from opora.duty.bands import Interval, clipped, united

POSITIONS = ("standby_1", "standby_2")


@dataclass(frozen=True, slots=True)
class Shift:
    """A worker on standby in a position."""

    position: str
    worker: int
    interval: Interval


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: nobody stands by, two in one position, one in both, or one who is not on the list."""

    kind: Literal["gap", "overlap", "in_both", "unlisted"]
    position: str
    interval: Interval


def faults_of(
    shifts: Sequence[Shift], duty: Sequence[Interval], unlisted: Collection[Shift] = ()
) -> list[Fault]:
    """Every gap and overlap of each position in the times of duty, and workers who hold both at once.

    Also the shifts of those who are not on the list of intervention workers.
    """
    found: list[Fault] = [Fault("unlisted", shift.position, shift.interval) for shift in unlisted]
    for position in POSITIONS:
        held = [shift.interval for shift in shifts if shift.position == position]
        found += [Fault("gap", position, each) for period in duty for each in left_of(period, held)]
        found += [Fault("overlap", position, each) for each in shared(held)]
    for worker in sorted({shift.worker for shift in shifts}):
        held = [shift.interval for shift in shifts if shift.worker == worker]
        in_one = {
            each
            for position in POSITIONS
            for each in shared([s.interval for s in shifts if s.worker == worker and s.position == position])
        }
        found += [Fault("in_both", "", each) for each in shared(held) if each not in in_one]
    return sorted(found, key=lambda fault: (fault.interval, fault.position))


def left_of(period: Interval, held: Iterable[Interval]) -> list[Interval]:
    """What of a period is held by nobody."""
    found, free_from = [], clipped(period, period).began
    end = clipped(period, period).ended
    for each in united(clipped(one, period) for one in held):
        if each.began > free_from:
            found.append(Interval(free_from, each.began))
        free_from = max(free_from, each.ended)
    return [*found, Interval(free_from, end)] if free_from < end else found


def shared(held: Sequence[Interval]) -> list[Interval]:
    """The time that two or more of them cover."""
    pairs = (clipped(one, other) for number, one in enumerate(held) for other in held[number + 1 :])
    return united(each for each in pairs if each.minutes)
