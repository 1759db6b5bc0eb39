"""Deadlines as a worker reads them: how urgent, in words, and how many days are left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from opora.cases.models import Case, Deadline

SOON_DAYS = 3
THIS_WEEK_DAYS = 7

WORDS: dict[str, Promise] = {
    "decide": gettext_lazy("Issue the decision"),
    "decision": gettext_lazy("Issue the decision"),
    "supplement": gettext_lazy("The party supplements the application"),
    "supplement_application": gettext_lazy("The party supplements the application"),
    "appeal": gettext_lazy("Appeal period ends"),
    "objection": gettext_lazy("Objection period ends"),
    "service": gettext_lazy("Service by fiction"),
    "call_to_supplement": gettext_lazy("Call on the party to supplement"),
}


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
    return ReadDeadline(_state(days), words(deadline.key), deadline.day, _left(days), deadline.case)


def words(key: str) -> str:
    """What a deadline is for; a key that has no words yet is shown as it stands."""
    return str(WORDS.get(key, key.replace("_", " ").capitalize()))


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
