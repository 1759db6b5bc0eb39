"""Terms at which several workers and a room are free, and nobody is at school or at work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.cases.models import Appointment, Room
from opora.law.procedure import standard_law
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused

LONGEST_SEARCH = timedelta(days=92)
STEP = timedelta(minutes=30)
MOST = 30


@dataclass(frozen=True)
class Hours:
    """From an hour to an hour of each day that is looked at: of the office, of a school, of a job."""

    starts: time
    ends: time

    def on(self, day: date) -> tuple[datetime, datetime]:
        return _moment(day, self.starts), _moment(day, self.ends)


@dataclass(frozen=True)
class Wish:
    """What is looked for: who works there, for how long, in which days and hours, and what keeps whom."""

    workers: Sequence[Worker]
    minutes: int
    first: date
    last: date
    office: Hours
    weekdays: frozenset[int] = frozenset(range(7))
    cannot: Sequence[Hours] = ()
    room: Room | None = None


def free_terms(wish: Wish, *, at: datetime) -> list[datetime]:
    """The earliest terms of a wish, at most thirty, in one query.

    Refused where the days or hours are out of order, and for more than three months at once.
    """
    _refuse_disorder(wish)
    taken = _taken(wish)
    found: list[datetime] = []
    for day in _days(wish):
        kept = [*taken, *(each.on(day) for each in wish.cannot)]
        for starts_at in _starts(wish, day):
            ends_at = starts_at + timedelta(minutes=wish.minutes)
            if starts_at >= at and not any(begins < ends_at and starts_at < ends for begins, ends in kept):
                found.append(starts_at)
        if len(found) >= MOST:
            break
    return found[:MOST]


def _refuse_disorder(wish: Wish) -> None:
    if wish.last < wish.first or wish.last - wish.first > LONGEST_SEARCH:
        raise Refused(_("The last day lies behind the first, by three months at most."), field="last")
    for hours in (wish.office, *wish.cannot):
        if hours.ends <= hours.starts:
            raise Refused(_("An hour from which something lasts lies before the one until which it does."))


def _days(wish: Wish) -> Iterator[date]:
    office = standard_law().office
    for number in range((wish.last - wish.first).days + 1):
        day = wish.first + timedelta(days=number)
        if day.weekday() in wish.weekdays and office.works_on(day):
            yield day


def _starts(wish: Wish, day: date) -> Iterator[datetime]:
    starts_at, closes = wish.office.on(day)
    while starts_at + timedelta(minutes=wish.minutes) <= closes:
        yield starts_at
        starts_at += STEP


def _taken(wish: Wish) -> list[tuple[datetime, datetime]]:
    workers = [worker.pk for worker in wish.workers]
    joined = Appointment.with_workers.through.objects.filter(worker__in=workers).values("appointment")
    theirs = Q(worker__in=workers) | Q(pk__in=joined)
    if wish.room is not None:
        theirs |= Q(room=wish.room)
    found = Appointment.objects.standing().between(wish.first - timedelta(days=1), wish.last).filter(theirs)
    return [(each.starts_at, each.ends_at) for each in found]


def _moment(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
