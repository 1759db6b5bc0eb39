"""Calling on the party to supplement an application, taking it in, and rejecting what stays incomplete."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.audit import trail
from opora.cases.models import Case
from opora.decisions.parts import Draft
from opora.organisation.access import require
from opora.organisation.refusal import Refused
from opora.rights.calling import call_as_drafted, call_to_supplement, proposed_days
from opora.rights.models import Application
from opora.rights.supplementing import receive_supplement, reject_unsupplemented
from opora.web.access import WorkerRequest, needs
from opora.web.case_frame import application_of, find_case, header, members_among
from opora.web.forms.cases import SupplementForm
from opora.web.letter_pages import drawn
from opora.web.refusal import on_refusal


@needs("call_to_supplement")
def call(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """The letter that says what is missing, to be read with its term, and then to be made."""
    case = find_case(request, public_id)
    application = application_of(case)
    require(request.worker, "call_to_supplement", case=case)
    form = SupplementForm(_term(request, case))
    on_refusal(request, form=form, draw=lambda: _read(request, case, application, form))
    if request.method != "POST" or not form.is_valid():
        return _read(request, case, application, form)
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


def _term(request: WorkerRequest, case: Case) -> Any:
    """The term as it was typed; before that, the one the catalogue proposes."""
    if request.method == "POST":
        return request.POST
    return request.GET if "days" in request.GET else {"days": proposed_days(case)}


def _read(request: WorkerRequest, case: Case, application: Application, form: SupplementForm) -> HttpResponse:
    """The page on which the call is read; a refused one says why instead of showing a letter."""
    frame = header(request, case, "facts")
    is_typed_wrong = not form.is_valid()
    draft = None if is_typed_wrong else _draft(request, application, form)
    if draft:
        trail.shows(members_among(frame["parties"], application), case_id=case.pk)
    context = frame | {
        "form": form,
        "versions": _versions(draft) if draft else [],
        "pages": drawn(draft) if draft else [],
    }
    return render(request, "supplement/call.html", context, status=422 if is_typed_wrong else 200)


def _draft(request: WorkerRequest, application: Application, form: SupplementForm) -> Draft | None:
    """The call as it would go; where it may not go yet, the form says why."""
    try:
        return call_as_drafted(
            application, by=request.worker, on=timezone.localdate(), days=form.cleaned_data["days"]
        )
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return None


def _versions(draft: Draft) -> list[dict[str, Any]]:
    return [{"language": language, "letter": letter} for language, letter in draft["versions"].items()]
