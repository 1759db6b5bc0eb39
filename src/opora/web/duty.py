"""The sheets of the on-call service: the year, a month with its check, what was sent, and files of both."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.cases.executors import word_of
from opora.documents.file_names import file_name
from opora.duty.counting import counting_on, forms_of_file
from opora.duty.export import (
    Package,
    band_names,
    clock,
    crisis_rows,
    package_of,
    package_sent,
    to_csv,
    to_xlsx,
)
from opora.duty.models import Recipient, SentSheet
from opora.duty.months import Month, month_of, months_of
from opora.duty.reporting import sheet_due
from opora.duty.sending import send_sheet
from opora.law.procedure.explained import plus_months
from opora.organisation.access import may
from opora.web.access import WorkerRequest, needs
from opora.web.catalogue_sheet import reading
from opora.web.forms.duty import SendForm
from opora.web.paging import read_key
from opora.web.refusal import UNPROCESSABLE, on_refusal
from opora.web.templatetags.page import month as written_month

CALL = "intervention_call"
"""The task under which whoever is on call takes a call down."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs("see_duty")
def duty(request: WorkerRequest) -> HttpResponse:
    """The months of a year in the columns of the ministry, each with its check and where it was sent."""
    today = timezone.localdate()
    first = forms_of_file(settings.OPORA_DUTY_COUNTING)[0].since.year
    year = min(max(read_key(request.GET.get("year", "")) or today.year, first), today.year)
    months = [date(year, number, 1) for number in range(1, 13) if date(year, number, 1) <= today]
    found = months_of(request.worker.centre, months)
    context = {
        "year": str(year),
        "earlier": str(year - 1) if year > first else "",
        "later": str(year + 1) if year < today.year else "",
        "columns": list(band_names(found[-1].counting, reading()).values()),
        "rows": [_row(each) for each in found],
        "total": _total(found),
        "roster_key": f"{today:%Y-%m}",
        "call": CALL if may(request.worker, "open_case") else "",
    }
    return render(request, "duty/year.html", context)


@needs("see_duty")
def duty_month(request: WorkerRequest, month: str) -> HttpResponse:
    """One month: its figures and check, the crisis tables that go along, and what was sent."""
    return _page(request, _month(request, month))


@require_POST
@needs("send_duty_sheet")
def send_duty_sheet(request: WorkerRequest, month: str) -> HttpResponse:
    """Send the sheet to the main office, or on to the ministry."""
    form = SendForm(request.POST, auto_id=f"{request.POST.get('to', '')}-%s")
    found = _month(request, month)

    def draw() -> HttpResponse:
        return _page(request, found, form=form)

    on_refusal(request, form=form, draw=draw)
    if not form.is_valid():
        return draw()
    sent = send_sheet(
        found.sheet.month,
        to=Recipient(form.cleaned_data["to"]),
        reason=form.cleaned_data["reason"],
        explained=form.cleaned_data["explained"],
        by=request.worker,
        at=timezone.now(),
    )
    messages.success(request, _("The sheet is sent. The copy stays as it was sent."))
    return redirect("sent_duty_sheet", sent.public_id)


@needs("see_duty")
def sent_duty_sheet(request: WorkerRequest, sent_sheet: UUID) -> HttpResponse:
    """A sheet as it was sent."""
    sent = _sent(request, sent_sheet)
    package = _package(sent)
    context = {
        "sent": sent,
        "figures": _figures(package),
        "crisis": crisis_rows(package, reading()),
        "has_crisis": bool(package.crisis_tables),
        "trail": [
            (_("On-call service"), reverse("duty")),
            (written_month(sent.month), reverse("duty_month", args=[f"{sent.month:%Y-%m}"])),
            (_("Sent copy"), ""),
        ],
    }
    return render(request, "duty/sent.html", context)


@needs("see_duty")
def duty_month_csv(request: WorkerRequest, month: str) -> HttpResponse:
    """The month as CSV, as the records give it now."""
    package = package_of(_month(request, month))
    return _file(to_csv(package, reading()), package, "text/csv; charset=utf-8", ".csv")


@needs("see_duty")
def duty_month_xlsx(request: WorkerRequest, month: str) -> HttpResponse:
    """The month with the crisis tables as XLSX, as the records give it now."""
    package = package_of(_month(request, month))
    return _file(to_xlsx(package, reading()), package, XLSX, ".xlsx")


@needs("see_duty")
def sent_duty_sheet_xlsx(request: WorkerRequest, sent_sheet: UUID) -> HttpResponse:
    """The package as it was sent."""
    package = _package(_sent(request, sent_sheet))
    return _file(to_xlsx(package, reading()), package, XLSX, ".xlsx")


def _page(request: WorkerRequest, found: Month, *, form: SendForm | None = None) -> HttpResponse:
    package = package_of(found)
    month = found.sheet.month
    to = form.data.get("to") if form else None
    context = {
        "month": month,
        "key": f"{month:%Y-%m}",
        "figures": _figures(package),
        "difference": found.sheet.difference,
        "doubts": [word_of("implausible_month_reasons", each) for each in found.doubts],
        "missing": [word_of("crisis_centres", each) for each in found.missing_tables],
        "crisis": crisis_rows(package, reading()),
        "has_crisis": bool(package.crisis_tables),
        "sent": [(each, found.differs_from(each)) for each in found.sent],
        "offices": [
            {
                "to": office,
                "form": form if form and to == office else SendForm(auto_id=f"{office}-%s"),
                "due_on": sheet_due(month, office),
                "was_sent": found.last_sent(office) is not None,
            }
            for office in Recipient
        ],
        "is_over": timezone.localdate() >= plus_months(month, 1),
        "may_send": may(request.worker, "send_duty_sheet"),
        "trail": [(_("On-call service"), reverse("duty")), (written_month(month), "")],
    }
    return render(request, "duty/month.html", context, status=UNPROCESSABLE if form and form.errors else 200)


def _row(found: Month) -> dict[str, Any]:
    figures, names = package_of(found).figures, band_names(found.counting, reading())
    return {
        "month": found.sheet.month,
        "key": f"{found.sheet.month:%Y-%m}",
        "interventions": figures["interventions"],
        "hours": clock(figures["minutes"]),
        "bands": [(names[band], clock(minutes)) for band, minutes in figures["bands"].items()],
        "difference": found.sheet.difference,
        "doubts": len(found.doubts),
        "sent": found.sent[-1] if found.sent else None,
        "differs": bool(found.sent and found.differs_from(found.sent[-1])),
    }


def _total(found: list[Month]) -> dict[str, Any]:
    bands = [0] * len(found[-1].counting.bands)
    for each in found:
        for number, minutes in enumerate(each.sheet.bands.values()):
            bands[number] += minutes
    return {
        "interventions": sum(each.sheet.interventions for each in found),
        "hours": clock(sum(each.sheet.minutes for each in found)),
        "bands": list(
            zip(band_names(found[-1].counting, reading()).values(), map(clock, bands), strict=True)
        ),
    }


def _figures(package: Package) -> dict[str, Any]:
    told: Mapping[str, int] = package.figures["bands"]
    names = band_names(package.counting, reading())
    return {
        "interventions": package.figures["interventions"],
        "hours": clock(package.figures["minutes"]),
        "bands": [
            (band.column, names[band.key], clock(told.get(band.key, 0))) for band in package.counting.bands
        ],
        "sum": clock(sum(told.values())),
    }


def _month(request: WorkerRequest, written: str) -> Month:
    try:
        month = date.fromisoformat(f"{written}-01")
        if month > timezone.localdate():
            raise LookupError("This month has not begun.")
        return month_of(request.worker.centre, month)
    except (LookupError, ValueError) as error:
        raise Http404("There is no sheet of this month.") from error


def _sent(request: WorkerRequest, key: UUID) -> SentSheet:
    held = SentSheet.objects.filter(centre=request.worker.centre_id).select_related("sent_by", "unit")
    return get_object_or_404(held, public_id=key)


def _package(sent: SentSheet) -> Package:
    return package_sent(
        sent,
        counting_on(date.fromisoformat(sent.content["form"]), forms_of_file(settings.OPORA_DUTY_COUNTING)),
    )


def _file(content: bytes, package: Package, kind: str, ending: str) -> HttpResponse:
    turn = [f"{package.sent.turn}"] if package.sent else []
    name = file_name("duty_sheet", f"{package.month:%Y-%m}", *turn, ending=ending)
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
