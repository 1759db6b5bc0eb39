"""Last month's shifts as a pattern for what nobody has yet: the same weekday, position and worker.

A time of duty is held as a whole by who held the one that began on the same weekday four weeks before, or
five where that lies in the same month; its hours are those of this month. Where none began on that day, as on
a holiday, the nearest week is taken. Nothing is entered unseen: who may not stand by is left out, and it is
said why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.cases.models import CaseRecord
from opora.cases.records import add_to_register
from opora.duty.bands import Interval, clipped, midnight
from opora.duty.duty_hours import duty_periods
from opora.duty.roster import Shift
from opora.duty.rosters import (
    LONGEST_SHIFT,
    ROSTERS,
    Roster,
    calendar_of,
    roster_of,
    shift_of,
    shift_records,
)
from opora.duty.shifts import OnList, limits
from opora.law.procedure.explained import plus_months
from opora.organisation.models import Centre, Unit, Worker
from opora.organisation.refusal import Refused

PRESENCE = "staff_presence"
FOUR_WEEKS, FIVE_WEEKS = timedelta(weeks=4), timedelta(weeks=5)


@dataclass(frozen=True)
class Proposed:
    """A shift after the pattern: whose, when, and why it cannot be; empty where it can."""

    shift: Shift
    phone: str
    why_not: str

    @property
    def key(self) -> str:
        """Its name in a form: what is ticked is compared with what would be proposed by then."""
        began, ended = self.shift.interval.began, self.shift.interval.ended
        return f"{self.shift.position}/{self.shift.worker}/{began.isoformat()}/{ended.isoformat()}"


@dataclass(frozen=True)
class Pattern:
    """What last month says of a month: the shifts it proposes, and the times it has nobody for."""

    proposed: Sequence[Proposed]
    without: Sequence[tuple[str, Interval]]


def pattern_of(centre: Centre, month: date) -> Pattern:
    """The pattern of last month for every hole of the roster.

    Refused (LookupError) before the first known hours, of last month too.
    """
    roster = roster_of(centre, month)
    kept = list(shift_records(centre, plus_months(roster.month, -1)))
    whole = _whole_periods(centre, roster.month)
    pieces, without = [], []
    for position, hole in _holes(roster):
        found = list(_after(kept, position, hole, whole, roster.month))
        pieces += found
        if not found:
            without.append((position, hole))
    return Pattern(_judged(pieces, roster, centre), without)


@transaction.atomic
def enter_pattern(month: date, chosen: Collection[str], *, unit: Unit, by: Worker, at: datetime) -> int:
    """Enter the chosen shifts of the pattern, all or none; how many they were.

    Refused where nothing is chosen, and where one of them can no longer be: the roster has changed since.
    """
    if not chosen:
        raise Refused(_("Choose at least one shift."))
    centre = Centre.objects.select_for_update().get(pk=by.centre_id)
    fit = {each.key: each for each in pattern_of(centre, month).proposed if not each.why_not}
    if not set(chosen) <= set(fit):
        raise Refused(
            _("The roster has changed since you opened the page, so nothing was entered. Look at it again.")
        )
    for key in sorted(set(chosen)):
        each = fit[key]
        told = {
            "position": each.shift.position,
            "worker": each.shift.worker,
            "from": each.shift.interval.began,
            "until": each.shift.interval.ended,
            "phone": each.phone,
        }
        add_to_register(ROSTERS, "shift", told, unit=unit, by=by, at=at)
    return len(set(chosen))


def _holes(roster: Roster) -> Iterator[tuple[str, Interval]]:
    zone = timezone.get_default_timezone()
    for fault in roster.faults:
        if fault.kind == "gap":
            began, ended = (each.astimezone(zone) for each in (fault.interval.began, fault.interval.ended))
            yield fault.position, Interval(began, ended)


def _whole_periods(centre: Centre, month: date) -> list[Interval]:
    """The times of duty of last month and this one, not cut at the end of a month."""
    zone = timezone.get_default_timezone()
    first, last = plus_months(month, -1) - LONGEST_SHIFT, plus_months(month, 1) + LONGEST_SHIFT
    return duty_periods(calendar_of(centre), Interval(midnight(first, zone), midnight(last, zone)), zone=zone)


def _after(
    kept: Sequence[CaseRecord], position: str, hole: Interval, whole: Sequence[Interval], month: date
) -> Iterator[tuple[Shift, str]]:
    """Who fills a hole, with the telephone: where several held the time it is after, each their part."""
    period = next(each for each in whole if clipped(hole, each).minutes)
    then = _like(period, whole, month)
    held = list(_held_in(then, kept, position)) if then is not None else []
    if then is None or not held:
        return
    zone, later = timezone.get_default_timezone(), period.began.date() - then.began.date()
    turns = [part.began.astimezone(zone) + later for _record, part in held[1:]]
    starts, ends = [period.began, *turns], [*turns, period.ended]
    for (record, _part), start, end in zip(held, starts, ends, strict=True):
        part = clipped(Interval(start, end), hole)
        if part.minutes:
            own = Interval(part.began.astimezone(zone), part.ended.astimezone(zone))
            yield Shift(position, shift_of(record).worker, own), str(record.content["phone"])


def _like(period: Interval, whole: Sequence[Interval], month: date) -> Interval | None:
    """The time of last month that one of this month is after; one that began last month is after itself."""
    day = period.began.date()
    if day >= month:
        day -= FOUR_WEEKS if day - FOUR_WEEKS < month else FIVE_WEEKS
    begun = [
        each
        for each in whole
        if plus_months(month, -1) <= each.began.date() < month and each.began.weekday() == day.weekday()
    ]
    return min(begun, key=lambda each: abs(each.began.date() - day), default=None)


def _held_in(
    then: Interval, kept: Sequence[CaseRecord], position: str
) -> Iterator[tuple[CaseRecord, Interval]]:
    """Who held a position in a time, in the order of time; of two at once the first."""
    free_from = then.began
    for record in sorted(kept, key=lambda each: shift_of(each).interval):
        shift = shift_of(record)
        part = clipped(shift.interval, then)
        if shift.position == position and part.minutes and part.began >= free_from:
            free_from = part.ended
            yield record, part


def _judged(pieces: Sequence[tuple[Shift, str]], roster: Roster, centre: Centre) -> list[Proposed]:
    workers = {shift.worker for shift, _phone in pieces}
    known = Worker.objects.get_queryset().in_bulk(workers)
    on_list, away = OnList(centre, workers), _away(centre, workers)
    taken, found = list(roster.shifts), []
    for shift, phone in sorted(pieces, key=lambda each: (each[0].interval, each[0].position)):
        why_not = _why_not(shift, known.get(shift.worker), on_list, away, taken)
        if not why_not:
            taken.append(shift)
        found.append(Proposed(shift, phone, why_not))
    return found


def _why_not(
    shift: Shift,
    worker: Worker | None,
    on_list: OnList,
    away: Sequence[dict[str, Any]],
    taken: Sequence[Shift],
) -> str:
    first, last = (timezone.localdate(each) for each in (shift.interval.began, shift.interval.ended))
    if worker is None or not worker.is_active:
        return _("does not work here any more")
    if not on_list.has(worker.pk, first):
        return _("is not on the list of intervention workers on that day")
    if any(each["worker"] == worker.pk and _is_away(each, first, last) for each in away):
        return _("is away at that time")
    if any(each.worker == worker.pk and clipped(each.interval, shift.interval).minutes for each in taken):
        return _("stands by in the other position at that time")
    return ""


def _away(centre: Centre, workers: Collection[int]) -> list[dict[str, Any]]:
    """Their absences in the register of presence; of which kind they are is not told further."""
    kept = CaseRecord.objects.filter(centre=centre, task=PRESENCE, key="day", struck_at=None)
    of_them = kept.filter(content__worker__in=list(workers), content__kind__in=limits()["away"]["kinds"])
    return [each.content for each in of_them]


def _is_away(content: dict[str, Any], first: date, last: date) -> bool:
    """Whether an absence touches these days; without an end it is of one day."""
    begins = date.fromisoformat(content["from"])
    ends = date.fromisoformat(content.get("until") or content["from"])
    return begins <= last and first <= ends
