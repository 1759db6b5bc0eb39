"""Counts terms (ZUP 100, 101): from the day after the event, shifted from a day that is not worked."""

from datetime import date, timedelta

from .explained import Step, StepKind, plus_months
from .office import OfficeCalendar


def started(day: date, event: str) -> Step:
    """The event a term runs from; its own day is not counted (ZUP 100(2))."""
    return Step(StepKind.STARTS, day, {"event": event})


def in_days(start: Step, days: int, office: OfficeCalendar) -> tuple[Step, ...]:
    """A term in days that ends on a working day."""
    last = Step(StepKind.ADDS_DAYS, start.day + timedelta(days=days), {"days": str(days)})
    return (start, last, *_skips(last.day, office))


def in_months(start: Step, months: int, office: OfficeCalendar) -> tuple[Step, ...]:
    """A term in months that ends on the day of the same number, or the month's last, and on a working day."""
    counted = months_on(start, months)
    return (*counted, *_skips(counted[-1].day, office))


def months_on(start: Step, months: int) -> tuple[Step, ...]:
    """The same without the shift, for a term that is to be prolonged first."""
    last = Step(StepKind.ADDS_MONTHS, plus_months(start.day, months), {"months": str(months)})
    if last.day.day == start.day.day:
        return (start, last)
    return (start, last, Step(StepKind.CLAMPED, last.day, {"no_such_day": str(start.day.day)}))


def shifted(steps: tuple[Step, ...], office: OfficeCalendar) -> tuple[Step, ...]:
    """The steps with a last day that is not worked moved to the next one that is."""
    return (*steps, *_skips(steps[-1].day, office))


def in_working_days(start: Step, days: int, office: OfficeCalendar) -> tuple[Step, ...]:
    """A term counted in working days alone."""
    day = start.day
    for _ in range(days):
        day = office.next_working_day(day + timedelta(days=1))
    return (start, Step(StepKind.ADDS_WORKING_DAYS, day, {"days": str(days)}))


def shifted_back(steps: tuple[Step, ...], office: OfficeCalendar) -> tuple[Step, ...]:
    """The same for a day counted back: to the working day before, so that nothing of the length is lost."""
    return (*steps, *_skips(steps[-1].day, office, forward=False))


def unshifted(steps: tuple[Step, ...], office: OfficeCalendar) -> tuple[Step, ...]:
    """The steps as they stand, with a note where their last day is not worked."""
    day = steps[-1].day
    closed = office.why_closed(day)
    if closed is None:
        return steps
    return (*steps, Step(StepKind.NOT_SHIFTED, day, {"reason": closed.reason, **closed.name}))


def as_fiction(start: Step, days: int, office: OfficeCalendar) -> tuple[Step, ...]:
    """A fiction of service: it stays on the day on which it falls, worked or not."""
    last = Step(StepKind.ADDS_DAYS, start.day + timedelta(days=days), {"days": str(days)})
    return unshifted((start, last), office)


def _skips(day: date, office: OfficeCalendar, *, forward: bool = True) -> tuple[Step, ...]:
    """One step for each day on which the term cannot end, arriving on the day after (or before) it."""
    kind, one_day = (StepKind.SKIPS, 1) if forward else (StepKind.SKIPS_BACK, -1)
    steps: list[Step] = []
    while (closed := office.why_closed(day)) is not None:
        next_to_it = day + timedelta(days=one_day)
        steps.append(Step(kind, next_to_it, {"skipped": str(day), "reason": closed.reason, **closed.name}))
        day = next_to_it
    return tuple(steps)
