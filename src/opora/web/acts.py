"""Drafting an act beyond rights, and one linked to an act that was issued."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.cases.models import Case
from opora.decisions.acts import acts_of_task, draft_act, draft_linked
from opora.decisions.enclosing import enclosed_paper
from opora.decisions.models import Decision
from opora.decisions.stated import to_be_stated
from opora.organisation.access import require
from opora.people.models import Person
from opora.web.access import WorkerRequest, needs
from opora.web.case_frame import find_case, header
from opora.web.decisions import find_decision
from opora.web.forms.acts import ActForm, LinkForm
from opora.web.refusal import on_refusal


@needs("draft_decision")
def draft(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Write an act of the case's task; it then takes the way of every decision."""
    case = find_case(request, public_id)
    require(request.worker, "draft_decision", case=case)
    given = request.POST if request.method == "POST" else None
    form = ActForm(given, acts=acts_of_task(case), persons=_persons(case), stated=_stated(case))
    on_refusal(request, form=form, draw=lambda: _draw(request, case, form))
    if given is None or not form.is_valid():
        return _draw(request, case, form)
    now = timezone.now()
    drafted = draft_act(case, by=request.worker, at=now, on=timezone.localdate(now), **form.cleaned_data)
    messages.success(request, _("The draft is ready. Read it and submit it for approval."))
    if (enclosed := enclosed_paper(drafted)) is not None:
        messages.info(
            request,
            _("It goes out with: %(paper)s. Its draft waits among the documents; make it before the issue.")
            % {"paper": enclosed.name(get_language() or "sl")},
        )
    return redirect("decision", drafted.public_id)


@needs("draft_decision")
def link(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Write an act that corrects, replaces, annuls or reopens one that was issued."""
    found = find_decision(request, public_id)
    require(request.worker, "draft_decision", case=found.case)
    given = request.POST if request.method == "POST" else None
    form = LinkForm(given)
    on_refusal(request, form=form, draw=lambda: _draw(request, found.case, form, linked_to=found))
    if given is None or not form.is_valid():
        return _draw(request, found.case, form, linked_to=found)
    now = timezone.now()
    drafted = draft_linked(found, by=request.worker, at=now, on=timezone.localdate(now), **form.cleaned_data)
    messages.success(request, _("The draft is ready. Read it and submit it for approval."))
    return redirect("decision", drafted.public_id)


def _stated(case: Case) -> list[str]:
    """What each act of the task must say when it grants."""
    language = get_language() or "sl"
    return [
        _("“%(act)s” that grants must say: %(what)s.") % {"act": act.name(language), "what": ", ".join(told)}
        for act in acts_of_task(case)
        if (told := to_be_stated(case, act, language))
    ]


def _persons(case: Case) -> list[Person]:
    """Each participant once, in the order of the family."""
    return list(Person.objects.filter(parties__case=case).distinct().order_by("family_order", "pk"))


def _draw(
    request: WorkerRequest, case: Case, form: Any, *, linked_to: Decision | None = None
) -> HttpResponse:
    context = header(request, case, "decisions") | {"form": form, "linked_to": linked_to}
    return render(request, "acts/new.html", context, status=422 if form.is_bound else 200)
