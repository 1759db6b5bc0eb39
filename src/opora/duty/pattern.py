"""Last month's shifts as a pattern for what nobody has yet: the same weekday, time, position and worker.

A day takes after the same weekday four weeks before, or five where that lies in the same month. Nothing is
entered unseen: who may not stand by is left out, and it is said why.
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
from opora.duty.bands import Interval, clipped
from opora.duty.roster import Shift
from opora.duty.rosters import ROSTERS, Roster, roster_of, shift_of, shift_records
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
    """The pattern of last month for every hole of the roster. Refused (LookupError) as `roster_of` is."""
    roster = roster_of(centre, month)
    kept = list(shift_records(centre, plus_months(roster.month, -1)))
    pieces, without = [], []
    for position, hole in _holes(roster):
        found = list(_after(kept, position, hole, roster.month))
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


def _after(
    kept: Sequence[CaseRecord], position: str, hole: Interval, month: date
) -> Iterator[tuple[Shift, str]]:
    """The parts of a hole that somebody held in the pattern, with the telephone; of two, the first."""
    back = FOUR_WEEKS if (hole.began - FOUR_WEEKS).date() < month else FIVE_WEEKS
    then = Interval(hole.began - back, hole.ended - back)
    zone, held = timezone.get_default_timezone(), list[Interval]()
    for record in kept:
        shift = shift_of(record)
        part = clipped(shift.interval, then)
        if shift.position != position or not part.minutes:
            continue
        if any(clipped(each, part).minutes for each in held):
            continue
        held.append(part)
        began, ended = (each.astimezone(zone) + back for each in (part.began, part.ended))
        yield Shift(position, shift.worker, Interval(began, ended)), str(record.content["phone"])


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
