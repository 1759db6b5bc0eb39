"""The list of cases and the first page of one: state, parties, deadlines, notes, timeline."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.cases.models import Case, CaseState, DeadlineState
from opora.cases.notes import add_note
from opora.rights.models import Application
from opora.web import deadlines
from opora.web.access import WorkerRequest, needs
from opora.web.case_frame import find_case, header, latest_decision
from opora.web.flow import flow
from opora.web.forms.cases import NoteForm
from opora.web.paging import page_by_key
from opora.web.timeline import read_timeline
from opora.web.worklist import applicants

EVENTS_SHOWN = 40


@needs("see_case")
def cases(request: WorkerRequest) -> HttpResponse:
    """Cases this worker may see, by state, paged by key."""
    state = request.GET.get("state", "")
    found = Case.objects.visible_to(request.worker).prefetch_related(applicants())
    if state in CaseState.values:
        found = found.filter(state=state)
    context = {
        "page": page_by_key(found, request.GET.get("after", "")),
        "keep": urlencode({"state": state}) if state else "",
        "tabs": _state_tabs(state),
        "tabs_label": _("States of cases"),
    }
    return render(request, "cases/list.html", context)


@needs("see_case")
def case(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """The first page of a case."""
    found = find_case(request, public_id)
    return render(request, "cases/case.html", _overview(request, found, NoteForm()))


@require_POST
@needs("write_note")
def write_note(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Add a note to the timeline."""
    found = find_case(request, public_id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return render(request, "cases/case.html", _overview(request, found, form), status=422)
    add_note(case=found, text=form.cleaned_data["text"], by=request.worker, at=timezone.now())
    if request.htmx:
        return render(request, "cases/_notes.html", _history(found, NoteForm()) | {"case": found})
    return redirect(reverse("case", args=[public_id]) + "#timeline")


def _overview(request: WorkerRequest, found: Case, form: NoteForm) -> dict[str, object]:
    today = timezone.localdate()
    application = Application.objects.filter(case=found).first()
    determination = found.determinations.order_by("-pk").defer("situation", "result").first()
    decision = latest_decision(found)
    running = list(
        found.deadlines.filter(state__in=[DeadlineState.RUNNING, DeadlineState.PAUSED]).order_by("day")
    )
    for deadline in running:
        deadline.case = found
    return (
        header(request, found, "case")
        | _history(found, form)
        | {
            "application": application,
            "decision": decision,
            "steps": flow(found, application, determination, decision),
            "deadlines": [deadlines.read(deadline, today) for deadline in running],
        }
    )


def _history(found: Case, form: NoteForm) -> dict[str, object]:
    return {"note_form": form, "timeline": read_timeline(found, EVENTS_SHOWN)}


def _state_tabs(current: str) -> list[dict[str, object]]:
    address = reverse("cases")
    every = {"address": address, "words": _("All"), "current": not current, "tally": ""}
    return [
        every,
        *(
            {
                "address": f"{address}?state={state.value}",
                "words": state.label,
                "current": state == current,
                "tally": "",
            }
            for state in CaseState
        ),
    ]
