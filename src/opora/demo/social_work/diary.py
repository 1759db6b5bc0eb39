"""The days to come: what the workers of the demo have agreed for today and the rest of the week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from opora.cases.appointments import make_appointment
from opora.cases.models import CaseState
from opora.demo.social_work.telling import Told
from opora.people.models import Person

A_DAY = (time(8, 30), time(10, 30), time(13, 0))
"""When meetings begin: with the visits between them, no worker has more in a day."""
DAYS, SATURDAY = 5, 5


def fill_calendars(told: Iterable[Told], today: date) -> int:
    """Agree on the next meeting of every case that somebody handles; how many were agreed.

    The first cases of each worker come today, the next ones on the days of work that follow.
    """
    taken: dict[int, int] = defaultdict(int)
    days = _days(today)
    for each in told:
        case, meeting = each.case, each.story.meeting
        worker = case.assigned_to
        if worker is None or case.state == CaseState.CLOSED or taken[worker.pk] == len(days) * len(A_DAY):
            continue
        place = taken[worker.pk]
        taken[worker.pk] += 1
        make_appointment(
            worker=worker,
            starts_at=_moment(days[place // len(A_DAY)], A_DAY[place % len(A_DAY)]),
            minutes=meeting["minutes"],
            subject=meeting["subject"],
            kind=meeting["kind"],
            case=case,
            persons=_invited(each),
            by=worker,
            at=_moment(today, time()),
        )
    return sum(taken.values())


def _invited(told: Told) -> list[Person]:
    """Those the story names, else who takes part in the first of its roles."""
    roles = told.story.meeting.get("with", [next(iter(told.story.parties))])
    return list(Person.objects.filter(parties__case=told.case, parties__role__in=roles).order_by("pk"))


def _days(today: date) -> list[date]:
    """Today, whatever day it is, and the days of work after it."""
    ahead = (today + timedelta(days=number) for number in range(1, 2 * DAYS))
    return [today, *[day for day in ahead if day.weekday() < SATURDAY][: DAYS - 1]]


def _moment(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
