"""Cases, deadlines, appointments and events in the words of the field."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self

from django.db.models import BooleanField, CharField, ExpressionWrapper, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from opora.cases.exclusion_grounds import ExclusionGround
from opora.organisation.access import STEPS, Reach, reach
from opora.organisation.access_table import tasks_apart
from opora.organisation.marks import TASKS_APART, Mark, StandIn
from opora.organisation.models import Worker
from opora.people.folding import fold, folded

if TYPE_CHECKING:
    from opora.cases.models import Appointment, Case, Deadline, Event, Exclusion, Note, Party, Tie  # noqa: F401 - type arguments below

UNCLOSED = ("open", "awaiting_party", "decided")
RUNNING_NUMBER = re.compile(r"(?P<sequence>\d{1,9})(?:/(?P<year>\d{4}))?", re.ASCII)


class CaseQuerySet(QuerySet["Case"]):
    """Cases."""

    def visible_to(self, worker: Worker | StandIn, *, at: datetime | None = None) -> Self:
        """Those the worker may read now."""
        return self.reached_for("see_case", worker, at=at)

    def reached_for(self, step: str, worker: Worker | StandIn, *, at: datetime | None = None) -> Self:
        """Those in which the worker may do a step now, by its row of the access table.

        By the place of a role where the case is not sealed; any case that is assigned to them or that
        they were let into, or broke the glass of where the step allows it, while that lasts.
        """
        rule = STEPS[step]
        if isinstance(worker, StandIn):
            now: Any = worker.now
            reached = reach(worker, step)
        else:
            now = at or timezone.now()
            reached = reach(worker, step, timezone.localdate(now))
        if reached.is_empty:
            return self.none()
        found = Q(assigned_to=worker)
        apart: Any = Mark(TASKS_APART) if isinstance(worker, StandIn) else tasks_apart()
        if (by_place := in_place(reached, apart)) is not None:
            found |= by_place & Q(seal="")
        if rule.reaches_let_in:
            accesses: Any = self.model._meta.get_field("accesses").related_model
            let_in = accesses.objects.filter(worker=worker, from_at__lte=now, until_at__gt=now)
            if not rule.glass:
                let_in = let_in.filter(broke_glass=False, only_reads=False)
            found |= Q(pk__in=let_in.values("case"))
        in_state = self.filter(state__in=rule.case) if rule.case else self
        return in_state.filter(found)

    def opened_in(self, year: int) -> Self:
        """Those opened in a year."""
        return self.filter(opened_on__gte=date(year, 1, 1), opened_on__lt=date(year + 1, 1, 1))

    def closed_in(self, year: int) -> Self:
        """Those closed in a year."""
        return self.filter(closed_on__gte=date(year, 1, 1), closed_on__lt=date(year + 1, 1, 1))

    def carried_over(self, year: int) -> Self:
        """Those that came into a year from before it: nothing is copied, they were opened and not closed."""
        first = date(year, 1, 1)
        return self.filter(opened_on__lt=first).filter(Q(closed_on__isnull=True) | Q(closed_on__gte=first))

    def open(self) -> Self:
        """Those the centre or the party still has something to do in."""
        return self.filter(state__in=("open", "awaiting_party"))

    def awaiting_party(self) -> Self:
        """Those in which the party was called on to do something."""
        return self.filter(state="awaiting_party")

    def overdue(self, on: date) -> Self:
        """Those with a running deadline whose last day has passed."""
        return self.filter(deadlines__state="running", deadlines__day__lt=on).distinct()

    def assigned(self, worker: Worker) -> Self:
        return self.filter(assigned_to=worker)

    def unassigned(self) -> Self:
        """Those nobody has been given yet."""
        return self.filter(assigned_to__isnull=True)

    def numbered(self, typed: str) -> Self:
        """Those a number means: 1232-227/2026 or its beginning, 227/2026, or 227 alone."""
        number = "".join(typed.split()).replace("–", "-")
        return self.filter(Q(number__startswith=number) | (_running(number) or Q()))

    def most_meant_first(self, typed: str, worker: Worker) -> Self:
        """Of those a number means, a whole running number first, then one's own, then the newest."""
        claims = [_running("".join(typed.split())), Q(assigned_to=worker)]
        first = [ExpressionWrapper(each, BooleanField()).desc(nulls_last=True) for each in claims if each]
        return self.numbered(typed).order_by(*first, "-pk")

    def newest_first(self, *, after: int | None = None) -> Self:
        """In order of opening, backwards; behind the case with the key `after`, to go on from there."""
        behind = self if after is None else self.filter(pk__lt=after)
        return behind.order_by("-pk")


def in_place(reached: Reach, apart: Any) -> Q | None:
    """What lies in the units or the centre reached; none where neither is.

    Of the tasks kept `apart` only what lies where those are reached as well.
    """
    found = [Q(unit__among=reached.units)] if reached.units else []
    wide = [Q(unit__among=reached.wide_units)] if reached.wide_units else []
    if reached.centre is not None:
        found.append(Q(centre=reached.centre))
        wide += [Q(centre=reached.centre)] if reached.is_centre_wide else []
    if not found or reached.is_wide:
        return reduce(or_, found) if found else None
    return reduce(or_, [*wide, reduce(or_, found) & ~Q(task__among=apart)])


def _running(number: str) -> Q | None:
    """The running number, with or without its year; nothing where more or less of a number was typed."""
    read = RUNNING_NUMBER.fullmatch(number)
    if read is None:
        return None
    meant = Q(sequence=int(read["sequence"]))
    return meant & Q(year=int(read["year"])) if read["year"] else meant


class PartyQuerySet(QuerySet["Party"]):
    """Parties."""

    def persons(self) -> Self:
        """Those who are persons, not bodies."""
        return self.filter(person__isnull=False)


class DeadlineQuerySet(QuerySet["Deadline"]):
    """Deadlines."""

    def running(self) -> Self:
        return self.filter(state="running")

    def overdue(self, on: date) -> Self:
        """Running ones whose last day has passed."""
        return self.running().filter(day__lt=on)

    def most_urgent_first(self, *, after: tuple[date, int] | None = None) -> Self:
        """By day; behind the deadline with the key `after` (its day and number), to go on from there."""
        if after is None:
            return self.order_by("day", "pk")
        day, pk = after
        return self.filter(Q(day__gt=day) | Q(day=day, pk__gt=pk)).order_by("day", "pk")

    def of(self, worker: Worker) -> Self:
        """Those in cases assigned to the worker and not closed: what a closed case waited for has ended."""
        return self.filter(case__assigned_to=worker, case__state__in=UNCLOSED)


class AppointmentQuerySet(QuerySet["Appointment"]):
    """Appointments."""

    def on(self, day: date) -> Self:
        """Those that start on a day, earliest first."""
        return self.between(day, day)

    def between(self, first: date, last: date) -> Self:
        """Those that start on a day from the first to the last, earliest first."""
        return self.starting(*midnights_around(first, last))

    def starting(self, begins: datetime, ends: datetime) -> Self:
        """Those that start from one moment until before another, earliest first."""
        return self.filter(starts_at__gte=begins, starts_at__lt=ends).order_by("starts_at", "pk")

    def standing(self) -> Self:
        """Those that were not called off."""
        return self.filter(cancelled_at__isnull=True)

    def of(self, worker: Worker) -> Self:
        """Those the worker takes part in: as the first of them, or joined by others."""
        joined = self.model.with_workers.through.objects.filter(worker=worker).values("appointment")
        return self.filter(Q(worker=worker) | Q(pk__in=joined))

    def visible_to(self, worker: Worker) -> Self:
        """Those of cases the worker may read, and their own that are in no case."""
        case: Any = self.model._meta.get_field("case").related_model
        own = self.of(worker).filter(case__isnull=True)
        return self.filter(Q(case__in=case.objects.visible_to(worker)) | Q(pk__in=own.values("pk")))


def midnights_around(first: date, last: date) -> tuple[datetime, datetime]:
    """The midnight before the first day and the one after the last."""
    before, after = (datetime.combine(day, time()) for day in (first, last + timedelta(days=1)))
    return timezone.make_aware(before), timezone.make_aware(after)


class NoteQuerySet(QuerySet["Note"]):
    """Notes."""

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")

    def saying(self, typed: str) -> Self:
        """Those in whose title or text each word stands, whatever its case and diacritics."""
        plain = {"words": Cast("text", CharField()), "heading": Cast("title", CharField())}
        found = self.annotate(**plain).annotate(said=folded("words"), headed=folded("heading"))
        for word in fold(typed).split():
            found = found.filter(Q(said__contains=word) | Q(headed__contains=word))
        return found


class EventQuerySet(QuerySet["Event"]):
    """Events of timelines."""

    def newest_first(self, *, after: tuple[datetime, int] | None = None) -> Self:
        """Backwards in time; behind the event with the key `after` (its time and number)."""
        behind = self
        if after is not None:
            at, pk = after
            behind = self.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk))
        return behind.select_related("by").order_by("-at", "-pk")


class ExclusionQuerySet(QuerySet["Exclusion"]):
    """Exclusions of officers."""

    def standing(self) -> Self:
        """Those that nobody lifted."""
        return self.filter(lifted_at=None)

    def in_force(self) -> Self:
        """Those because of which the worker may not act: doubt bars only once it was decided on (ZUP 36)."""
        return self.standing().filter(~Q(ground=ExclusionGround.DOUBT) | Q(confirmed_at__isnull=False))

    def undecided(self) -> Self:
        """Those on which the head has still to decide (ZUP 38)."""
        return self.standing().filter(confirmed_at=None)


class TieQuerySet(QuerySet["Tie"]):
    """Ties of workers to persons."""

    def standing(self) -> Self:
        """Those that were not told by mistake."""
        return self.filter(ended_at=None)
