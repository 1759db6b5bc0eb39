"""Payment lists: those drawn, their lines, and the file for the payer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from opora.audit import trail
from opora.cases.models import Case
from opora.decisions.introduction import right_name
from opora.documents.file_names import file_name
from opora.organisation.access import may
from opora.organisation.models import Worker
from opora.people.bank_accounts import accounts_at
from opora.people.models import AccountChange, Person
from opora.people.need_to_know import known_among
from opora.rights.models import Entitlement, Payment, PaymentRun
from opora.rights.payments import draw_payments as draw
from opora.rights.payments import payments_csv
from opora.rights.prolonging import ground_of
from opora.web.access import WorkerRequest, needs
from opora.web.forms.payments import DrawForm
from opora.web.paging import page_by_key
from opora.web.refusal import on_refusal

CHANGES_SHOWN = 50
RECIPIENT = gettext_noop("Ministry, payment service")


@needs("see_payments")
def payments(request: WorkerRequest) -> HttpResponse:
    """The lists drawn so far, the newest first."""
    return _page(request, DrawForm(initial={"month": timezone.localdate()}))


@require_POST
@needs("draw_payments")
def draw_payments(request: WorkerRequest) -> HttpResponse:
    """Draw the list of a month and a right."""
    form = DrawForm(request.POST)
    on_refusal(request, form=form, draw=lambda: _page(request, form, status=422))
    if not form.is_valid():
        return _page(request, form, status=422)
    run = draw(by=request.worker, at=timezone.localtime(), **form.cleaned_data)
    messages.success(request, _("The payment list is drawn."))
    return redirect("payment_run", run.pk)


@needs("see_payments")
def payment_run(request: WorkerRequest, pk: int) -> HttpResponse:
    """The lines of one list: every amount, but the recipient only where this worker may read the case."""
    run = _find(request, pk)
    of_run = Payment.objects.filter(run=run)
    rows = of_run.select_related(
        "entitlement__person", "entitlement__decision", "entitlement__prolongation__act"
    ).annotate(kept=Sum("offsets__cents"))
    page = page_by_key(rows, request.GET.get("after", ""), descending=False, size=50)
    without_account = Entitlement.objects.filter(pk__in=run.left_out).select_related("person", "decision")
    left_out = list(without_account[:50])
    told_of = _told_of(request.worker, [*(payment.entitlement for payment in page.rows), *left_out])
    trail.shows([entitlement.person_id for entitlement in told_of])
    accounts = accounts_at([entitlement.person for entitlement in told_of], run.drawn_at)
    context = {
        "run": run,
        "right": right_name(run.right),
        "page": page,
        "rows": [
            (
                payment,
                payment.entitlement in told_of,
                ground_of(payment.entitlement),
                *accounts.get(payment.entitlement.person_id, ("", False)),
            )
            for payment in page.rows
        ],
        "left_out": [(entitlement, entitlement in told_of) for entitlement in left_out],
        "may_download": may(request.worker, "draw_payments"),
        "totals": of_run.aggregate(cents=Sum("cents"), lines=Count("pk")),
        "trail": [(_("Payments"), reverse("payments")), (right_name(run.right), "")],
    }
    return render(request, "payments/run.html", context)


@needs("draw_payments")
def payment_csv(request: WorkerRequest, pk: int) -> HttpResponse:
    """The file as it was drawn, for the payer: it names everybody, so it is for whoever draws lists."""
    run = _find(request, pk)
    trail.shows(Payment.objects.filter(run=run).values_list("entitlement__person_id", flat=True))
    trail.discloses(RECIPIENT)
    with translation.override("sl"):
        name = file_name("payments", right_name(run.right), f"{run.month:%Y-%m}", ending=".csv")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(payments_csv(run), content_type="text/csv; charset=utf-8", headers=headers)


def _told_of(worker: Worker, entitlements: list[Entitlement]) -> set[Entitlement]:
    """Those whose case this worker may read: a list of payments opens no sealed case."""
    cases = Case.objects.visible_to(worker).filter(pk__in={one.decision.case_id for one in entitlements})
    seen = set(cases.values_list("pk", flat=True))
    return {one for one in entitlements if one.decision.case_id in seen}


def _waiting_changes(worker: Worker) -> dict[str, Any]:
    """Whose account is to change while the old one is paid; named where this worker may open them."""
    paid = Entitlement.objects.filter(person=OuterRef("person"), unit__centre=worker.centre_id)
    found = AccountChange.objects.waiting().filter(Exists(paid)).select_related("person").order_by("pk")
    changes = list(found[:CHANGES_SHOWN])
    persons = [change.person_id for change in changes]
    known = known_among(persons, worker, Person.objects.all()) if persons else set()
    trail.shows(known)
    return {
        "persons": [change.person for change in changes if change.person_id in known],
        "withheld": sum(change.person_id not in known for change in changes),
    }


def _find(request: WorkerRequest, pk: int) -> PaymentRun:
    return get_object_or_404(
        PaymentRun.objects.select_related("drawn_by"), pk=pk, centre=request.worker.centre_id
    )


def _page(request: WorkerRequest, form: forms.Form, *, status: int = 200) -> HttpResponse:
    runs = PaymentRun.objects.filter(centre=request.worker.centre_id).select_related("drawn_by")
    counted = runs.annotate(lines=Count("payments"), cents=Sum("payments__cents"))
    page = page_by_key(counted, request.GET.get("after", ""))
    context = {
        "form": form,
        "page": page,
        "waiting": _waiting_changes(request.worker),
        "rows": [(run, right_name(run.right)) for run in page.rows],
        "may_draw": may(request.worker, "draw_payments"),
    }
    return render(request, "payments/payments.html", context, status=status)
