"""Deadlines as a worker reads them: how urgent, in words, and how many days are left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from django.contrib import messages
from django.db.models import Exists, F, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST

from opora.cases.catalogue_versions import task_of
from opora.cases.deadline_due import what_meets
from opora.cases.deadlines import days_left_after, tick_off
from opora.cases.models import Case, CaseState, Deadline, DeadlineState
from opora.cases.prolonging import limits_of_stays
from opora.catalogue.schema.deadlines import TaskDeadline
from opora.decisions.models import Decision, DecisionState
from opora.rights.calling import SUPPLEMENT
from opora.web.access import WorkerRequest, needs
from opora.web.explained_days import article_of, told
from opora.web.templatetags.page import day as written_day

SOON_DAYS = 3
THIS_WEEK_DAYS = 7
# A call to supplement that lapsed stays in sight until the office has acted on it: it has, too, once a draft
# waits for whoever decides it. Nobody can do anything about the call itself any more.
UNANSWERED = Q(
    ~Exists(Decision.objects.filter(case=OuterRef("case"), state=DecisionState.SUBMITTED)),
    key=SUPPLEMENT,
    state=DeadlineState.LAPSED,
    case__state=CaseState.AWAITING_PARTY,
    day=F("case__application__supplement_due_on"),
)


PAUSED = "paused"
REPLACED = Q(state=DeadlineState.CANCELLED, rests_on__ended_by__startswith="record.")
"""Ends in whose place a later record put another one: shown in history alone."""


@dataclass(frozen=True)
class ReplacedEnd:
    """An end that holds no more: what it was, until when, and which record put another in its place."""

    words: str
    day: date
    hour: time | None
    because: str


@dataclass(frozen=True)
class ReadDeadline:
    """One deadline, worked out for a day; `why` tells step by step how its last day was reached."""

    state: str
    words: str
    day: date
    hour: time | None
    left: str
    case: Case
    article: str
    why: tuple[str, ...]
    key: int
    is_ticked_off: bool
    ends_with: str = ""
    """What meets it, where that is nothing one sees on the page: the dispatch of a document."""
    stands_still: str = ""
    """Of a paused one, since when and why: its last day is known only when it goes on."""


OF_APPEALS = {
    "appeal_answer_due": _lazy("answer of the opposing party to the appeal"),
    "appeal_forwarding_due": _lazy("sending the appeal on"),
    "remand_decision_due": _lazy("deciding again after the appeal"),
}
"""Terms of every task, whatever its definition names."""


def read(deadline: Deadline, today: date) -> ReadDeadline:
    if deadline.state == DeadlineState.PAUSED:
        return _read_paused(deadline, today)
    days, is_least = (deadline.day - today).days, _is_least(deadline)
    return ReadDeadline(
        state="ahead" if is_least and days > 0 else _state(days),
        words=words(deadline),
        day=deadline.day,
        hour=deadline.at,
        left=_from(days) if is_least else _left(days),
        case=deadline.case,
        article=article_of(deadline.explanation),
        why=tuple(told(deadline.explanation)),
        key=deadline.pk,
        is_ticked_off=_is_ticked_off(deadline),
        ends_with=_ends_with(deadline),
    )


def _read_paused(deadline: Deadline, today: date) -> ReadDeadline:
    """One that stands still is never late and bears no day: only what is left of it."""
    days = days_left_after(deadline, on=today)
    return ReadDeadline(
        state=PAUSED,
        words=words(deadline),
        day=deadline.day,
        hour=deadline.at,
        left=_left_of_paused(days),
        case=deadline.case,
        article=article_of(deadline.explanation),
        why=(),
        key=deadline.pk,
        is_ticked_off=False,
        stands_still=_("stands still since %(day)s: the party is called on to supplement (ZUP 222)")
        % {"day": written_day(deadline.paused_on or deadline.set_on)},
    )


def read_replaced(deadline: Deadline) -> ReplacedEnd:
    """What history says of an end, with its reason."""
    key = str(deadline.rests_on["ended_by"]).removeprefix("record.")
    record = next((each for each in task_of(deadline.case).records if each.key == key), None)
    name = record.name((get_language() or "en")[:2]) if record else key
    because = _("in its place: “%(record)s”, %(day)s") % {
        "record": name,
        "day": written_day(deadline.ended_on or deadline.day),
    }
    return ReplacedEnd(words(deadline), deadline.day, deadline.at, because)


def _ends_with(deadline: Deadline) -> str:
    named = _named(deadline)
    if named is None or named.ended_by is None:
        return ""
    task = task_of(deadline.case)
    sent = next((each for each in task.documents if each.key == named.ended_by), None)
    if sent is None:
        return ""
    return _("waits for the dispatch of “%(document)s”") % {
        "document": sent.name((get_language() or "en")[:2])
    }


def words(deadline: Deadline) -> str:
    """What it is called in the definition of its case; its key where that has none of the name."""
    named = _named(deadline)
    if named is not None:
        return named.name((get_language() or "en")[:2])
    return str(OF_APPEALS.get(deadline.key) or deadline.key.replace("_", " ").capitalize())


def _named(deadline: Deadline) -> TaskDeadline | None:
    return task_of(deadline.case).deadline(deadline.key)


def _is_least(deadline: Deadline) -> bool:
    """A time before which something may not be done: nobody is late for it."""
    named = _named(deadline)
    return named is not None and not named.at_latest


def _is_ticked_off(deadline: Deadline) -> bool:
    """Whether somebody has to say that it is met, since no step, record or document of the task does."""
    named = _named(deadline)
    if named is None or not named.at_latest or named.binds == "party" or named.term is not None:
        return False
    if named.lasts and named.binds == "other_body":  # the order of a court ends by itself: nobody does it
        return False
    task = task_of(deadline.case)
    return deadline.key not in limits_of_stays(task) and not what_meets(task, named)


def state_of(day: date, today: date) -> tuple[str, str]:
    """How urgent a day is, and how many days are left, in words."""
    days = (day - today).days
    return _state(days), _left(days)


def _from(days: int) -> str:
    return _("possible from then on") if days > 0 else _("possible now")


def _state(days: int) -> str:
    if days < 0:
        return "overdue"
    if days == 0:
        return "today"
    if days <= SOON_DAYS:
        return "soon"
    return "week" if days <= THIS_WEEK_DAYS else "ahead"


def _left_of_paused(days: int) -> str:
    if days < 0:
        return _left(days)
    return ngettext("%(count)d day left when it goes on", "%(count)d days left when it goes on", days) % {
        "count": days
    }


def _left(days: int) -> str:
    if days == 0:
        return _("today")
    if days < 0:
        return ngettext("%(count)d day late", "%(count)d days late", -days) % {"count": -days}
    return ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days}


@require_POST
@needs("do_step")
def tick_off_deadline(request: WorkerRequest, pk: int) -> HttpResponse:
    """Say that what a deadline was for is done."""
    reached = Case.objects.visible_to(request.worker)
    found = get_object_or_404(Deadline.objects.select_related("case"), pk=pk, case__in=reached)
    tick_off(found, by=request.worker, at=timezone.now())
    messages.success(request, _("The deadline is met."))
    return redirect("worklist")
