"""The monthly sheet: how many interventions, how long in all and in each column. Reads no records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from opora.duty.bands import Interval, Piece, by_band, clipped, midnight, rounded, split, united
from opora.duty.counting import Counting
from opora.law.procedure.explained import plus_months
from opora.law.procedure.work_free_days import work_free_days

WEEKDAY_DAY, HOLIDAYS = "mon_sat_day", "holiday_"


@dataclass(frozen=True, slots=True)
class Stint:
    """One worker's time in one intervention, or on the way to it."""

    intervention: str
    worker: int
    interval: Interval
    is_travel: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """What counts as one intervention of a month: whose it is, and the pieces of it that lie in the month."""

    intervention: str
    worker: int | None  # None where the time of both workers counts once
    minutes: int
    pieces: Sequence[Piece]
    began_in_month: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A month in the columns of its form. `minutes` is the length of what was worked, not their sum."""

    month: date
    interventions: int
    minutes: int
    bands: Mapping[str, int]
    work: Sequence[Work] = ()

    @property
    def difference(self) -> int:
        """By how much the columns differ from the total: nought, or something is wrong."""
        return sum(self.bands.values()) - self.minutes


def sheet_of(stints: Iterable[Stint], month: date, counting: Counting, *, zone: tzinfo) -> Sheet:
    """The sheet of the month that begins on `month`, by the rules of its form.

    Each participation is an intervention of the month in which it began, also where minutes of it fall into
    the next one.
    """
    within = Interval(midnight(month, zone), midnight(plus_months(month, 1), zone))
    work = list(_work(stints, within, counting, zone))
    return Sheet(
        month=month,
        interventions=sum(each.began_in_month for each in work),
        minutes=sum(each.minutes for each in work),
        bands=by_band((piece for each in work for piece in each.pieces), counting),
        work=[each for each in work if each.began_in_month or each.minutes],
    )


def doubts_about(sheet: Sheet, counting: Counting) -> list[str]:
    """Why a month needs a second look: words of the code list `implausible_month_reasons`."""
    found = ["band_sum_differs"] if sheet.difference else []
    if sheet.interventions and not sheet.bands.get(WEEKDAY_DAY):
        found.append("zero_weekday_day_hours")
    usual = counting.plausible.hours_per_intervention
    if sheet.interventions and not (
        usual.least * 60 <= sheet.minutes / sheet.interventions <= usual.most * 60
    ):
        found.append("hours_per_intervention")
    if _worked_on_holidays(sheet) and not _has_a_holiday(sheet.month):
        found.append("holiday_hours")
    return found


def _work(stints: Iterable[Stint], within: Interval, counting: Counting, zone: tzinfo) -> Iterator[Work]:
    together: dict[tuple[str, int | None], list[Stint]] = {}
    once = counting.rules.both_workers.value == "once"
    for each in stints:
        if each.is_travel and counting.rules.travel.value == "left_out":
            continue
        together.setdefault((each.intervention, None if once else each.worker), []).append(each)
    for (intervention, worker), parts in together.items():
        step = counting.rules.rounded_to.value
        intervals = united(rounded(each.interval, step) for each in parts)
        began = min(rounded(each.interval, step).began for each in parts)
        counted = _of_month(intervals, began, within, counting)
        yield Work(
            intervention,
            worker,
            minutes=sum(each.minutes for each in counted),
            pieces=[piece for each in counted for piece in split(each, counting, zone=zone)],
            began_in_month=within.began <= began < within.ended,
        )


def _of_month(
    intervals: list[Interval], began: datetime, within: Interval, counting: Counting
) -> list[Interval]:
    if counting.rules.month.value == "by_beginning":
        return intervals if within.began <= began < within.ended else []
    return [each for interval in intervals if (each := clipped(interval, within)).minutes]


def _worked_on_holidays(sheet: Sheet) -> bool:
    return any(minutes for band, minutes in sheet.bands.items() if band.startswith(HOLIDAYS))


def _has_a_holiday(month: date) -> bool:
    return any(day.month == month.month for day in work_free_days(month.year))
