"""Overpaid amounts: found in a case, demanded back by a decision, and followed until they are returned."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.audit import trail
from opora.cases.models import Case
from opora.decisions.introduction import right_name
from opora.organisation.access import may, require
from opora.rights.models import Debt
from opora.rights.recovery import draft_recovery, enter_repayment, overpaid_in, rest_of, state_of
from opora.web.access import WorkerRequest, needs
from opora.web.case_frame import application_of, find_case, header
from opora.web.forms.debts import RecoveryForm, RepaymentForm
from opora.web.paging import page_by_key
from opora.web.refusal import UNPROCESSABLE, on_refusal


@needs("draft_decision")
def overpaid(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """What was paid above what is due in a case, and the draft of the decision that demands it back."""
    case = find_case(request, public_id)
    require(request.worker, "draft_decision", case=case)
    application_of(case)
    rights = list(dict.fromkeys(each.right for each in overpaid_in(case)))
    form = RecoveryForm(request.POST or None, rights=rights)
    if request.method != "POST":
        return _overpaid(request, case, form)
    on_refusal(request, form=form, draw=lambda: _overpaid(request, case, form, status=UNPROCESSABLE))
    if not form.is_valid():
        return _overpaid(request, case, form, status=UNPROCESSABLE)
    now = timezone.now()
    drafted = draft_recovery(case, by=request.worker, at=now, on=timezone.localdate(now), **form.cleaned_data)
    messages.success(request, _("The decision on repayment is drafted. Read it and submit it."))
    return redirect("decision", drafted.decision.public_id)


@needs("see_debts")
def debts(request: WorkerRequest) -> HttpResponse:
    """The debts in the worker's reach, the newest first."""
    page = page_by_key(_seen(request), request.GET.get("after", ""))
    today = timezone.localdate()
    trail.shows([debt.person_id for debt in page.rows])
    rows = [(debt, right_name(debt.right), rest_of(debt), state_of(debt, today).label) for debt in page.rows]
    return render(request, "debts/debts.html", {"page": page, "rows": rows})


@needs("see_debts")
def debt(request: WorkerRequest, pk: int) -> HttpResponse:
    """One debt: months, what was kept back, what was paid, the rest."""
    return _debt(request, _find(request, pk), RepaymentForm())


@require_POST
@needs("enter_repayment")
def repay(request: WorkerRequest, pk: int) -> HttpResponse:
    """Enter what came to the account."""
    found, form = _find(request, pk), RepaymentForm(request.POST)
    on_refusal(request, form=form, draw=lambda: _debt(request, found, form, status=UNPROCESSABLE))
    if not form.is_valid():
        return _debt(request, found, form, status=UNPROCESSABLE)
    now = timezone.now()
    enter_repayment(found, by=request.worker, at=now, on=timezone.localdate(now), **form.cleaned_data)
    messages.success(request, _("The repayment is entered."))
    return redirect("debt", pk)


def _seen(request: WorkerRequest) -> QuerySet[Debt]:
    cases = Case.objects.reached_for("see_debts", request.worker)
    return Debt.objects.filter(decision__case__in=cases).select_related("decision__case", "person")


def _find(request: WorkerRequest, pk: int) -> Debt:
    return get_object_or_404(_seen(request), pk=pk)


def _overpaid(request: WorkerRequest, case: Case, form: RecoveryForm, *, status: int = 200) -> HttpResponse:
    found = [(each, right_name(each.right)) for each in overpaid_in(case)]
    context = header(request, case, "decisions") | {"found": found, "form": form}
    return render(request, "debts/overpaid.html", context, status=status)


def _debt(request: WorkerRequest, found: Debt, form: RepaymentForm, *, status: int = 200) -> HttpResponse:
    trail.shows([found.person_id])
    context = {
        "debt": found,
        "right": right_name(found.right),
        "state": state_of(found, timezone.localdate()).label,
        "rest": rest_of(found),
        "offsets": found.offsets.select_related("payment__run").order_by("pk"),
        "repayments": found.repayments.select_related("entered_by").order_by("paid_on", "pk"),
        "form": form,
        "may_enter": may(request.worker, "enter_repayment", case=found.decision.case),
        "trail": [(_("Overpaid amounts"), reverse("debts")), (found.person.full_name, "")],
    }
    return render(request, "debts/debt.html", context, status=status)
