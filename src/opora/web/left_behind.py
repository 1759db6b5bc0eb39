"""What somebody who leaves leaves behind, in numbers, each with who takes it on: no case, no person."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opora.cases.models import Appointment, Case, CaseState, CaseStep, StepState
from opora.duty.rosters import shifts_ahead
from opora.organisation.models import Role, Unit, Worker


def left_behind(worker: Worker) -> list[str]:
    """A sentence for each kind of work that is still in this worker's name; none where nothing is."""
    return [*_cases(worker), *_appointments(worker), *_steps(worker), *_shifts(worker)]


def _cases(worker: Worker) -> Iterator[str]:
    held = Case.objects.assigned(worker).open().order_by().values("unit").annotate(count=Count("pk"))
    counts = {row["unit"]: row["count"] for row in held}
    for unit in Unit.objects.filter(pk__in=counts).order_by("name"):
        yield ngettext(
            "%(count)d open case in the unit %(unit)s: %(head)s assigns it anew on the page of the unit.",
            "%(count)d open cases in the unit %(unit)s: %(head)s assigns them anew on the page of the unit.",
            counts[unit.pk],
        ) % {"count": counts[unit.pk], "unit": unit.name, "head": _head(unit, worker)}


def _head(unit: Unit, leaving: Worker) -> str:
    heads = Worker.objects.in_role(Role.HEAD_OF_UNIT, timezone.localdate(), unit).exclude(pk=leaving.pk)
    return ", ".join(head.full_name for head in heads) or _("the director, for the unit has no other head,")


def _appointments(worker: Worker) -> Iterator[str]:
    if count := Appointment.objects.of(worker).standing().filter(starts_at__gt=timezone.now()).count():
        yield ngettext(
            "%(count)d appointment to come: whoever takes the case over moves it or calls it off.",
            "%(count)d appointments to come: whoever takes the cases over moves them or calls them off.",
            count,
        ) % {"count": count}


def _steps(worker: Worker) -> Iterator[str]:
    planned = CaseStep.objects.filter(planned_for=worker, state=StepState.PLANNED)
    of_others = planned.exclude(case__state=CaseState.CLOSED).exclude(case__assigned_to=worker)
    if count := of_others.count():
        yield ngettext(
            "%(count)d planned step in a case of somebody else: whoever has the case plans it anew.",
            "%(count)d planned steps in cases of others: whoever has the cases plans them anew.",
            count,
        ) % {"count": count}


def _shifts(worker: Worker) -> Iterator[str]:
    if count := shifts_ahead(worker, timezone.now()):
        yield ngettext(
            "%(count)d shift on standby to come: whoever draws up the roster gives it to somebody else.",
            "%(count)d shifts on standby to come: whoever draws up the roster gives them to somebody else.",
            count,
        ) % {"count": count}
