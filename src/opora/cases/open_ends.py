"""What a case leaves behind: time limits that run, steps left out, work not counted, other cases of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from opora.cases.models import Appointment, Case, CaseLink, CaseState, Deadline, DeadlineState, StepState
from opora.cases.step_views import StepView, steps_of
from opora.cases.uncounted import uncounted_in
from opora.catalogue.schema import Record
from opora.organisation.models import Worker

RUNS = (DeadlineState.RUNNING, DeadlineState.PAUSED)


@dataclass(frozen=True)
class OpenEnds:
    """What whoever closes a case is to look at first; `cases` are those linked with it that they may see."""

    deadlines: Sequence[Deadline]
    left_out: Sequence[StepView]
    cases: Sequence[Case]
    uncounted: Sequence[Record] = ()
    """Records that were never kept of work that was done: without them it is in no statistics."""

    def __bool__(self) -> bool:
        return bool(self.deadlines or self.left_out or self.cases or self.uncounted)


def open_ends(case: Case, *, by: Worker, on: date) -> OpenEnds:
    """What would end unfinished, or go on, if the case were closed on a day."""
    left_out = [
        view
        for view in steps_of(case, on=on)
        if view.is_obligatory and any(turn.state == StepState.WAIVED for turn in view.turns)
    ]
    links = CaseLink.objects.filter(Q(case=case) | Q(other=case)).values_list("case", "other")
    keys = {key for pair in links for key in pair} - {case.pk}
    linked = Case.objects.filter(pk__in=keys).visible_to(by).exclude(state=CaseState.CLOSED)
    return OpenEnds(
        deadlines=list(case.deadlines.filter(state__in=RUNS).order_by("day")),
        left_out=left_out,
        cases=list(linked.order_by("pk")),
        uncounted=uncounted_in(case),
    )


def appointments_ahead(case: Case, *, at: datetime) -> list[Appointment]:
    """Those that have not begun at a moment and that nobody called off."""
    return list(case.appointments.standing().filter(starts_at__gt=at).order_by("starts_at", "pk"))


def appointments_to_come(case: Case, *, after: date) -> list[Appointment]:
    """Those agreed for later days that nobody called off."""
    tomorrow = timezone.make_aware(datetime.combine(after + timedelta(days=1), datetime.min.time()))
    return list(case.appointments.standing().filter(starts_at__gte=tomorrow).order_by("starts_at"))
