"""Last month's shifts proposed for what nobody has yet: seen first, ticked, then entered together."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opora.cases.executors import word_of
from opora.duty.pattern import Pattern, Proposed, enter_pattern, pattern_of
from opora.law.procedure.explained import plus_months
from opora.organisation.models import Unit, Worker
from opora.organisation.refusal import Refused
from opora.web.access import WorkerRequest, needs
from opora.web.refusal import UNPROCESSABLE, on_refusal
from opora.web.registers import units_of
from opora.web.templatetags.page import month as written_month


@needs("keep_record")
def duty_pattern(request: WorkerRequest, month: str) -> HttpResponse:
    """What last month proposes for the holes of a month; what is ticked is entered in one go."""
    first = _month(month)
    found = _pattern(request, first)
    if request.method != "POST":
        return _draw(request, first, found, {each.key for each in found.proposed})
    chosen = set(request.POST.getlist("shift"))
    on_refusal(request, draw=lambda: _draw_again(request, first, chosen))
    count = enter_pattern(first, chosen, unit=_unit(request), by=request.worker, at=timezone.now())
    told = ngettext("%(count)d shift is entered.", "%(count)d shifts are entered.", count)
    messages.success(request, told % {"count": count})
    return redirect("duty_roster", month)


def _draw_again(request: WorkerRequest, first: date, chosen: set[str]) -> HttpResponse:
    return _draw(request, first, _pattern(request, first), chosen, status=UNPROCESSABLE)


def _draw(
    request: WorkerRequest, first: date, found: Pattern, ticked: set[str], *, status: int = 200
) -> HttpResponse:
    workers = {each.shift.worker for each in found.proposed}
    names = Worker.objects.get_queryset().in_bulk(workers)
    key = f"{first:%Y-%m}"
    context: dict[str, Any] = {
        "month": first,
        "pattern": plus_months(first, -1),
        "key": key,
        "fit": [_row(each, names, ticked) for each in found.proposed if not each.why_not],
        "unfit": [_row(each, names, ticked) for each in found.proposed if each.why_not],
        "without": [(word_of("standby_positions", position), hole) for position, hole in found.without],
        "trail": [
            (_("On-call service"), reverse("duty")),
            (written_month(first), reverse("duty_roster", args=[key])),
            (_("After last month"), ""),
        ],
    }
    return render(request, "duty/pattern.html", context, status=status)


def _row(each: Proposed, names: dict[Any, Worker], ticked: set[str]) -> dict[str, Any]:
    worker = names.get(each.shift.worker)
    return {
        "key": each.key,
        "position": word_of("standby_positions", each.shift.position),
        "name": worker.full_name if worker else "–",
        "began": each.shift.interval.began,
        "ended": each.shift.interval.ended,
        "why_not": each.why_not,
        "is_ticked": each.key in ticked,
    }


def _unit(request: WorkerRequest) -> Unit:
    """The worker's own unit where they may keep its registers, else the first in which they may."""
    units = list(units_of(request.worker))
    if not units:
        raise Refused(_("You keep no register of a unit, so you cannot enter shifts."))
    return next((unit for unit in units if unit.pk == request.worker.unit_id), units[0])


def _month(written: str) -> date:
    try:
        return date.fromisoformat(f"{written}-01")
    except ValueError as error:
        raise Http404("There is no such month.") from error


def _pattern(request: WorkerRequest, first: date) -> Pattern:
    try:
        return pattern_of(request.worker.centre, first)
    except (LookupError, OverflowError) as error:
        raise Http404("There is no roster of this month.") from error
