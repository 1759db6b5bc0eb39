"""How far a stay is that may last only so long: on its page, and in the day of whoever has to act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opora.cases.models import Case, Deadline
from opora.cases.prolonging import names_of
from opora.cases.stays import Stay, stay_in, stays_elsewhere, stays_running_out
from opora.catalogue import Task
from opora.organisation.models import Worker
from opora.web.deadlines import THIS_WEEK_DAYS
from opora.web.templatetags.page import day as written_day
from opora.web.waiting_items import Item


@dataclass(frozen=True)
class StayShown:
    """A stay in words: how urgent, how far it is, and what is to be done."""

    state: str
    tone: str
    words: str
    advice: str


def stay_shown(case: Case, task: Task, running: Iterable[Deadline], today: date) -> StayShown | None:
    """What the page of a stay says of its days; nothing for any other case."""
    stay = stay_in(case, task, running, on=today)
    if stay is None:
        return None
    if stay.is_past:
        return StayShown("overdue", "alarm", _past(stay), _what_it_lacks(stay))
    near = stay.days_left <= THIS_WEEK_DAYS
    return StayShown(
        "soon" if near else "ahead", "caution" if near else "info", _so_far(stay), _what_it_lacks(stay)
    )


def stays_without_ground(running: Iterable[Deadline], today: date) -> Iterator[Item]:
    """Stays of one's own that went past their last day."""
    for stay in stays_running_out(running, on=today):
        yield Item(
            "overdue",
            _("Length of stay"),
            stay.case.number,
            f"{_past(stay)} {_what_it_lacks(stay)}",
            reverse("case", args=[stay.case.public_id]),
            stay.last_day,
            _("until"),
            stay.case,
        )


def stays_to_end(worker: Worker, today: date) -> list[Item]:
    """What a stay elsewhere asks of the worker of the responsible centre; where it is stays unsaid."""
    found = stays_elsewhere(worker, on=today, ahead=timedelta(days=THIS_WEEK_DAYS))
    return [_to_end(case, deadline, today) for case, deadline in found]


def _to_end(case: Case, deadline: Deadline, today: date) -> Item:
    if deadline.day < today:
        words = _(
            "A stay linked with this case has gone past its last day and nothing prolongs it. Find a lasting "
            "solution now, or see to what an extension needs."
        )
        return Item(
            "overdue", _("Length of stay"), case.number, words, _page(case), deadline.day, _("until"), case
        )
    words = _("A stay linked with this case ends soon. Find a lasting solution before that day.")
    state = "today" if deadline.day == today else "soon"
    return Item(state, _("Length of stay"), case.number, words, _page(case), deadline.day, _("until"), case)


def _page(case: Case) -> str:
    return reverse("case", args=[case.public_id])


def _so_far(stay: Stay) -> str:
    return _("Day %(number)s of the stay. Without an extension its last day is %(day)s.") % {
        "number": stay.day_number,
        "day": written_day(stay.last_day),
    }


def _past(stay: Stay) -> str:
    late = -stay.days_left
    return ngettext(
        "Day %(number)s of the stay: it could last until %(day)s, and has gone on for %(count)d day without "
        "a ground.",
        "Day %(number)s of the stay: it could last until %(day)s, and has gone on for %(count)d days without "
        "a ground.",
        late,
    ) % {"number": stay.day_number, "day": written_day(stay.last_day), "count": late}


def _what_it_lacks(stay: Stay) -> str:
    if not stay.lacks:
        return _("Enter in the extension the day until which it goes on, or the departure.")
    names = names_of(stay.lacks)
    if stay.is_proposed:
        return _("The extension still lacks: %(names)s.") % {"names": names}
    return _("An extension needs: %(names)s. None has been entered.") % {"names": names}
