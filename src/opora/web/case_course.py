"""The course of a case: the minutes it takes, and how far it has come."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.cases.catalogue_versions import task_of
from opora.cases.minutes import spend_time, take_time_back
from opora.cases.models import TimeSpent
from opora.cases.stages import move_to
from opora.organisation.access import require
from opora.organisation.refusal import Refused
from opora.web.access import WorkerRequest, needs
from opora.web.case_frame import find_case
from opora.web.case_work import stage_choices, time_form_of
from opora.web.cases import draw_anew, draw_whole
from opora.web.colleagues import workers_of
from opora.web.forms.case_work import StageForm
from opora.web.long_hours import warn_of_long
from opora.web.refusal import on_refusal
from opora.web.work_place import to_work


@require_POST
@needs("spend_time")
def enter_time(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Minutes of oneself or of a colleague."""
    case = find_case(request, public_id)
    task = task_of(case)
    form = time_form_of(task, workers_of(case, request.worker), request.worker, request.POST)
    on_refusal(request, form=form, draw=lambda: draw_whole(request, case, time_form=form))
    if not form.is_valid():
        return draw_whole(request, case, time_form=form)
    given = form.cleaned_data
    spend_time(
        case,
        worker=given["worker"],
        on=given["on"],
        minutes=given["minutes"],
        travel_minutes=given["travel_minutes"] or 0,
        step=given["step"],
        note=given["note"],
        by=request.worker,
        at=timezone.now(),
    )
    warn_of_long(request, given["minutes"], given["travel_minutes"])
    return draw_anew(request, public_id) if request.htmx else to_work(request, case, "time")


@require_POST
@needs("spend_time")
def take_time(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Take minutes out that were entered by mistake."""
    case = find_case(request, public_id)
    require(request.worker, "spend_time", case=case)
    spent = TimeSpent.objects.filter(case=case, pk=row_number(request.POST.get("time", ""))).first()
    if spent is None:
        raise Refused(_("This is no longer there. Look at the page again."))
    take_time_back(spent, by=request.worker, at=timezone.now())
    return draw_anew(request, public_id) if request.htmx else to_work(request, case, "time")


@require_POST
@needs("do_step")
def move_stage(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Bring the case into another stage of its task."""
    case = find_case(request, public_id)
    form = StageForm(request.POST, stages=stage_choices(task_of(case)))
    on_refusal(request, form=form, draw=lambda: draw_whole(request, case, stage_form=form))
    if not form.is_valid():
        return draw_whole(request, case, stage_form=form)
    move_to(case, form.cleaned_data["stage"], by=request.worker, at=timezone.now())
    return to_work(request, case, "stage") if not request.htmx else draw_anew(request, public_id)


def row_number(text: str) -> int:
    """The number of a row as a form sent it; one that no row has where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
