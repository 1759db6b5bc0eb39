"""Who may not act in a case (izločitev, ZUP 35 to 41): told and decided on its page of access."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.cases.exclusions import confirm_exclusion, exclude, lift_exclusion
from opora.cases.models import Case, Exclusion
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.web.access import WorkerRequest, needs
from opora.web.case_access import draw_access
from opora.web.case_course import row_number
from opora.web.case_frame import find_case
from opora.web.colleagues import workers_of
from opora.web.forms.exclusions import ExcludeForm, LiftForm
from opora.web.refusal import on_refusal


@require_POST
@needs("exclude_worker")
def tell(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Tell why oneself or a colleague should not act in the case."""
    case = find_case(request, public_id)
    form = ExcludeForm(request.POST, workers=workers_of(case, request.worker, "see_case"))
    on_refusal(request, form=form, draw=lambda: draw_access(request, case, wrong=form))
    require(request.worker, "exclude_worker", case=case)
    if not form.is_valid():
        return draw_access(request, case, wrong=form)
    told = exclude(case, by=request.worker, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _what_follows(told, request.worker))
    return redirect("case_access", public_id)


@require_POST
@needs("assign_case")
def confirm(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Decide that somebody is excluded."""
    case = find_case(request, public_id)
    told = _named(request, case)
    confirm_exclusion(told, by=request.worker, at=timezone.now())
    messages.success(request, _decided(told))
    return redirect("case_access", public_id)


@require_POST
@needs("assign_case")
def lift(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Decide that somebody is not excluded, or no longer."""
    case = find_case(request, public_id)
    told = _named(request, case)
    form = LiftForm(request.POST, of=told)
    on_refusal(request, form=form, draw=lambda: draw_access(request, case, wrong=form))
    if not form.is_valid():
        return draw_access(request, case, wrong=form)
    lift_exclusion(told, reason=form.cleaned_data["reason"], by=request.worker, at=timezone.now())
    messages.success(request, _("%(worker)s may act in the case.") % {"worker": told.worker})
    return redirect("case_access", public_id)


def _named(request: WorkerRequest, case: Case) -> Exclusion:
    require(request.worker, "assign_case", case=case)
    key = row_number(request.POST.get("exclusion", ""))
    told = case.exclusions.standing().select_related("worker").filter(pk=key).first()
    if told is None:
        raise Refused(_("This is no longer there. Look at the page again."))
    return told


def _what_follows(told: Exclusion, by: Worker) -> str:
    who = {"worker": told.worker}
    if told.confirmed_at is not None:
        return _decided(told)
    if not told.is_in_force:
        return _("The head of the unit decides on it. Until then %(worker)s goes on working (ZUP 36).") % who
    if told.worker_id == by.pk:
        return _("You are excluded from now on. The head of the unit decides on it and gives the case on.")
    return _("%(worker)s does not act in the case from now on. The head of the unit decides on it.") % who


def _decided(told: Exclusion) -> str:
    words = _("%(worker)s is excluded. Say in the ruling who acts instead, and assign the case (ZUP 39).")
    return words % {"worker": told.worker}
