"""When the on-call service stands by: at every hour at which the centre does not work. Reads no records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache
from importlib.resources import files
from typing import Any

from opora.duty.bands import Interval, clipped, midnight
from opora.law.parameters.reading import read_yaml
from opora.law.procedure.work_free_days import work_free_days

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ONE_DAY = timedelta(days=1)
Hours = tuple[time, time]


@dataclass(frozen=True)
class Week:
    """Business hours by day of the week, and days of each year that end earlier, valid from a day on."""

    since: date
    source: str
    by_weekday: Mapping[int, Hours]
    shortened: Mapping[tuple[int, int], time]


@dataclass(frozen=True)
class BusinessCalendar:
    """When one centre works. `own_days` are those it entered itself: no hours, or an earlier end."""

    own_days: Mapping[date, time | None] = field(default_factory=dict)

    def hours_on(self, day: date) -> Hours | None:
        """From when to when the centre works; None on a day on which it does not."""
        if day in work_free_days(day.year):
            return None
        week = week_on(day)
        hours = week.by_weekday.get(day.weekday())
        if hours is None:
            return None
        begins, ends = hours
        if day in self.own_days:
            own_end = self.own_days[day]
            return None if own_end is None or own_end <= begins else (begins, min(own_end, ends))
        return begins, min(week.shortened.get((day.month, day.day), ends), ends)


def duty_periods(calendar: BusinessCalendar, within: Interval, *, zone: tzinfo) -> list[Interval]:
    """The times of standby in a span, each as long as nobody works in between, in the order of time."""
    first, last = within.began.astimezone(zone).date(), within.ended.astimezone(zone).date()
    free_from = midnight(first, zone)
    found = []
    for began, ended in _worked(calendar, first, last, zone):
        found.append(Interval(free_from, began))
        free_from = ended
    found.append(Interval(free_from, midnight(last + ONE_DAY, zone)))
    inside = (clipped(each, within) for each in found)
    return [
        Interval(each.began.astimezone(zone), each.ended.astimezone(zone)) for each in inside if each.minutes
    ]


def end_of_duty(calendar: BusinessCalendar, moment: datetime, *, zone: tzinfo) -> datetime:
    """When the centre works next after a moment: there the duty ends in which the moment lies."""
    day = moment.astimezone(zone).date()
    while True:
        hours = calendar.hours_on(day)
        if hours and (begins := datetime.combine(day, hours[0], zone)) > moment:
            return begins
        if hours and moment < datetime.combine(day, hours[1], zone):
            return moment
        day += ONE_DAY


def week_on(day: date) -> Week:
    """The business hours that hold on a day. Refused (LookupError) before the first that are known."""
    held = [week for week in _weeks() if week.since <= day]
    if not held:
        raise LookupError(
            f"Business hours are known from {_weeks()[0].since}, not for {day}. "
            "Add them to business_hours.yaml."
        )
    return held[-1]


def _worked(
    calendar: BusinessCalendar, first: date, last: date, zone: tzinfo
) -> Iterator[tuple[datetime, datetime]]:
    day = first
    while day <= last:
        if hours := calendar.hours_on(day):
            yield datetime.combine(day, hours[0], zone), datetime.combine(day, hours[1], zone)
        day += ONE_DAY


@cache
def _weeks() -> tuple[Week, ...]:
    written = read_yaml((files("opora.duty") / "data" / "business_hours.yaml").read_text("utf-8"))
    return tuple(sorted((_week(each) for each in written["calendars"]), key=lambda week: week.since))


def _week(written: Mapping[str, Any]) -> Week:
    return Week(
        since=date.fromisoformat(written["from"]),
        source=written["source"],
        by_weekday={
            WEEK.index(day): (time.fromisoformat(begins), time.fromisoformat(ends))
            for day, (begins, ends) in written["week"].items()
        },
        shortened={
            (int(each["day"][:2]), int(each["day"][3:])): time.fromisoformat(each["ends"])
            for each in written["shortened"]
        },
    )
