"""Runs of a month for a unit's own wards: those drawn up, one of them, its confirmation and its list."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from opora.audit import trail
from opora.cases.models import Case, Party
from opora.documents.file_names import file_name
from opora.organisation.access import may, require
from opora.organisation.refusal import Refused
from opora.wards.account_list import list_of
from opora.wards.confirming import confirm_run
from opora.wards.drawing import cases_of, wards_in, withdraw_run
from opora.wards.dues import WARD
from opora.wards.models import RowKind, RunState, WardRun, WardRunRow
from opora.web.access import WorkerRequest, needs
from opora.web.forms.ward_runs import WithdrawForm
from opora.web.paging import page_by_key
from opora.web.refusal import UNPROCESSABLE, on_refusal
from opora.web.templatetags.page import month as written_month
from opora.web.ward_run_left import how_many_not_in, not_taken

RECIPIENT = gettext_noop("Accounts desk of the centre")
ROWS_SHOWN = 50


@needs("see_ward_runs")
def runs(request: WorkerRequest) -> HttpResponse:
    """The runs with a ward whose case the worker reaches, the newest first."""
    found = _reached(request).select_related("unit", "drawn_by", "confirmed_by")
    taken = Q(rows__is_taken=True)
    counted = found.annotate(
        wards=Count("rows__case", distinct=True),
        cents=Sum("rows__cents", filter=taken),
        payments=Count("rows", filter=taken & Q(rows__kind=RowKind.PAYMENT), distinct=True),
        consents=Count("rows", filter=taken & Q(rows__kind=RowKind.CONSENT), distinct=True),
    )
    page = page_by_key(counted, request.GET.get("after", ""))
    context = {"page": page, "may_draw": may(request.worker, "draw_ward_run")}
    return render(request, "wards/runs.html", context)


@needs("see_ward_runs")
def run(request: WorkerRequest, pk: int) -> HttpResponse:
    """One run: every row, but whose it is only where this worker reaches the case."""
    return _page(request, _find(request, pk), WithdrawForm())


@require_POST
@needs("confirm_ward_run")
def confirm(request: WorkerRequest, pk: int) -> HttpResponse:
    """Let the run hold."""
    found = _find(request, pk)
    on_refusal(request, draw=lambda: _page(request, _find(request, pk), WithdrawForm(), UNPROCESSABLE))
    confirmed = confirm_run(found, by=request.worker, at=timezone.now())
    said = _("The run is confirmed. Payments and consents stand in the cases, the list is ready.")
    messages.success(request, said + how_many_not_in(confirmed, request.worker))
    return redirect("ward_run", pk)


@require_POST
@needs("draw_ward_run")
def withdraw(request: WorkerRequest, pk: int) -> HttpResponse:
    """Take back a run that waits."""
    found, form = _find(request, pk), WithdrawForm(request.POST)
    on_refusal(request, form=form, draw=lambda: _page(request, found, form, UNPROCESSABLE))
    if not form.is_valid():
        return _page(request, found, form, UNPROCESSABLE)
    withdraw_run(found, by=request.worker, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The run is withdrawn. What it took is due again."))
    return redirect("ward_run", pk)


@needs("see_ward_runs")
def account_list(request: WorkerRequest, pk: int) -> HttpResponse:
    """The list for the accounts desk. It names everybody, so it is for who reaches every case in it."""
    found = _find(request, pk)
    for case in cases_of(found):
        require(request.worker, "see_ward_runs", case=case)
    if found.state != RunState.CONFIRMED:
        raise Refused(_("The list is made once the run is confirmed. Ask a colleague to confirm it."))
    trail.shows(wards_in(found))
    trail.discloses(RECIPIENT)
    with translation.override("sl"):
        name = file_name("ward_payments", found.unit.name, f"{found.month:%Y-%m}", ending=".csv")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(list_of(found), content_type="text/csv; charset=utf-8", headers=headers)


def _reached(request: WorkerRequest) -> QuerySet[WardRun]:
    cases = Case.objects.reached_for("see_ward_runs", request.worker)
    rows = WardRunRow.objects.filter(case__in=cases)
    return WardRun.objects.filter(centre=request.worker.centre_id, pk__in=rows.values("run"))


def _find(request: WorkerRequest, pk: int) -> WardRun:
    found = _reached(request).select_related("unit", "drawn_by", "confirmed_by", "withdrawn_by")
    return get_object_or_404(found, pk=pk)


def _page(request: WorkerRequest, found: WardRun, form: WithdrawForm, status: int = 200) -> HttpResponse:
    of_run = found.rows.select_related("case", "due", "written")
    page = page_by_key(of_run, request.GET.get("after", ""), descending=False, size=ROWS_SHOWN)
    cases = {row.case_id for row in page.rows}
    open_to = Case.objects.reached_for("see_ward_runs", request.worker).filter(pk__in=cases)
    reached = set(open_to.values_list("pk", flat=True))
    parties = Party.objects.filter(case__in=reached, role=WARD).select_related("person")
    names = {party.case_id: party for party in parties.order_by("-pk")}
    trail.shows([party.person_id for party in names.values() if party.person_id])
    taken = Q(is_taken=True)
    waits = found.state == RunState.DRAWN
    context = {
        "run": found,
        "waits": waits,
        "is_confirmed": found.state == RunState.CONFIRMED,
        "page": page,
        "rows": [(row, names.get(row.case_id), row.case_id in reached) for row in page.rows],
        "totals": found.rows.aggregate(
            cents=Sum("cents", filter=taken), wards=Count("case", filter=taken, distinct=True)
        ),
        "may_confirm": waits
        and found.drawn_by_id != request.worker.pk
        and may(request.worker, "confirm_ward_run"),
        "is_own": found.drawn_by_id == request.worker.pk,
        "not_taken": not_taken(found, request.worker),
        "may_draw": may(request.worker, "draw_ward_run"),
        "form": form if waits and may(request.worker, "draw_ward_run") else None,
        "trail": [(_("Wards of the unit"), reverse("ward_runs")), (written_month(found.month), "")],
    }
    return render(request, "wards/run.html", context, status=status)
