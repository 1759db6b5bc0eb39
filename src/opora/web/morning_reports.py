"""Morning reports of the on-call service: what is due by ten, sent, received by the offices, taken over."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.cases.executors import word_of
from opora.cases.models import Case, CaseRecord
from opora.cases.records import Faulty
from opora.catalogue import catalogue
from opora.catalogue.schema import Record
from opora.duty.export import clock
from opora.duty.morning_reports import (
    REPORT,
    SEAT,
    UNIT,
    Report,
    accept_report,
    receive_report,
    reports_of,
    send_report,
)
from opora.duty.report_forms import CALL, calls_without_report, open_report, prefilled, report_of
from opora.organisation.access import may
from opora.organisation.models import Unit
from opora.organisation.refusal import Refused
from opora.web.access import WorkerRequest, needs
from opora.web.at_hand import at_hand
from opora.web.catalogue_sheet import reading
from opora.web.forms.morning_reports import SendReportForm
from opora.web.forms.record_form import RecordForm
from opora.web.refusal import UNPROCESSABLE, on_refusal
from opora.web.what_is_wrong import what_is_wrong

CALLS_SHOWN = 20


@needs("see_case")
def morning_reports(request: WorkerRequest) -> HttpResponse:
    """Reports of interventions this worker may read, the one due first in front."""
    return _page(request)


@require_POST
@needs("do_step")
def send_morning_report(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Send a report to both main offices."""
    case = _case(request, public_id)
    form = SendReportForm(request.POST, units=_units(request), auto_id=f"{case.public_id}-%s")

    def draw() -> HttpResponse:
        return _page(request, tried=case, form=form, status=UNPROCESSABLE)

    on_refusal(request, form=form, draw=draw)
    if not form.is_valid():
        return draw()
    send_report(case, **form.cleaned_data, by=request.worker, at=timezone.now())
    messages.success(request, _("The report is with both main offices."))
    return redirect("morning_reports")


@require_POST
@needs("keep_record")
def receive_morning_report(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Say that a report has come to one's main office."""
    receive_report(_case(request, public_id), by=request.worker, at=timezone.now())
    messages.success(request, _("The receipt is entered."))
    return redirect("morning_reports")


@require_POST
@needs("take_over_case")
def accept_morning_report(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Take a report over in one's unit."""
    case = _case(request, public_id)
    accept_report(case, by=request.worker, at=timezone.now())
    messages.success(request, _("You have taken the report over. The case is yours now."))
    return redirect("case_work", case.public_id)


@needs("open_case")
def write_morning_report(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """The report of a call in its form, filled in from the call; and what is opened with it."""
    call = _case(request, public_id)
    if call.task != CALL or report_of(call) is not None:
        if request.method == "POST":
            raise Refused(_("This case needs no report, or has one already."))
        return redirect("case", call.public_id)
    definition = _report_sheet()
    form = RecordForm(
        request.POST or None,
        definition=definition,
        at_hand=at_hand(call, definition, request.worker),
        initial=prefilled(call, by=request.worker, at=timezone.now()),
    )

    def draw() -> HttpResponse:
        context = {
            "form": form,
            "name": definition.name(reading()),
            "number": call.number,
            "wrong": what_is_wrong(form, []) if form.errors else [],
            "trail": [
                (_("On-call service"), reverse("duty")),
                (_("Morning reports"), reverse("morning_reports")),
            ],
        }
        return render(
            request, "duty/write_report.html", context, status=UNPROCESSABLE if form.errors else 200
        )

    on_refusal(request, form=form, draw=draw)
    if request.method != "POST" or not form.is_valid():
        return draw()
    try:
        report = open_report(call, form.values(), by=request.worker, at=timezone.now())
    except Faulty as faulty:
        form.say(faulty.faults)
        return draw()
    messages.success(request, _("The report is opened. Its form and attachments wait among the papers."))
    return redirect("papers", report.public_id)


def _report_sheet() -> Record:
    task = catalogue().as_read.tasks[REPORT][-1]
    return next(each for each in task.records if each.key == "report_sheet")


def _page(
    request: WorkerRequest,
    *,
    tried: Case | None = None,
    form: SendReportForm | None = None,
    status: int = 200,
) -> HttpResponse:
    may_write = may(request.worker, "open_case")
    found = reports_of(request.worker, at=timezone.now())
    units = _units(request)
    rows = [
        {
            "report": each,
            "late": clock(each.late) if each.late else "",
            "offices": [
                (word_of("intervention_offices", office), _told(each, office)) for office in (SEAT, UNIT)
            ],
            "form": form
            if tried is not None and tried.pk == each.case.pk
            else SendReportForm(units=units, auto_id=f"{each.case.public_id}-%s"),
            "may_send": not each.deliveries and may(request.worker, "do_step", case=each.case),
            "may_receive": _may_receive(request, each),
            "may_take": _may_take(request, each),
        }
        for each in found
    ]
    context = {
        "rows": rows,
        "calls": list(calls_without_report(request.worker)[:CALLS_SHOWN]) if may_write else [],
        "trail": [(_("On-call service"), reverse("duty")), (_("Morning reports"), "")],
    }
    return render(request, "duty/reports.html", context, status=status)


def _of(report: Report, office: str) -> CaseRecord | None:
    return next((each for each in report.deliveries if each.content["office"] == office), None)


def _told(report: Report, office: str) -> dict[str, Any] | None:
    """When the report came to an office, and why it was late."""
    if (delivery := _of(report, office)) is None:
        return None
    received = delivery.content.get("received_at")
    return {
        "received_at": datetime.fromisoformat(received) if received else None,
        "reason": delivery.content.get("delay_reason", ""),
    }


def _may_receive(request: WorkerRequest, report: Report) -> bool:
    office = UNIT if request.worker.unit_id == report.case.unit_id else SEAT
    delivery = _of(report, office)
    waits = delivery is not None and not delivery.content.get("received_at")
    return waits and may(request.worker, "keep_record", case=report.case)


def _may_take(request: WorkerRequest, report: Report) -> bool:
    waits = report.handover is not None and not report.is_taken
    return waits and request.worker.unit_id == report.case.unit_id and may(request.worker, "take_over_case")


def _case(request: WorkerRequest, public_id: UUID) -> Case:
    return get_object_or_404(Case.objects.visible_to(request.worker), public_id=public_id)


def _units(request: WorkerRequest) -> list[Unit]:
    return list(Unit.objects.filter(centre=request.worker.centre_id).order_by("name"))
