"""What one page shows, collected while it is made and written as a single entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from opora.audit.log import person_ids, record
from opora.audit.models import Deed, LogEntry
from opora.organisation.models import Worker


@dataclass
class Trail:
    """Everybody a page showed, for which case, and why it was opened."""

    persons: set[int] = field(default_factory=set)
    case_id: int | None = None
    deed: Deed = Deed.VIEWED
    purpose: str = ""
    detail: dict[str, Any] = field(default_factory=dict)

    def write(self, worker: Worker | None, what: str) -> LogEntry:
        """Add the page's entry to the log."""
        return record(
            worker,
            self.deed,
            what,
            persons=self.persons,
            case_id=self.case_id,
            purpose=self.purpose,
            detail=self.detail,
        )


_present: ContextVar[Trail | None] = ContextVar("trail", default=None)


@contextmanager
def collecting() -> Iterator[Trail]:
    """The trail of one page: what `shows` names inside goes there."""
    trail = Trail()
    token = _present.set(trail)
    try:
        yield trail
    finally:
        _present.reset(token)


def shows(persons: Iterable[Any] = (), *, case_id: int | None = None) -> None:
    """This page shows these persons (or their ids), and is about this case.

    Outside a page there is nothing to note: jobs and commands record what they do themselves.
    """
    if trail := _present.get():
        trail.persons.update(person_ids(persons))
        trail.case_id = case_id or trail.case_id


def searches() -> None:
    """This page answers a search: the entry says so, and never what was typed."""
    _deed(Deed.SEARCHED)


def discloses(to: str) -> None:
    """This page hands data out of the house: to whom (ZVOP-2, articles 22 and 41)."""
    if trail := _deed(Deed.DISCLOSED):
        trail.detail["recipient"] = to


def for_purpose(purpose: str) -> None:
    """Why the page was opened, where that is more than the step it is for."""
    if trail := _present.get():
        trail.purpose = purpose


def _deed(deed: Deed) -> Trail | None:
    trail = _present.get()
    if trail:
        trail.deed = deed
    return trail
