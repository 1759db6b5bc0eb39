"""The inbox of the one who decides: read, confirm what is uncertain, approve and issue, or give back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.audit import trail
from opora.cases.models import Party, PartyRole
from opora.decisions.drafting import return_to_drafter
from opora.decisions.issuing import approve_and_issue
from opora.decisions.models import Decision
from opora.organisation.access import reach
from opora.organisation.models import Worker
from opora.web.access import WorkerRequest, needs
from opora.web.decisions import draw_decision, find_decision
from opora.web.forms.decisions import ReturnForm, WarningsForm
from opora.web.paging import ROWS, KeyedPage, keyed
from opora.web.refusal import on_refusal

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
KEY = re.compile(r"(\d{1,16})-(\d{1,18})", re.ASCII)


@needs("see_approvals")
def approvals(request: WorkerRequest) -> HttpResponse:
    """Submitted drafts of others, the oldest first."""
    page = _oldest_first(drafts_to_decide(request.worker), request.GET.get("after", ""))
    applicants = Party.objects.filter(
        case__in=[found.case_id for found in page.rows], role=PartyRole.APPLICANT
    ).select_related("person")
    by_case = {party.case_id: party.person for party in applicants}
    trail.shows(by_case.values())
    rows = [(found, by_case.get(found.case_id)) for found in page.rows]
    return render(request, "decisions/approvals.html", {"page": page, "rows": rows})


@require_POST
@needs("approve_decision")
def approve_decision(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Approve and issue: the second pair of eyes."""
    found = find_decision(request, public_id)
    form = WarningsForm(request.POST, warnings=found.warnings)
    on_refusal(request, form=form, draw=lambda: draw_decision(request, found, warnings=form))
    if not form.is_valid():
        return draw_decision(request, found, warnings=form)
    issued = approve_and_issue(
        found,
        by=request.worker,
        on=timezone.localdate(),
        at=timezone.now(),
        confirmed_warnings=form.cleaned_data["confirmed_warnings"],
    )
    messages.success(
        request, _("Decision %(number)s is issued. Its document is being made.") % {"number": issued.number}
    )
    return redirect("decision", public_id)


@require_POST
@needs("return_decision")
def return_decision(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Give a draft back with the reason."""
    found = find_decision(request, public_id)
    form = ReturnForm(request.POST)
    on_refusal(request, form=form, draw=lambda: draw_decision(request, found, returning=form))
    if not form.is_valid():
        return draw_decision(request, found, returning=form)
    return_to_drafter(found, reason=form.cleaned_data["reason"], by=request.worker, at=timezone.now())
    messages.success(request, _("The draft is back with its drafter."))
    return redirect("approvals")


def drafts_to_decide(worker: Worker) -> QuerySet[Decision]:
    """Submitted decisions that this worker may decide: within reach, and drafted by somebody else."""
    found = reach(worker, "approve_decision")
    waiting = Decision.objects.visible_to(worker).awaiting_approval().exclude(drafted_by=worker)
    if found.centre:
        return waiting.filter(case__centre=found.centre)
    return waiting.filter(case__unit__in=found.units)


def _oldest_first(waiting: QuerySet[Decision], after: str) -> KeyedPage:
    """A page in the order of submission, not of drafting; an unreadable key starts anew."""
    key = _read_key(after)
    if key is not None:
        at, pk = key
        waiting = waiting.filter(Q(submitted_at__gt=at) | Q(submitted_at=at, pk__gt=pk))
    rows = waiting.select_related("case__unit", "drafted_by").defer("letter", "edits")
    page = keyed(list(rows.order_by("submitted_at", "pk")[: ROWS + 1]), ROWS, is_later=key is not None)
    return replace(page, next=_key_of(page.rows[-1])) if page.next else page


def _key_of(decision: Decision) -> str:
    """The moment of submission in microseconds and the row, as the next page is asked for."""
    submitted_at = decision.submitted_at or EPOCH
    return f"{(submitted_at - EPOCH) // timedelta(microseconds=1)}-{decision.pk}"


def _read_key(text: str) -> tuple[datetime, int] | None:
    found = KEY.fullmatch(text)
    return (EPOCH + timedelta(microseconds=int(found[1])), int(found[2])) if found else None
