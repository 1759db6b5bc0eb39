"""The decisions of a case and the editor of one: parts, pages as they will be printed, submission."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.decisions.comparing import Change, changes, lines_of
from opora.decisions.drafting import edit_part, submit_for_approval, withdraw
from opora.decisions.finality import record_remedy_filed
from opora.decisions.models import IN_EFFECT, Decision, DecisionState, Undoing
from opora.decisions.parts import edits_that_no_longer_fit, generated_text, written_parts
from opora.decisions.reopening import reopened_in
from opora.organisation.access import may
from opora.organisation.access import obstacle as obstacle_to
from opora.people.addresses_in_words import without_hidden
from opora.people.models import Person
from opora.rights.deciding import draft_from, redraft_from
from opora.rights.determining import determine
from opora.rights.redeciding import month_of
from opora.web.access import WorkerRequest, needs
from opora.web.beside_an_act import beside_an_act
from opora.web.case_frame import application_in, application_of, find_case, header
from opora.web.doubts import doubts
from opora.web.explained_days import article_of, told
from opora.web.forms.decisions import PartForm, ReturnForm, SubmitForm, WarningsForm
from opora.web.forms.service import RemedyForm
from opora.web.letter_pages import drawn
from opora.web.refusal import on_refusal

CAN_BE_CONTESTED = (DecisionState.ISSUED, DecisionState.SERVED)


@needs("see_decision")
def decisions(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Every decision of a case, the newest first."""
    case = find_case(request, public_id)
    found = case.decisions.select_related("drafted_by", "decided_by", "document").order_by("-pk")
    context = header(request, case, "decisions") | {
        "decisions": list(found),
        "may_draft": may(request.worker, "draft_decision", case=case),
        "is_application": application_in(case) is not None,
    }
    return render(request, "decisions/list.html", context)


@require_POST
@needs("draft_decision")
def draft_decision(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Keep the computation, and draft the decision that follows from it; or let the open draft follow it."""
    case = find_case(request, public_id)
    application = application_of(case)
    now = timezone.now()
    today = timezone.localdate()
    with transaction.atomic():  # a draft that is refused leaves no computation behind either
        found = case.decisions.filter(state__in=["draft", "returned"]).first()
        month = month_of(found) if found else None
        determination = determine(
            application,
            by=request.worker,
            at=now,
            on=today,
            month=month,
            step="decide_again" if month else "calculate",
        )
        if found is None:
            reopened = reopened_in(case)
            found = draft_from(
                determination,
                by=request.worker,
                at=now,
                on=today,
                replaces=reopened,
                undoing=Undoing.REPLACES if reopened else "",
            )
            words = _("The draft is ready. Read it, complete what only you know, and submit it.")
            messages.success(request, words)
        elif redraft_from(found, determination, by=request.worker, at=now, on=today):
            words = _("The draft follows the new computation. Some of your edits no longer fit.")
            messages.warning(request, words)
        else:
            messages.success(request, _("The draft follows the new computation."))
    return redirect("decision", found.public_id)


@needs("see_decision")
def decision(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """One decision: its parts, its pages, and what this worker may do with it."""
    return draw_decision(request, find_decision(request, public_id))


@require_POST
@needs("edit_decision")
def edit_decision(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Rewrite one editable part, or take the edit back with an empty text."""
    found = find_decision(request, public_id)
    form = PartForm(request.POST)
    on_refusal(request, form=form, draw=lambda: draw_decision(request, found, part=form))
    if not form.is_valid():
        return draw_decision(request, found, part=form)
    found = edit_part(found, by=request.worker, at=timezone.now(), **form.cleaned_data)
    if request.htmx:
        return draw_decision(request, find_decision(request, public_id))
    return redirect("decision", public_id)


@require_POST
@needs("submit_decision")
def submit_decision(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Hand the draft to the one who decides; one that came back with what was put right."""
    found = find_decision(request, public_id)
    form = SubmitForm(request.POST, came_back=found.state == DecisionState.RETURNED)
    on_refusal(request, form=form, draw=lambda: draw_decision(request, found, submitting=form))
    if not form.is_valid():
        return draw_decision(request, found, submitting=form)
    submit_for_approval(found, by=request.worker, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The draft is submitted. A decision-maker of the unit will look at it."))
    return redirect("decision", public_id)


@require_POST
@needs("withdraw_decision")
def withdraw_decision(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Drop a draft that was never issued."""
    found = withdraw(find_decision(request, public_id), by=request.worker, at=timezone.now())
    messages.success(request, _("The draft is withdrawn."))
    return redirect("decisions", found.case.public_id)


@require_POST
@needs("record_service")
def remedy_filed(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """An appeal or objection came in."""
    found = find_decision(request, public_id)
    form = RemedyForm(request.POST)
    on_refusal(request, form=form, draw=lambda: draw_decision(request, found, remedy=form))
    if not form.is_valid():
        return draw_decision(request, found, remedy=form)
    record_remedy_filed(found, filed_on=form.cleaned_data["filed_on"], by=request.worker, at=timezone.now())
    messages.success(
        request, _("The remedy is recorded. The decision does not become final until it is decided.")
    )
    return redirect("decision", public_id)


def find_decision(request: WorkerRequest, public_id: UUID) -> Decision:
    """The decision, if this worker may see its case."""
    found = Decision.objects.visible_to(request.worker).select_related(
        "case__unit", "case__centre", "case__assigned_to", "drafted_by", "decided_by", "document"
    )
    return get_object_or_404(found, public_id=public_id)


def draw_decision(
    request: WorkerRequest,
    found: Decision,
    *,
    part: PartForm | None = None,
    submitting: SubmitForm | None = None,
    returning: ReturnForm | None = None,
    warnings: WarningsForm | None = None,
    remedy: RemedyForm | None = None,
) -> HttpResponse:
    """The page of a decision, with the form that was refused where there is one."""
    wrong = part or submitting or returning or warnings or remedy
    may_edit = may(request.worker, "edit_decision", case=found.case, decision=found)
    stale = edits_that_no_longer_fit(found.letter, found.edits)
    _hide_addresses(found)
    versions = _versions(found, part)
    may_submit = may(request.worker, "submit_decision", case=found.case, decision=found)
    obstacle = obstacle_to(request.worker, "approve_decision", case=found.case, decision=found)
    context = header(request, found.case, "decisions") | {
        "decision": found,
        "versions": versions,
        "homeless": _without_a_field(part, versions, may_edit) if part else None,
        "stale": stale,
        "pages": drawn(found.letter, found.edits),
        "may_edit": may_edit,
        "may_submit": may_submit,
        "may_withdraw": may(request.worker, "withdraw_decision", case=found.case, decision=found),
        "may_decide": obstacle is None,
        "why_not_decide": obstacle if found.state == DecisionState.SUBMITTED else None,
        "appeals": list(found.appeals.select_related("filed_by").order_by("pk")),
        "may_appeal": found.state in IN_EFFECT
        and found.remedy["kind"] != "objection"
        and may(request.worker, "record_service", case=found.case),
        "may_link": found.state in IN_EFFECT and may(request.worker, "draft_decision", case=found.case),
        "may_record": found.state in CAN_BE_CONTESTED
        and found.remedy["kind"] == "objection"
        and may(request.worker, "record_service", case=found.case),
        "remedy_form": remedy or RemedyForm(initial={"filed_on": timezone.localdate()}),
        "days": _days(found),
        "submit_form": submitting or SubmitForm(came_back=found.state == DecisionState.RETURNED),
        "since_return": _since_return(found),
        "return_form": returning or ReturnForm(),
        "doubts": doubts(found.warnings),
        "warnings_form": warnings or WarningsForm(warnings=found.warnings),
        "beside": beside_an_act(found, request.worker) if may_submit or obstacle is None else None,
    }
    return render(request, "decisions/decision.html", context, status=422 if wrong else 200)


def _hide_addresses(found: Decision) -> None:
    """A letter composed before an address was protected holds it still: it is not shown, nor issued so."""
    persons = Person.objects.filter(pk__in=found.case.person_ids())
    shown = without_hidden([found.letter, found.edits], persons, timezone.localdate())
    found.letter, found.edits = shown


def _since_return(found: Decision) -> list[Change] | None:
    """What the letter says otherwise than when it was given back; none where it never was."""
    if not found.returned_lines:
        return None
    return changes(found.returned_lines, lines_of(found.letter, found.edits))


def _days(found: Decision) -> list[dict[str, Any]]:
    """The days that follow from service, each with how it was computed."""
    words = {
        "remedy_ends": _("Term of the remedy ends"),
        "final": _("Final"),
        "enforceable": _("Enforceable"),
    }
    return [
        {"words": words[key], "day": told_day["day"], "told": told(told_day), "article": article_of(told_day)}
        for key, told_day in found.explained.items()
        if key in words
    ]


def _versions(found: Decision, wrong: PartForm | None) -> list[dict[str, Any]]:
    return [
        {
            "language": language,
            "letter": letter,
            "written": {part["key"]: _part(found, language, part, wrong) for part in written_parts(letter)},
            "reasons": [_part(found, language, part, wrong) for part in letter.get("reasons", [])],
        }
        for language, letter in found.letter["versions"].items()
    ]


def _part(
    found: Decision, language: str, section: Mapping[str, Any], wrong: PartForm | None
) -> dict[str, Any]:
    """A part of the letter, with the officer's edit where there is one."""
    path = f"{language}/{section['key']}"
    edit = found.edits.get(path)
    generated = generated_text(section) if section["editable"] else ""
    typed = wrong.data.get("text") if wrong is not None and wrong.data.get("path") == path else None
    return {
        "path": path,
        "heading": section["heading"],
        "blocks": section["blocks"],
        "is_editable": section["editable"],
        "is_edited": edit is not None,
        "generated": generated,
        "text": typed if typed is not None else edit["text"] if edit else generated,
        "errors": _what_is_wrong(wrong) if typed is not None and wrong is not None else [],
    }


def _without_a_field(
    wrong: PartForm, versions: list[dict[str, Any]], may_edit: bool
) -> dict[str, Any] | None:
    """What was typed for a part that can no longer be edited: it is shown beside the letter, to be copied."""
    path = wrong.data.get("path")
    parts = [part for each in versions for part in (*each["written"].values(), *each["reasons"])]
    fields = {part["path"] for part in parts if part["is_editable"]}
    if may_edit and path in fields:
        return None
    return {"text": wrong.data.get("text", ""), "errors": _what_is_wrong(wrong)}


def _what_is_wrong(wrong: PartForm) -> list[str]:
    return [*wrong.errors.get("text", []), *wrong.non_field_errors()]
