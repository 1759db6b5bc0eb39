"""How long the forms take to fill in, by version: of the centre's forms, and of nobody who fills them in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from opora.documents.file_names import file_name
from opora.reports.entry_times import entry_times as times_of
from opora.web.access import WorkerRequest, needs
from opora.web.entry_time_rows import FormRow, form_rows, rules, to_csv, to_xlsx
from opora.web.norms import XLSX


@needs("see_entry_times")
def entry_times(request: WorkerRequest) -> HttpResponse:
    """Every form, that on which most time is spent first; each version beside the one before."""
    context = {"rows": _rows(request), "rules": rules(), "limit": settings.OPORA_SMALL_COUNT}
    return render(request, "entry_times/page.html", context)


@needs("see_entry_times")
def entry_times_csv(request: WorkerRequest) -> HttpResponse:
    """The same as CSV."""
    return _file(to_csv(_rows(request)), "text/csv; charset=utf-8", ".csv")


@needs("see_entry_times")
def entry_times_xlsx(request: WorkerRequest) -> HttpResponse:
    """The same as XLSX."""
    return _file(to_xlsx(_rows(request)), XLSX, ".xlsx")


def _rows(request: WorkerRequest) -> list[FormRow]:
    return form_rows(times_of(request.worker.centre, hidden_below=settings.OPORA_SMALL_COUNT))


def _file(content: bytes, kind: str, ending: str) -> HttpResponse:
    name = file_name("entry_times", timezone.localdate().isoformat(), ending=ending)
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
