"""Appeals against a decision: taken in, rejected or sent on, decided by the second instance, served."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.audit import trail
from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case
from opora.decisions.appeal_answers import ask_for_answers
from opora.decisions.appeals import (
    draft_rejection,
    enter_result,
    enter_result_served,
    forward_appeal,
    receive_appeal,
    withdraw_appeal,
)
from opora.decisions.models import Appeal, AppealState, Decision
from opora.decisions.opposing import opposing_parties
from opora.documents.models import Document
from opora.law.procedure import appeal_answer_days
from opora.organisation.access import may, require
from opora.people.models import Person
from opora.web.access import WorkerRequest, needs
from opora.web.appeal_routes import told_route
from opora.web.case_frame import header
from opora.web.decisions import find_decision
from opora.web.forms.acts import AnswersForm, AppealForm, OnForm, ReasonsForm, ResultForm, ResultServedForm
from opora.web.refusal import on_refusal


@needs("record_service")
def receive(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Take an appeal in."""
    found = find_decision(request, public_id)
    require(request.worker, "record_service", case=found.case)
    given = request.POST if request.method == "POST" else None
    today = timezone.localdate()
    form = AppealForm(
        given,
        persons=Person.objects.filter(parties__case=found.case).distinct().order_by("family_order", "pk"),
        documents=_incoming(found.case),
        initial={"filed_on": today, "received_on": today},
    )
    on_refusal(request, form=form, draw=lambda: _draw_intake(request, found, form))
    if given is None or not form.is_valid():
        return _draw_intake(request, found, form)
    entered = {name: value or None for name, value in form.cleaned_data.items()}
    received = receive_appeal(found, by=request.worker, at=timezone.now(), **entered)  # type: ignore[arg-type]
    if received.fault:
        messages.warning(request, _("The appeal is entered. It must be rejected by a ruling: see below."))
    else:
        messages.success(request, _("The appeal is entered. The term for sending it on runs."))
    return redirect("appeal", received.public_id)


@needs("see_decision")
def appeal(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """One appeal and what may be done with it now."""
    return _draw(request, _find(request, public_id))


@require_POST
@needs("draft_decision")
def reject(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Draft the ruling that rejects an appeal out of time or not allowed."""
    found = _find(request, public_id)
    form = ReasonsForm(request.POST)
    on_refusal(request, form=form, draw=lambda: _draw(request, found, rejecting=form))
    if not form.is_valid():
        return _draw(request, found, rejecting=form)
    now = timezone.now()
    ruling = draft_rejection(
        found, by=request.worker, at=now, on=timezone.localdate(now), **form.cleaned_data
    )
    messages.success(request, _("The ruling is drafted."))
    return redirect("decision", ruling.public_id)


@require_POST
@needs("record_service")
def forward(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """The appeal went to the second instance."""
    found = _find(request, public_id)
    form = OnForm(request.POST, prefix="forward")
    on_refusal(request, form=form, draw=lambda: _draw(request, found, forwarding=form))
    if not form.is_valid():
        return _draw(request, found, forwarding=form)
    forward_appeal(found, by=request.worker, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("It is recorded that the appeal was sent on."))
    return redirect("appeal", public_id)


@require_POST
@needs("record_service")
def ask(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """The appeal was served on the opposing party, who has a term to answer."""
    found = _find(request, public_id)
    form = AnswersForm(request.POST, prefix="answers")
    on_refusal(request, form=form, draw=lambda: _draw(request, found, asking=form))
    if not form.is_valid():
        return _draw(request, found, asking=form)
    ask_for_answers(found, by=request.worker, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The term for the answer runs; the term for sending on begins after it."))
    return redirect("appeal", public_id)


@require_POST
@needs("record_service")
def result(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """The second instance decided."""
    found = _find(request, public_id)
    form = ResultForm(request.POST, documents=_incoming(found.decision.case))
    on_refusal(request, form=form, draw=lambda: _draw(request, found, deciding=form))
    if not form.is_valid():
        return _draw(request, found, deciding=form)
    entered = form.cleaned_data | {"document": form.cleaned_data["document"] or None}
    enter_result(found, by=request.worker, at=timezone.now(), **entered)
    messages.success(request, _("The result is recorded, and the decision follows it."))
    return redirect("appeal", public_id)


@require_POST
@needs("record_service")
def result_served(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """The act on the appeal was served."""
    found = _find(request, public_id)
    form = ResultServedForm(request.POST)
    on_refusal(request, form=form, draw=lambda: _draw(request, found, serving=form))
    if not form.is_valid():
        return _draw(request, found, serving=form)
    enter_result_served(found, by=request.worker, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The service of the act on the appeal is recorded."))
    return redirect("appeal", public_id)


@require_POST
@needs("record_service")
def withdraw(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """The appellant took the appeal back."""
    found = _find(request, public_id)
    form = OnForm(request.POST, prefix="withdraw")
    on_refusal(request, form=form, draw=lambda: _draw(request, found, withdrawing=form))
    if not form.is_valid():
        return _draw(request, found, withdrawing=form)
    withdraw_appeal(found, by=request.worker, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("It is recorded that the appeal was withdrawn."))
    return redirect("appeal", public_id)


def _find(request: WorkerRequest, public_id: UUID) -> Appeal:
    appeals = Appeal.objects.filter(decision__case__in=Case.objects.visible_to(request.worker))
    found = appeals.select_related(
        "decision__case__unit", "decision__case__centre", "filed_by", "document", "result_document", "ruling"
    )
    return get_object_or_404(found, public_id=public_id)


def _shortest_answer() -> int:
    return appeal_answer_days(timezone.localdate())[0]


def _incoming(case: Case) -> list[Document]:
    return list(Document.objects.filter(case=case).incoming().order_by("-pk"))


def _draw_intake(request: WorkerRequest, found: Decision, form: AppealForm) -> HttpResponse:
    context = header(request, found.case, "decisions") | {"form": form, "decision": found}
    return render(request, "appeals/new.html", context, status=422 if form.is_bound else 200)


def _draw(request: WorkerRequest, found: Appeal, **refused: Any) -> HttpResponse:
    case, today = found.decision.case, {"on": timezone.localdate()}
    may_record = may(request.worker, "record_service", case=case)
    is_here = found.state == AppealState.RECEIVED
    opposing = opposing_parties(found) if is_here and not found.fault else []
    trail.shows([person.pk for person in opposing], case_id=case.pk)
    context = header(request, case, "decisions") | {
        "appeal": found,
        "route": told_route(task_of(case).rights),
        "opposing": opposing,
        "may_ask": bool(opposing) and found.answer_until is None and may_record,
        "ask_form": refused.get("asking")
        or AnswersForm(prefix="answers", initial={"served_on": today["on"], "days": _shortest_answer()}),
        "may_reject": is_here
        and bool(found.fault)
        and found.ruling is None
        and may(request.worker, "draft_decision", case=case),
        "may_forward": is_here
        and not found.fault
        and may_record
        and not (opposing and found.answer_until is None),
        "may_decide": found.state == AppealState.FORWARDED and may_record,
        "may_serve": found.result_on is not None and found.result_served_on is None and may_record,
        "may_withdraw": found.is_pending and may_record,
        "reject_form": refused.get("rejecting") or ReasonsForm(),
        "forward_form": refused.get("forwarding") or OnForm(prefix="forward", initial=today),
        "result_form": refused.get("deciding") or ResultForm(documents=_incoming(case)),
        "serve_form": refused.get("serving") or ResultServedForm(),
        "withdraw_form": refused.get("withdrawing") or OnForm(prefix="withdraw", initial=today),
    }
    return render(request, "appeals/appeal.html", context, status=422 if refused else 200)
