"""Adding to the log, and reading it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from opora.audit.models import Deed, LogEntry, LogEntryQuerySet
from opora.organisation.models import Worker


def record(
    worker: Worker | None,
    deed: Deed | str,
    what: str,
    *,
    persons: Iterable[Any] = (),
    case_id: int | None = None,
    purpose: str = "",
    detail: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> LogEntry:
    """Add one entry. `what` is the act or the route; `persons` are persons or their ids.

    `detail` says which thing and which field, never what it said: the log is no second record.
    """
    return LogEntry.objects.create(
        at=at or timezone.now(),
        worker=worker,
        deed=Deed(deed),
        what=what,
        purpose=purpose,
        case_id=case_id,
        persons=person_ids(persons),
        detail=detail or {},
    )


def entries_about(*persons: Any) -> LogEntryQuerySet:
    """Entries that showed or touched a person, newest first; several records of one may be named."""
    return LogEntry.objects.about(*persons)


def person_ids(persons: Iterable[Any]) -> list[int]:
    """Ids of persons, each once, in ascending order."""
    return sorted({person if isinstance(person, int) else person.pk for person in persons})
