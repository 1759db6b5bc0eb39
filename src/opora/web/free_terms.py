"""Free terms: when the worker and others are free outside school and work, one press from agreed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.cases.free_terms import Hours, Wish, free_terms
from opora.cases.models import Case, Room
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.web.access import WorkerRequest, needs
from opora.web.appointments import colleagues_of, rooms_of
from opora.web.case_frame import find_case
from opora.web.forms.free_terms import FreeTermsForm
from opora.web.refusal import on_refusal

AHEAD = timedelta(days=28)


@needs("make_appointment")
def find(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """The terms at which all can come; each leads to the form of an appointment, filled in."""
    case = find_case(request, public_id)
    require(request.worker, "make_appointment", case=case)
    form = _form(request, case)
    on_refusal(request, form=form, draw=lambda: _draw(request, case, form))
    if request.method != "POST" or not form.is_valid():
        return _draw(request, case, form)
    wish = _wish(request.worker, form.cleaned_data)
    return _draw(request, case, form, wish=wish, found=free_terms(wish, at=timezone.now()))


def _form(request: WorkerRequest, case: Case) -> FreeTermsForm:
    tomorrow = timezone.localdate() + timedelta(days=1)
    return FreeTermsForm(
        request.POST if request.method == "POST" else None,
        initial={
            "first": tomorrow,
            "last": tomorrow + AHEAD,
            "minutes": 60,
            "opens": "8.00",
            "closes": "16.00",
        },
        workers=colleagues_of(case.unit, request.worker, []),
        rooms=rooms_of(request.worker),
    )


def _wish(worker: Worker, given: dict[str, Any]) -> Wish:
    kept = [(given[f"{what}_from"], given[f"{what}_until"]) for what in ("school", "job")]
    room = given.get("room")
    others = Worker.objects.filter(pk__in=given.get("with_workers", []), centre=worker.centre_id)
    return Wish(
        workers=[worker, *others],
        minutes=given["minutes"],
        first=given["first"],
        last=given["last"],
        office=Hours(given["opens"], given["closes"]),
        weekdays=frozenset(int(each) for each in given["weekdays"]) or frozenset(range(7)),
        cannot=[Hours(starts, ends) for starts, ends in kept if starts and ends],
        room=Room.objects.filter(pk=room, unit__centre=worker.centre_id).first() if room else None,
    )


def _draw(
    request: WorkerRequest,
    case: Case,
    form: FreeTermsForm,
    *,
    wish: Wish | None = None,
    found: list[datetime] | None = None,
) -> HttpResponse:
    here = _("Free terms")
    context = {
        "form": form,
        "terms": [(each, _address(case, wish, each)) for each in found or ()] if wish else [],
        "is_answered": found is not None,
        "trail": [
            (_("Cases"), reverse("cases")),
            (case.number, reverse("case", args=[case.public_id])),
            (here, ""),
        ],
        "back": reverse("make_appointment", args=[case.public_id]),
    }
    return render(request, "appointments/free_terms.html", context, status=422 if form.errors else 200)


def _address(case: Case, wish: Wish, starts_at: datetime) -> str:
    """The form of an appointment with day, hour and who works there; whom it is with is chosen there."""
    local = timezone.localtime(starts_at)
    filled: dict[str, Any] = {
        "day": local.date().isoformat(),
        "hour": local.strftime("%H.%M"),
        "minutes": wish.minutes,
        "with_workers": [worker.pk for worker in wish.workers[1:]],
    }
    if wish.room is not None:
        filled["room"] = wish.room.pk
    return f"{reverse('make_appointment', args=[case.public_id])}?{urlencode(filled, doseq=True)}"
