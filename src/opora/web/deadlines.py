"""Deadlines as a worker reads them: how urgent, in words, and how many days are left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from opora.cases.models import Case, CaseState, Deadline, DeadlineState
from opora.catalogue import catalogue
from opora.rights.calling import SUPPLEMENT

SOON_DAYS = 3
THIS_WEEK_DAYS = 7
# A call to supplement that lapsed stays in sight until the office has acted on it.
UNANSWERED = Q(
    key=SUPPLEMENT,
    state=DeadlineState.LAPSED,
    case__state=CaseState.AWAITING_PARTY,
    day=F("case__application__supplement_due_on"),
)


@dataclass(frozen=True)
class ReadDeadline:
    """One deadline, worked out for a day."""

    state: str
    words: str
    day: date
    left: str
    case: Case


def read(deadline: Deadline, today: date) -> ReadDeadline:
    days = (deadline.day - today).days
    return ReadDeadline(_state(days), words(deadline), deadline.day, _left(days), deadline.case)


def words(deadline: Deadline) -> str:
    """What the deadline is called in the catalogue; its key where the task no longer has it."""
    try:
        named = catalogue().task(deadline.case.task, on=deadline.case.opened_on).deadline(deadline.key)
    except LookupError:
        named = None
    return named.name((get_language() or "en")[:2]) if named else deadline.key.replace("_", " ").capitalize()


def _state(days: int) -> str:
    if days < 0:
        return "overdue"
    if days == 0:
        return "today"
    if days <= SOON_DAYS:
        return "soon"
    return "week" if days <= THIS_WEEK_DAYS else "ahead"


def _left(days: int) -> str:
    if days == 0:
        return _("today")
    if days < 0:
        return ngettext("%(count)d day late", "%(count)d days late", -days) % {"count": -days}
    return ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days}
