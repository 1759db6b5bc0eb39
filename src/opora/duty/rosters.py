"""The roster of a month: duty from the calendar, shifts from the register, and its two signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opora.cases.executors import refuse_unfit, word_of
from opora.cases.models import CaseRecord
from opora.cases.records import add_to_register, change_record
from opora.catalogue import Task, catalogue
from opora.duty.bands import Interval, midnight
from opora.duty.duty_hours import BusinessCalendar, duty_periods
from opora.duty.roster import Fault, Shift, faults_of
from opora.duty.shifts import OnList
from opora.law.procedure.explained import plus_months
from opora.organisation.access import require
from opora.organisation.models import Centre, Worker
from opora.organisation.refusal import Refused

ROSTERS = "intervention_duty_roster"
LONGEST_SHIFT = timedelta(days=14)
NAMED = 3
SHORTENED = "shortened_day"


@dataclass(frozen=True)
class Roster:
    """A month of standby: when, who, what is wrong, and what was signed of it, the newest last."""

    month: date
    duty: Sequence[Interval]
    shifts: Sequence[Shift]
    signed: Sequence[CaseRecord]
    unlisted: Sequence[Shift] = ()

    @property
    def faults(self) -> list[Fault]:
        return faults_of(self.shifts, self.duty, self.unlisted)


def roster_of(centre: Centre, month: date) -> Roster:
    """The roster of the month that begins on `month`. Refused (LookupError) before the first known hours."""
    month = month.replace(day=1)
    zone = timezone.get_default_timezone()
    span = Interval(midnight(month, zone), midnight(plus_months(month, 1), zone))
    duty = duty_periods(calendar_of(centre), span, zone=zone)
    shifts = [
        shift for shift in map(shift_of, shift_records(centre, month)) if _touches(shift.interval, span)
    ]
    within = [_within(each, span) for each in shifts]
    return Roster(month, duty, within, list(_signed(centre, month)), _unlisted(within, centre))


def shifts_ahead(worker: Worker, now: datetime) -> int:
    """How many shifts of a worker are running or still to come."""
    since = timezone.localdate(now) - LONGEST_SHIFT
    found = _records(worker.centre, "shift").filter(content__worker=worker.pk, happened_on__gte=since)
    return sum(shift_of(each).interval.ended > now for each in found)


def calendar_of(centre: Centre) -> BusinessCalendar:
    """The working calendar of a centre with the single days it entered in its register."""
    days = _records(centre, "calendar_day")
    return BusinessCalendar({date.fromisoformat(each.content["day"]): _own_end(each) for each in days})


@transaction.atomic
def sign_roster(month: date, *, by: Worker, at: datetime) -> CaseRecord:
    """Sign the roster of a month: first the coordinator, who draws it up, then the director.

    Refused while an hour of duty is not covered, or covered twice, in either position; to the director before
    the coordinator has signed, and twice to the same. A change after both signed makes a new version.
    """
    on = timezone.localdate(at)
    require(by, "sign_duty_roster", on=on)
    centre = Centre.objects.select_for_update().get(pk=by.centre_id)
    found = roster_of(centre, month)
    _refuse_faulty(found)
    last = found.signed[-1] if found.signed else None
    if last is not None and last.content["state"] == "signed_by_coordinator":
        refuse_unfit(by, _task(on), "director", on)
        told = {**last.content, "state": "signed_by_director", "signed_by_director_on": on}
        return change_record(last, told, version=last.version, by=by, at=at)
    refuse_unfit(by, _task(on), "coordinator", on)
    told = {
        "from": found.month,
        "until": plus_months(found.month, 1) - timedelta(days=1),
        "area": centre.name_sl,
        "version": (last.content["version"] if last else 0) + 1,
        "state": "signed_by_coordinator",
        "signed_by_coordinator_on": on,
        "no_gap": True,
    }
    unit = by.unit or centre.units.order_by("pk")[0]
    return add_to_register(ROSTERS, "roster", told, unit=unit, by=by, at=at)


def told(fault: Fault) -> str:
    """A fault in words, with its time."""
    words = {
        "gap": _("nobody stands by"),
        "overlap": _("two workers stand by in one position"),
        "in_both": _("one worker stands by in both positions"),
        "unlisted": _("the worker is not on the list of intervention workers"),
    }[fault.kind]
    first, last = (
        date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")
        for moment in (fault.interval.began, fault.interval.ended)
    )
    position = f"{word_of('standby_positions', fault.position)}: " if fault.position else ""
    return f"{position}{words}, {first} – {last}"


def _refuse_faulty(found: Roster) -> None:
    if faults := found.faults:
        raise Refused(
            _("The roster has faults (%(count)s). Correct the shifts first: %(faults)s.")
            % {"count": len(faults), "faults": "; ".join(told(each) for each in faults[:NAMED])}
        )


def _unlisted(shifts: Sequence[Shift], centre: Centre) -> list[Shift]:
    """Shifts of those who do not stand on the list of intervention workers on that day."""
    if not shifts:
        return []
    on_list = OnList(centre, {shift.worker for shift in shifts})
    return [
        shift for shift in shifts if not on_list.has(shift.worker, timezone.localdate(shift.interval.began))
    ]


def shift_records(centre: Centre, month: date) -> QuerySet[CaseRecord]:
    """Shifts that may reach into a month, as they were entered."""
    return _records(centre, "shift").filter(
        happened_on__gte=month - LONGEST_SHIFT, happened_on__lt=plus_months(month, 1)
    )


def _signed(centre: Centre, month: date) -> QuerySet[CaseRecord]:
    return _records(centre, "roster").filter(happened_on=month)


def _records(centre: Centre, key: str) -> QuerySet[CaseRecord]:
    held = CaseRecord.objects.filter(centre=centre, task=ROSTERS, key=key, struck_at__isnull=True)
    return held.order_by("happened_on", "pk")


def shift_of(record: CaseRecord) -> Shift:
    content: dict[str, Any] = record.content
    began, ended = (datetime.fromisoformat(content[key]) for key in ("from", "until"))
    return Shift(content["position"], content["worker"], Interval(began, ended))


def _touches(interval: Interval, span: Interval) -> bool:
    return interval.began < span.ended and interval.ended > span.began


def _within(shift: Shift, span: Interval) -> Shift:
    began, ended = max(shift.interval.began, span.began), min(shift.interval.ended, span.ended)
    return Shift(shift.position, shift.worker, Interval(began, ended))


def _own_end(record: CaseRecord) -> time | None:
    """When business ends on a shortened day the centre entered; None on one on which it does not work."""
    ends = record.content.get("business_ends_at", "")
    if record.content["kind"] != SHORTENED or not ends:
        return None
    return time.fromisoformat(ends.replace(".", ":").zfill(5))


def _task(on: date) -> Task:
    task = catalogue().as_read.task(ROSTERS, on=on)
    if task is None:
        raise LookupError(f"The catalogue has no register {ROSTERS} on {on}.")
    return task
