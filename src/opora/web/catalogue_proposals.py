"""Changes of the catalogue: proposed by one person with a preview, approved or declined by another."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import yaml
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.amendments.approving import approve, decline
from opora.amendments.editing import edited, new_task_text
from opora.amendments.models import Proposal, ProposalState
from opora.amendments.proposing import catalogue_with, figures_to_mend, propose, withdraw
from opora.catalogue import catalogue
from opora.catalogue.exporting import as_yaml
from opora.catalogue.local import lacks_first_day
from opora.catalogue.schema.publishing import json_schema_text
from opora.organisation.access import may
from opora.organisation.refusal import Refused
from opora.web.access import WorkerRequest, needs
from opora.web.catalogue_differences import differences
from opora.web.catalogue_sheet import reading, sheet_of
from opora.web.entry_costs import entry_costs
from opora.web.forms.catalogue import AnswerForm, BeginningForm, EndingForm, VersionForm
from opora.web.forms.record_form import record_form_preview
from opora.web.forms.task_version import TaskVersionForm
from opora.web.paging import page_by_key
from opora.web.refusal import on_refusal


@needs("see_catalogue")
def proposals(request: WorkerRequest) -> HttpResponse:
    """Every proposal, the newest first."""
    page = page_by_key(Proposal.objects.newest_first(), request.GET.get("after", ""))
    context = {
        "page": page,
        "rows": [(each, name_of_task(each.task)) for each in page.rows],
        "may_propose": may(request.worker, "propose_catalogue"),
        "trail": [(_("Catalogue of tasks"), reverse("catalogue")), (_("Proposed changes"), "")],
    }
    return render(request, "catalogue/proposals.html", context)


@needs("propose_catalogue")
def propose_changes(request: WorkerRequest, key: str) -> HttpResponse:
    """A new version of a task there is, filled in row by row."""
    if key not in catalogue().tasks:
        raise Http404
    present = catalogue().tasks[key][-1]
    form = TaskVersionForm(request.POST or None, present=present, language=reading())

    def draw(preview: dict[str, Any] | None = None) -> HttpResponse:
        context = {
            "form": form,
            "key": key,
            "name": present.name(reading()),
            "trail": _trail((present.name(reading()), reverse("catalogue_task", args=[key]))),
            "preview": preview,
        }
        return render(request, "catalogue/change.html", context, status=422 if form.errors else 200)

    on_refusal(request, form=form, draw=draw)
    if request.method != "POST" or not form.is_valid():
        return draw()
    text = edited(present, form.changes())
    _refuse_unless_whole(key, text)
    if "preview" in request.POST:
        return draw(_preview(request, key, text))
    return _proposed(request, key, text, form.cleaned_data["reason"])


@needs("propose_catalogue")
def propose_version(request: WorkerRequest, key: str) -> HttpResponse:
    """A new version of a task there is: what it reads today, to be changed."""
    if key not in catalogue().tasks:
        raise Http404
    present = catalogue().tasks[key][-1]
    form = VersionForm(request.POST or None, initial={"text": as_yaml([present])})
    del form.fields["task"]
    return _proposing(request, form, key, present.name(reading()))


@needs("propose_catalogue")
def propose_task(request: WorkerRequest) -> HttpResponse:
    """A task that the catalogue does not have."""
    first_day = date(timezone.localdate().year + 1, 1, 1)
    form = VersionForm(request.POST or None, initial={"text": new_task_text(first_day)})
    return _proposing(request, form, None, _("New task"))


@needs("propose_catalogue")
def catalogue_schema(request: WorkerRequest) -> HttpResponse:  # noqa: ARG001
    """The shape of definitions, for editors that check while one writes."""
    response = HttpResponse(json_schema_text(), content_type="application/schema+json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="catalogue.schema.json"'
    return response


@needs("propose_catalogue")
def propose_ending(request: WorkerRequest, key: str) -> HttpResponse:
    """The end of a task: its running cases go on."""
    if key not in catalogue().tasks:
        raise Http404
    present = catalogue().tasks[key][-1]
    name = present.name(reading())
    form = EndingForm(request.POST or None, began=present.valid_from)

    def draw() -> HttpResponse:
        context = {"form": form, "name": name, "trail": _trail((name, reverse("catalogue_task", args=[key])))}
        return render(request, "catalogue/end.html", context, status=422 if form.errors else 200)

    on_refusal(request, form=form, draw=draw)
    if request.method != "POST" or not form.is_valid():
        return draw()
    given = form.cleaned_data
    text = yaml.safe_dump({"ends_on": given["ends_on"], "why": given["reason"]}, allow_unicode=True)
    return _proposed(request, key, text, given["reason"])


@needs("propose_catalogue")
def propose_first_day(request: WorkerRequest, key: str) -> HttpResponse:
    """The first day of a task that was printed without one."""
    versions = catalogue().tasks.get(key, ())
    if not versions or not lacks_first_day(versions):
        raise Http404
    name = versions[-1].name(reading())
    form = BeginningForm(request.POST or None, published=versions[0].published)

    def draw() -> HttpResponse:
        context = {"form": form, "name": name, "trail": _trail((name, reverse("catalogue_task", args=[key])))}
        return render(request, "catalogue/begin.html", context, status=422 if form.errors else 200)

    on_refusal(request, form=form, draw=draw)
    if request.method != "POST" or not form.is_valid():
        return draw()
    given = form.cleaned_data
    pieces = {"begins_on": given["begins_on"], "source": given["source"], "why": given["reason"]}
    text = yaml.safe_dump(pieces, allow_unicode=True, sort_keys=False)
    return _proposed(request, key, text, given["reason"])


@needs("see_catalogue")
def catalogue_proposal(request: WorkerRequest, proposal: UUID) -> HttpResponse:
    """One proposal: what would change, how the definition would read, the forms it would produce."""
    return _draw(request, _found(proposal), AnswerForm())


@require_POST
@needs("approve_catalogue")
def approve_proposal(request: WorkerRequest, proposal: UUID) -> HttpResponse:
    """Lay the version over the catalogue."""
    found = _found(proposal)
    on_refusal(request, draw=lambda: _draw(request, found, AnswerForm()))
    approve(found, by=request.worker, at=timezone.now())
    messages.success(
        request, _("The version is part of the catalogue. New cases follow it from its first day.")
    )
    return redirect("catalogue_proposal", proposal)


@require_POST
@needs("approve_catalogue")
def decline_proposal(request: WorkerRequest, proposal: UUID) -> HttpResponse:
    """Leave the catalogue as it is, with an answer."""
    found, form = _found(proposal), AnswerForm(request.POST)
    on_refusal(request, form=form, draw=lambda: _draw(request, found, form))
    if not form.is_valid():
        return _draw(request, found, form)
    decline(found, answer=form.cleaned_data["answer"], by=request.worker, at=timezone.now())
    messages.success(request, _("The proposal is declined."))
    return redirect("catalogue_proposal", proposal)


@require_POST
@needs("propose_catalogue")
def withdraw_proposal(request: WorkerRequest, proposal: UUID) -> HttpResponse:
    """Take one's own proposal back."""
    withdraw(_found(proposal), by=request.worker, at=timezone.now())
    messages.success(request, _("The proposal is withdrawn."))
    return redirect("catalogue_proposals")


@needs("see_catalogue")
def proposal_file(request: WorkerRequest, proposal: UUID) -> HttpResponse:  # noqa: ARG001
    """The text as a file equal to a shipped one."""
    found = _found(proposal)
    response = HttpResponse(found.text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.task}.yaml"'
    return response


def _proposing(request: WorkerRequest, form: VersionForm, key: str | None, name: str) -> HttpResponse:
    def draw(preview: dict[str, Any] | None = None) -> HttpResponse:
        context = {"form": form, "name": name, "trail": _trail((name, "")), "preview": preview}
        return render(request, "catalogue/propose.html", context, status=422 if form.errors else 200)

    on_refusal(request, form=form, draw=draw)
    if request.method != "POST" or not form.is_valid():
        return draw()
    given = form.cleaned_data
    task = key or given["task"].strip()
    text = given["text"].replace("\r\n", "\n")
    if "preview" in request.POST:
        return draw(_preview(request, task, text))
    return _proposed(request, task, text, given["reason"])


def _refuse_unless_whole(key: str, text: str) -> None:
    """Whoever filled rows in has not seen the definition: what is wrong is told in their words first."""
    try:
        catalogue_with(key, text)
    except Refused as refusal:
        raise Refused(
            _(
                "With this change the definition would not hold together: something else in it speaks of "
                "what was left out or changed. Keep it, or change the whole definition."
            ),
            details=refusal.details,
        ) from refusal


def _proposed(request: WorkerRequest, task: str, text: str, reason: str) -> HttpResponse:
    made = propose(task=task, text=text, reason=reason, by=request.worker, at=timezone.now())
    messages.success(request, _("The proposal waits for the director."))
    return redirect("catalogue_proposal", made.public_id)


def _preview(request: WorkerRequest, key: str, text: str) -> dict[str, Any]:
    """How the definition would read beside the present one, and the forms it would produce."""
    after = catalogue_with(key, text)
    present = catalogue().tasks.get(key)
    task = after.tasks[key][-1]
    sees_times = may(request.worker, "see_entry_times")
    return {
        "figures": figures_to_mend(key, text),
        "costs": entry_costs(key, present[-1] if present else None, task, request.worker.centre)
        if sees_times
        else [],
        "sheet": sheet_of(key, task, after),
        "differences": (differences(present[-1], task, language=reading()) if present else []),
        "forms": [
            (record.name(reading()), record_form_preview(record, after.code_lists)) for record in task.records
        ],
    }


def name_of_task(key: str) -> str:
    """What a task is called in the reader's language; the key of one the catalogue does not have yet."""
    versions = catalogue().tasks.get(key)
    return versions[-1].name(reading()) if versions else key


def _found(public_id: UUID) -> Proposal:
    return get_object_or_404(Proposal.objects.newest_first(), public_id=public_id)


def _draw(request: WorkerRequest, found: Proposal, form: AnswerForm) -> HttpResponse:
    waits = found.state == ProposalState.PROPOSED
    is_own = found.proposed_by_id == request.worker.pk
    try:
        preview, refused = (_preview(request, found.task, found.text) if waits else None), None
    except Refused as refusal:
        preview, refused = None, refusal
    context = {
        "proposal": found,
        "name": name_of_task(found.task),
        "form": form,
        "preview": preview,
        "refused": refused,
        "may_decide": waits and not is_own and may(request.worker, "approve_catalogue"),
        "may_withdraw": waits and is_own,
        "trail": _trail(
            (_("Proposed changes"), reverse("catalogue_proposals")), (name_of_task(found.task), "")
        ),
    }
    return render(request, "catalogue/proposal.html", context, status=422 if form.errors else 200)


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Catalogue of tasks"), reverse("catalogue")), *steps]
