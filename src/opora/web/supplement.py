"""Calling on the party to supplement an application, taking it in, and rejecting what stays incomplete."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.rights.supplementing import call_to_supplement, receive_supplement, reject_unsupplemented
from opora.web.access import WorkerRequest, needs
from opora.web.case_frame import application_of, find_case
from opora.web.facts_page import draw_facts
from opora.web.forms.cases import SupplementForm
from opora.web.refusal import on_refusal


@require_POST
@needs("call_to_supplement")
def call(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Send the letter that says what is missing and until when."""
    case = find_case(request, public_id)
    application = application_of(case)
    form = SupplementForm(request.POST)
    on_refusal(request, form=form, draw=lambda: draw_facts(request, case, application, calling=form))
    if not form.is_valid():
        return draw_facts(request, case, application, calling=form)
    document = call_to_supplement(
        application,
        by=request.worker,
        at=timezone.now(),
        on=timezone.localdate(),
        days=form.cleaned_data["days"],
    )
    messages.success(
        request, _("The call %(number)s is made. Dispatch it below.") % {"number": document.number}
    )
    return redirect("deliveries", public_id)


@require_POST
@needs("gather_facts")
def receive(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """The party sent what was asked for."""
    application = application_of(find_case(request, public_id))
    receive_supplement(application, on=timezone.localdate(), by=request.worker, at=timezone.now())
    messages.success(request, _("The supplement is received. Enter what it says."))
    return redirect("facts", public_id)


@require_POST
@needs("draft_decision")
def reject(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Draft the ruling that rejects an application nobody supplemented in time."""
    application = application_of(find_case(request, public_id))
    decision = reject_unsupplemented(
        application, by=request.worker, at=timezone.now(), on=timezone.localdate()
    )
    messages.success(request, _("The ruling is drafted."))
    return redirect("decision", decision.public_id)
