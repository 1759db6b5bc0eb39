"""How long somebody worked in each column of the monthly table. Reads no records.

Minutes are those that passed, not those on the clock face: in the night in which the clocks go forward
nobody works from 2 to 3, in the other one that hour is worked twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise

from opora.duty.counting import Counting

A_MINUTE = timedelta(minutes=1)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """From a moment up to another, each with its zone."""

    began: datetime
    ended: datetime

    @property
    def minutes(self) -> int:
        """How many minutes passed."""
        return max((_passed(self.ended) - _passed(self.began)) // A_MINUTE, 0)


@dataclass(frozen=True, slots=True)
class Piece:
    """What of an interval lies in one column, on one day of the calendar."""

    day: date
    band: str
    minutes: int


def split(interval: Interval, counting: Counting, *, zone: tzinfo) -> list[Piece]:
    """An interval in pieces by calendar day and column, in the order of time; empty where it is not one.

    Seconds are left out: both ends are taken at their minute.
    """
    found: dict[tuple[date, str], int] = {}
    for piece in _between_edges(interval, counting, zone):
        local = piece.began.astimezone(zone)
        band = counting.band_at(local.date(), local.time())
        key = (local.date(), band.key)
        found[key] = found.get(key, 0) + piece.minutes
    return [Piece(day, band, minutes) for (day, band), minutes in found.items() if minutes]


def by_band(pieces: Iterable[Piece], counting: Counting) -> dict[str, int]:
    """Minutes by column, in the order of the form; nought where nobody worked."""
    found = {band.key: 0 for band in counting.bands}
    for piece in pieces:
        found[piece.band] += piece.minutes
    return found


def rounded(interval: Interval, minutes: int) -> Interval:
    """With both ends at the nearest so many minutes of the clock; half goes up."""
    return Interval(_nearest(interval.began, minutes), _nearest(interval.ended, minutes))


def united(intervals: Iterable[Interval]) -> list[Interval]:
    """The time that is covered at all, each minute once, in the order of time."""
    found: list[Interval] = []
    for each in sorted(Interval(_passed(one.began), _passed(one.ended)) for one in intervals):
        if each.ended <= each.began:
            continue
        if found and each.began <= found[-1].ended:
            found[-1] = Interval(found[-1].began, max(found[-1].ended, each.ended))
        else:
            found.append(each)
    return found


def clipped(interval: Interval, within: Interval) -> Interval:
    """What of it lies within another; of no length where nothing does."""
    began = max(_passed(interval.began), _passed(within.began))
    return Interval(began, max(min(_passed(interval.ended), _passed(within.ended)), began))


def midnight(day: date, zone: tzinfo) -> datetime:
    """The moment at which a day begins."""
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def _between_edges(interval: Interval, counting: Counting, zone: tzinfo) -> Iterator[Interval]:
    """The interval cut wherever the column may change."""
    began, ended = _passed(interval.began), _passed(interval.ended)
    edges = [
        edge
        for day in _days(began.astimezone(zone).date(), ended.astimezone(zone).date())
        for clock in counting.clocks
        if began < (edge := datetime.combine(day, clock, zone).astimezone(UTC)) < ended
    ]
    cuts = [began, *sorted(set(edges)), ended]
    for first, last in pairwise(cuts):
        if first < last:
            yield Interval(first, last)


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY


def _passed(moment: datetime) -> datetime:
    """In UTC, in which no hour is missing and none comes twice, at its minute."""
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def _nearest(moment: datetime, minutes: int) -> datetime:
    at = _passed(moment)
    over = (at.hour * 60 + at.minute) % minutes
    return at - over * A_MINUTE + (minutes * A_MINUTE if 2 * over >= minutes else 0 * A_MINUTE)
