"""Taking in an application: one page, members found or entered row by row, nothing lost on an error."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from opora.organisation.access import reach
from opora.organisation.models import Unit, Worker
from opora.people.folding import order_key
from opora.rights.known_before import Known, known_before
from opora.web.access import WorkerRequest, needs
from opora.web.forms.intake import ReceiptForm
from opora.web.household_rows import Row, change_rows, first_rows, look_for_records, read_rows
from opora.web.refusal import UNPROCESSABLE, on_refusal
from opora.web.taking_in import take_in
from opora.web.what_is_wrong import what_is_wrong


@needs("file_application")
def new_application(request: WorkerRequest) -> HttpResponse:
    """The form; a button of a row changes the rows, the last button takes the application in."""
    units = _units(request.worker)
    if request.method != "POST":
        initial = {"filed_on": timezone.localdate(), "unit": request.worker.unit_id}
        rows = first_rows(request.GET.get("applicant", ""))
        return _page(request, ReceiptForm(units=units, initial=initial), rows)
    receipt = ReceiptForm(request.POST, request.FILES, units=units)
    step = request.POST.get("step", "")
    rows = read_rows(request.POST, judged=not step)
    if step:
        receipt = ReceiptForm(units=units, initial=_typed(receipt))
        return _page(request, receipt, change_rows(rows, step, request.worker))
    named = [row for row in rows if row.is_applicant or not row.is_empty]
    on_refusal(request, form=receipt, draw=lambda: _page(request, receipt, rows, status=UNPROCESSABLE))
    complete = all([receipt.is_valid(), *(row.is_complete() for row in named)])
    if look_for_records(named, request.worker) or not complete:
        return _page(request, receipt, rows, status=UNPROCESSABLE)
    application = take_in(
        receipt=receipt.cleaned_data, rows=named, by=request.worker, today=timezone.localdate()
    )
    messages.success(request, _("The case %(number)s is open.") % {"number": application.case.number})
    if application.case.assigned_to_id is None:
        messages.info(
            request, _("An address in this household is protected, so the head of the unit assigns the case.")
        )
    address = resolve_url("facts", application.case.public_id)
    return HttpResponseClientRedirect(address) if request.htmx else HttpResponseRedirect(address)


def _page(request: WorkerRequest, receipt: ReceiptForm, rows: list[Row], status: int = 200) -> HttpResponse:
    context = {
        "form": receipt,
        "rows": rows,
        "wrong": what_is_wrong(receipt, rows) if status == UNPROCESSABLE else [],
        "is_sent_back": request.method == "POST",
        "known_before": _known_of_applicant(rows, request.worker),
        "trail": [(_("My day"), resolve_url("worklist")), (_("New application"), "")],
    }
    return render(request, "applications/new.html", context, status=status)


def _known_of_applicant(rows: list[Row], worker: Worker) -> list[Known]:
    """Undecided claims, unproved aid and reasons on the applicant's side, once it is known who they are."""
    applicant = next((row.person for row in rows if row.is_applicant and row.person), None)
    return known_before(applicant, by=worker, on=timezone.localdate()) if applicant else []


def _typed(receipt: ReceiptForm) -> dict[str, object]:
    """What was typed so far, shown again without judging it yet."""
    return {
        "filed_on": receipt["filed_on"].value(),
        "channel": receipt["channel"].value(),
        "unit": receipt["unit"].value(),
        "unit_reason": receipt["unit_reason"].value(),
        "left_out_reason": receipt["left_out_reason"].value(),
        "capacity_reason": receipt["capacity_reason"].value(),
        "rights": receipt["rights"].value(),
    }


def _units(worker: Worker) -> list[Unit]:
    """The units in which this worker may take applications in."""
    found = reach(worker, "file_application")
    units = (
        Unit.objects.filter(centre=found.centre) if found.centre else Unit.objects.filter(pk__in=found.units)
    )
    return sorted(units, key=lambda unit: order_key(unit.name))
