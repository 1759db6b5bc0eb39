"""A worker's appointments for the calendar on their phone, at a secret address that can be changed.

Whoever has the address reads the times, so nothing that is told there says whom a meeting is with: the kind
of meeting and the number of the case, and of a sealed case not even that. Only a hash of the address is kept.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases import ics
from opora.cases.models import Appointment, AppointmentKind, CalendarFeed
from opora.organisation.models import Worker

BYTES_OF_A_TOKEN = 32
BACK, AHEAD = timedelta(days=30), timedelta(days=366)


@transaction.atomic
def renew_feed(worker: Worker, *, at: datetime) -> str:
    """The secret part of a new address; the old one opens nothing from now on. It is told only this once."""
    token = secrets.token_urlsafe(BYTES_OF_A_TOKEN)
    CalendarFeed.objects.update_or_create(
        worker=worker, defaults={"token_hash": _hashed(token), "made_at": at}
    )
    record(worker, Deed.CHANGED, "renew_feed", at=at)
    return token


@transaction.atomic
def switch_feed_off(worker: Worker, *, at: datetime) -> None:
    """Nobody reads the appointments from outside any more."""
    CalendarFeed.objects.filter(worker=worker).delete()
    record(worker, Deed.CHANGED, "switch_feed_off", at=at)


def worker_of_feed(token: str) -> Worker | None:
    """Whose appointments an address tells; nobody's after it was changed, and after the account ended."""
    found = CalendarFeed.objects.filter(token_hash=_hashed(token), worker__is_active=True)
    feed = found.select_related("worker").first()
    return feed.worker if feed else None


def feed_of(worker: Worker, *, at: datetime) -> bytes:
    """The worker's appointments of a month back and a year ahead, in the language that is active now."""
    near = Appointment.objects.of(worker).filter(starts_at__gte=at - BACK, starts_at__lt=at + AHEAD)
    entries = [_entry(each, at) for each in near.select_related("case").order_by("starts_at", "pk")]
    return ics.written(entries, name="Opora")


def _entry(appointment: Appointment, at: datetime) -> ics.Entry:
    return ics.Entry(
        uid=f"{appointment.public_id}@opora",
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        written_at=appointment.changed_at or at,
        summary=_told(appointment),
        revision=appointment.revision,
        is_cancelled=appointment.is_cancelled,
    )


def _told(appointment: Appointment) -> str:
    case = appointment.case
    if case is not None and case.seal:
        return _("meeting")
    kind = AppointmentKind(appointment.kind).label
    return str(kind) if case is None else f"{case.number} · {kind}"


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()
