"""The roster of the on-call service for a month: times of duty, who stands by, holes, and signatures."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.cases.executors import word_of
from opora.duty.bands import Interval
from opora.duty.roster import POSITIONS, Shift, left_of
from opora.duty.rosters import ROSTERS, Roster, roster_of, sign_roster, told
from opora.law.procedure.explained import plus_months
from opora.organisation.access import may
from opora.organisation.models import Worker
from opora.web.access import WorkerRequest, needs
from opora.web.refusal import UNPROCESSABLE, on_refusal
from opora.web.templatetags.page import month as written_month


@needs("see_duty")
def duty_roster(request: WorkerRequest, month: str) -> HttpResponse:
    """Each time of duty of a month with who stands by in both positions."""
    return _page(request, _roster(request, month))


@require_POST
@needs("sign_duty_roster")
def sign_duty_roster(request: WorkerRequest, month: str) -> HttpResponse:
    """Sign the roster of a month, as coordinator or as director."""
    found = _roster(request, month)
    on_refusal(request, draw=lambda: _page(request, found, status=UNPROCESSABLE))
    sign_roster(found.month, by=request.worker, at=timezone.now())
    messages.success(request, _("The roster is signed."))
    return redirect("duty_roster", month)


def _page(request: WorkerRequest, found: Roster, *, status: int = 200) -> HttpResponse:
    names = Worker.objects.get_queryset().in_bulk({shift.worker for shift in found.shifts})
    context = {
        "month": found.month,
        "key": f"{found.month:%Y-%m}",
        "earlier": f"{plus_months(found.month, -1):%Y-%m}",
        "later": f"{plus_months(found.month, 1):%Y-%m}",
        "positions": [word_of("standby_positions", position) for position in POSITIONS],
        "rows": [_row(period, found, names) for period in found.duty],
        "faults": [told(fault) for fault in found.faults if fault.kind != "gap"],
        "gaps": [told(fault) for fault in found.faults if fault.kind == "gap"],
        "may_enter": may(request.worker, "keep_record"),
        "signed": [
            (each.content, word_of("duty_roster_states", each.content["state"])) for each in found.signed
        ],
        "may_sign": may(request.worker, "sign_duty_roster"),
        "trail": [(_("On-call service"), reverse("duty")), (written_month(found.month), "")],
    }
    return render(request, "duty/roster.html", context, status=status)


def _row(period: Interval, found: Roster, names: dict[Any, Worker]) -> dict[str, Any]:
    return {
        "began": period.began,
        "ended": period.ended,
        "held": [
            (
                word_of("standby_positions", position),
                [_who(shift, names) for shift in _of(period, position, found)],
                [_hole(left, position, found.month) for left in _left(period, position, found)],
            )
            for position in POSITIONS
        ],
    }


def _left(period: Interval, position: str, found: Roster) -> list[Interval]:
    return left_of(period, [shift.interval for shift in _of(period, position, found)])


def _hole(left: Interval, position: str, month: date) -> tuple[str, datetime, datetime]:
    """The form of the shift that would fill a hole, and from when until when it is."""
    asked = {
        "from": left.began.isoformat(),
        "until": left.ended.isoformat(),
        "position": position,
        "month": f"{month:%Y-%m}",
    }
    way = reverse("add_register_record", args=[ROSTERS, "shift"])
    return f"{way}?{urlencode(asked)}", left.began, left.ended


def _of(period: Interval, position: str, found: Roster) -> list[Shift]:
    return [
        shift
        for shift in found.shifts
        if shift.position == position
        and shift.interval.began < period.ended
        and shift.interval.ended > period.began
    ]


def _who(shift: Shift, names: dict[Any, Worker]) -> tuple[str, datetime, datetime]:
    return names[shift.worker].full_name, shift.interval.began, shift.interval.ended


def _roster(request: WorkerRequest, written: str) -> Roster:
    try:
        return roster_of(request.worker.centre, date.fromisoformat(f"{written}-01"))
    except (LookupError, ValueError, OverflowError) as error:
        raise Http404("There is no roster of this month.") from error
