"""Queues: who waits for a first interview, a place in a home, a group; since when, and how it ended."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.models import Case, Waiting
from opora.catalogue import catalogue
from opora.organisation.access import reach, require
from opora.organisation.models import Unit, Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person


@transaction.atomic
def join_queue(
    queue: str,
    *,
    person: Person,
    unit: Unit,
    since: date,
    by: Worker,
    at: datetime,
    case: Case | None = None,
    is_urgent: bool = False,
) -> Waiting:
    """Put somebody in a queue of a unit.

    Refused for a queue that the catalogue does not know, a day to come, and somebody who waits already.
    """
    require(by, "keep_queue", case=case, on=timezone.localdate(at))
    _refuse_unknown("queues", queue, "queue")
    if since > timezone.localdate(at):
        raise Refused(_("The wait cannot begin in the future. Correct the day."), field="since")
    if Waiting.objects.filter(queue=queue, unit=unit, person=person, until__isnull=True).exists():
        raise Refused(_("This person already waits in this queue."), field="person")
    made = Waiting.objects.create(
        queue=queue, unit=unit, person=person, since=since, case=case, is_urgent=is_urgent, entered_by=by
    )
    record(by, Deed.CREATED, "join_queue", persons=[person], case_id=case.pk if case else None, at=at)
    return made


@transaction.atomic
def leave_queue(waiting: Waiting, *, how: str, on: date, by: Worker, at: datetime) -> Waiting:
    """End a wait. Refused where it has ended, for an unknown end, and before it began."""
    waiting = (
        Waiting.objects.select_for_update(of=("self",)).select_related("case", "unit").get(pk=waiting.pk)
    )
    require(by, "keep_queue", case=waiting.case, on=timezone.localdate(at))
    _refuse_unknown("ends_of_waiting", how, "how")
    if waiting.until is not None:
        raise Refused(_("This wait has ended already. Look at the queue again."))
    if not waiting.since <= on <= timezone.localdate(at):
        raise Refused(_("A wait ends between the day it began and today. Correct the day."), field="on")
    waiting.until, waiting.ended_how = on, how
    waiting.save(update_fields=["until", "ended_how"])
    record(by, Deed.CHANGED, "leave_queue", persons=[waiting.person_id], case_id=waiting.case_id, at=at)
    return waiting


def days_waited(waiting: Waiting, on: date) -> int:
    """Days from the first to the last of the wait, or to today."""
    return ((waiting.until or on) - waiting.since).days


def queue_of(worker: Worker, queue: str, at: datetime) -> QuerySet[Waiting]:
    """Who waits in the worker's units: the urgent first, then by the day they began to wait."""
    waiting = _in_reach(worker, at).filter(queue=queue)
    return waiting.select_related("person", "case", "unit").order_by("-is_urgent", "since", "pk")


def numbers_waiting(worker: Worker, at: datetime) -> dict[str, int]:
    """How many wait in each queue of the worker's units; a queue in which nobody waits is left out."""
    return dict(_in_reach(worker, at).values_list("queue").annotate(Count("pk")).order_by("queue"))


def _in_reach(worker: Worker, at: datetime) -> QuerySet[Waiting]:
    reached = reach(worker, "keep_queue", timezone.localdate(at))
    waiting = Waiting.objects.filter(until__isnull=True)
    if reached.centre is None:
        return waiting.filter(unit__in=reached.units)
    return waiting.filter(unit__centre=reached.centre)


def _refuse_unknown(list_: str, word: str, field: str) -> None:
    if word not in catalogue().code_lists[list_]:
        raise Refused(_("Choose one from the list."), field=field)
