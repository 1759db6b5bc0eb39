"""Calendars of a week or a day: one's own, of a unit with its rooms, of a room.

Of a case that the reader may not see only the time shows, as taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.audit import trail
from opora.cases.calendars import renew_feed, switch_feed_off
from opora.cases.models import Appointment, CalendarFeed, Case, Room
from opora.organisation.access import may, reach
from opora.organisation.models import Unit, Worker
from opora.people.folding import order_key
from opora.web.access import WorkerRequest, needs
from opora.web.links import address
from opora.web.paging import read_key
from opora.web.preferences import shows_weekends

WEEK, WORKDAYS = 7, 5
FIRST_HOUR, LAST_HOUR = 8, 15


@dataclass(frozen=True)
class Slot:
    """One meeting in a cell; without an address only its time is told."""

    starts_at: datetime
    ends_at: datetime
    words: str
    more: str
    address: str
    state: str


@dataclass(frozen=True)
class Row:
    """The days of one worker or room."""

    name: str
    days: list[tuple[date, list[Slot]]]


@dataclass(frozen=True)
class Shown:
    """Whose calendar it is, what its rows are, and the words of its address."""

    heading: str
    workers: list[Worker]
    rooms: list[Room]
    query: dict[str, str]


@needs("see_calendar")
def calendar(request: WorkerRequest) -> HttpResponse:
    """The calendar asked for; one's own week unless told otherwise."""
    return _draw(request)


@require_POST
@needs("see_calendar")
def renew(request: WorkerRequest) -> HttpResponse:
    """A new secret address of one's own calendar, shown this once."""
    token = renew_feed(request.worker, at=timezone.now())
    return _draw(request, feed=request.build_absolute_uri(reverse("calendar_feed", args=[token])))


@require_POST
@needs("see_calendar")
def switch_off(request: WorkerRequest) -> HttpResponse:
    """No calendar elsewhere reads one's appointments any more."""
    switch_feed_off(request.worker, at=timezone.now())
    return _draw(request)


def _draw(request: WorkerRequest, *, feed: str = "") -> HttpResponse:
    worker, today = request.worker, timezone.localdate()
    units = _units(worker)
    shown = _shown(request, units)
    is_day = request.GET.get("view") == "day"
    asked = _day(request.GET.get("on", ""))
    on = asked or _first_day(today, is_day=is_day)
    found = _appointments(shown, on, is_day=is_day)
    with_weekend = shows_weekends(request) or (asked is not None and asked.weekday() >= WORKDAYS)
    days = [on] if is_day else _week(on, found, with_weekend=with_weekend)
    view = {"view": "day"} if is_day else {}
    step = timedelta(days=1 if is_day else WEEK)
    rows = _rows(worker, shown, found, days)
    context = {
        "heading": shown.heading,
        "days": [(day, _query(shown, {"view": "day"}, day)) for day in days],
        "first": days[0],
        "last": days[-1],
        "today": today,
        "rows": rows if shown.query else _by_hour(rows[0]),
        "is_by_hour": not shown.query,
        "is_free": not found,
        "is_day": is_day,
        "earlier": _query(shown, view, on - step),
        "later": _query(shown, view, on + step),
        "now": _query(shown, view, today),
        "shows_weekends": shows_weekends(request),
        "as_week": _query(shown, {}, on),
        "as_day": _query(shown, {"view": "day"}, on),
        "units": [(unit, f"?unit={unit.pk}") for unit in units],
        "is_own": not shown.query,
        "may_meet": may(worker, "make_appointment"),
        "has_feed": bool(feed) or (not shown.query and CalendarFeed.objects.filter(worker=worker).exists()),
        "feed": feed,
    }
    return render(request, "appointments/calendar.html", context)


def _shown(request: WorkerRequest, known: list[Unit]) -> Shown:
    """Whose calendar: a room's or a unit's within reach, else one's own."""
    units = {unit.pk: unit for unit in known}
    if (key := read_key(request.GET.get("room", ""))) is not None:
        room = get_object_or_404(Room.objects.select_related("unit").filter(unit__in=units), pk=key)
        return Shown(f"{room.name} · {room.unit.name}", [], [room], {"room": str(room.pk)})
    if (key := read_key(request.GET.get("unit", ""))) is not None:
        if (unit := units.get(key)) is None:
            raise Http404
        workers = sorted(Worker.objects.active().filter(unit=unit), key=_order)
        rooms = list(unit.rooms.filter(closed_on=None).order_by("name"))
        return Shown(unit.name, workers, rooms, {"unit": str(unit.pk)})
    return Shown(_("My calendar"), [request.worker], [], {})


def _units(worker: Worker) -> list[Unit]:
    reached = reach(worker, "see_calendar")
    units = Unit.objects.filter(centre=worker.centre_id)
    return list(
        (units if reached.centre is not None else units.filter(pk__in=reached.units)).order_by("name")
    )


def _appointments(shown: Shown, on: date, *, is_day: bool) -> list[Appointment]:
    first = on if is_day else on - timedelta(days=on.weekday())
    last = first if is_day else first + timedelta(days=WEEK - 1)
    near = Appointment.objects.standing().between(first, last)
    joined = Appointment.with_workers.through.objects.filter(worker__in=shown.workers).values("appointment")
    found = (
        near.filter(worker__in=shown.workers) | near.filter(pk__in=joined) | near.filter(room__in=shown.rooms)
    )
    return list(found.select_related("case", "room", "worker").prefetch_related("with_workers", "persons"))


def _first_day(today: date, *, is_day: bool) -> date:
    """Today; on Saturday and Sunday one plans the week that comes."""
    ahead = 0 if is_day or today.weekday() < WORKDAYS else WEEK - today.weekday()
    return today + timedelta(days=ahead)


def _week(on: date, found: Iterable[Appointment], *, with_weekend: bool) -> list[date]:
    """The week of a day; Saturday and Sunday, together, where chosen or something is agreed on either."""
    monday = on - timedelta(days=on.weekday())
    taken = {_local(each.starts_at).date() for each in found}
    week = [monday + timedelta(days=number) for number in range(WEEK)]
    weekend_is_taken = any(day in taken for day in week[WORKDAYS:])
    return week if with_weekend or weekend_is_taken else week[:WORKDAYS]


def _rows(worker: Worker, shown: Shown, found: list[Appointment], days: list[date]) -> list[Row]:
    cases = {each.case_id for each in found if each.case_id}
    visible = set(Case.objects.visible_to(worker).filter(pk__in=cases).values_list("pk", flat=True))

    def slots(own: list[Appointment], of: Worker | Room) -> list[tuple[date, Slot]]:
        return [(_local(each.starts_at).date(), _slot(worker, each, visible, of)) for each in own]

    rows = [
        (each.full_name, slots([one for one in found if _is_of(one, each)], each)) for each in shown.workers
    ]
    rows += [
        (room.name, slots([one for one in found if one.room_id == room.pk], room)) for room in shown.rooms
    ]
    return [Row(name, [(day, [slot for on, slot in own if on == day]) for day in days]) for name, own in rows]


def _by_hour(own: Row) -> list[Row]:
    """One's own days hour by hour: those of the working day, and those before and after that are taken."""
    taken = {_local(slot.starts_at).hour for _day, slots in own.days for slot in slots}
    hours = range(min(taken | {FIRST_HOUR}), max(taken | {LAST_HOUR}) + 1)
    return [
        Row(
            f"{hour}.00",
            [
                (day, [slot for slot in slots if _local(slot.starts_at).hour == hour])
                for day, slots in own.days
            ],
        )
        for hour in hours
    ]


def _slot(worker: Worker, each: Appointment, visible: set[int], of: Worker | Room) -> Slot:
    """A meeting as the row of a worker or a room tells it: who else is there, not whose row it is."""
    is_told = each.case_id in visible if each.case_id else _is_of(each, worker)
    if not is_told:
        return Slot(each.starts_at, each.ends_at, _("taken"), "", "", "taken")
    persons = list(each.persons.all())
    trail.shows(persons)
    workers = [each.worker, *each.with_workers.all()]
    parts = [
        each.case.number if each.case else "",
        ", ".join(person.full_name for person in persons),
        ", ".join(one.full_name for one in workers if one != of),
        each.room.name if each.room and each.room != of else "",
        each.place,
    ]
    more = " · ".join(part for part in parts if part)
    where = address("appointment", each.public_id)
    return Slot(each.starts_at, each.ends_at, each.subject, more, where, each.ended_as)


def _is_of(each: Appointment, worker: Worker) -> bool:
    return each.worker_id == worker.pk or any(one.pk == worker.pk for one in each.with_workers.all())


def _query(shown: Shown, view: dict[str, str], on: date | None) -> str:
    query: dict[str, Any] = shown.query | view | ({"on": on.isoformat()} if on else {})
    return f"?{urlencode(query)}"


def _order(worker: Worker) -> str:
    return order_key(worker.family_name, worker.given_name)


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
