"""The timeline of a case: one line for each act."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from opora.cases.models import Case, Event
from opora.cases.querysets import EventQuerySet
from opora.organisation.models import Worker


def add_event(case: Case, key: str, *, by: Worker | None, at: datetime, **detail: Any) -> Event:
    """Add a line. `key` is a stable word; the page has its sentence. `detail` holds plain JSON values."""
    return Event.objects.create(case=case, key=key, by=by, at=at, detail=detail)


def timeline(case: Case) -> EventQuerySet:
    """The lines of a case, newest first, with who did it. Page it with `newest_first(after=…)`."""
    return Event.objects.filter(case=case).newest_first()
