"""Nobody and no room is in two meetings at once.

Whoever books first holds the row of each worker and of the room until it is saved; the second one then sees
what the first has taken. The rows are held in one order, so that two bookings never wait for each other.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from opora.cases.models import Appointment, Room
from opora.cases.querysets import AppointmentQuerySet
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused

A_DAY = timedelta(days=1)  # no meeting takes longer, so further back nothing can still go on


def lock_calendars(workers: Sequence[Worker], room: Room | None) -> None:
    """Hold the calendars of these workers and of the room until the transaction ends."""
    keys = [worker.pk for worker in workers]
    list(Worker.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values("pk"))
    if room is not None:
        list(Room.objects.select_for_update(no_key=True).filter(pk=room.pk).values("pk"))


def refuse_taken(
    workers: Sequence[Worker],
    room: Room | None,
    starts_at: datetime,
    ends_at: datetime,
    *,
    but: Collection[Appointment] = (),
) -> None:
    """Raise `Refused`, with who is taken and from when to when, where any of them meets somebody then.

    What is moved together (`but`) is not in its own way.
    """
    near = _near(starts_at, ends_at).exclude(pk__in=[each.pk for each in but])
    for worker in workers:
        _refuse(
            near.of(worker), str(worker), starts_at, field="with_workers" if worker != workers[0] else "hour"
        )
    if room is not None:
        _refuse(near.filter(room=room), str(room), starts_at, field="room")


def taken_of(workers: Any, starts_at: datetime, ends_at: datetime) -> set[int]:
    """Which of these workers meet somebody then; two questions, however many they are."""
    near = [each for each in _near(starts_at, ends_at) if each.ends_at > starts_at]
    joined = Appointment.with_workers.through.objects.filter(appointment__in=[each.pk for each in near])
    return {each.worker_id for each in near} | set(
        joined.filter(worker__in=workers).values_list("worker", flat=True)
    )


def _near(starts_at: datetime, ends_at: datetime) -> AppointmentQuerySet:
    around = Q(starts_at__lt=ends_at, starts_at__gt=starts_at - A_DAY)
    return Appointment.objects.standing().filter(around).order_by("starts_at")


def _refuse(near: AppointmentQuerySet, whose: str, starts_at: datetime, *, field: str) -> None:
    for other in near:
        if other.ends_at > starts_at:
            raise Refused(
                _("%(whose)s: taken on %(day)s from %(from)s to %(to)s. Choose another time.")
                % {
                    "whose": whose,
                    "day": date_format(localtime(other.starts_at), "DATE_FORMAT"),
                    "from": _hour(other.starts_at),
                    "to": _hour(other.ends_at),
                },
                field=field,
            )


def _hour(moment: datetime) -> str:
    return localtime(moment).strftime("%H.%M")
