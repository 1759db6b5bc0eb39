"""Where a worker goes on after an act in a case: the page of its steps and records."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django_htmx.http import HttpResponseClientRedirect

from opora.cases.models import Case
from opora.web.access import WorkerRequest
from opora.web.case_frame import application_in
from opora.web.links import address


def work_address(case: Case) -> str:
    """The first page of a case; for an application, whose first page is its own, the page of the work."""
    return address("case_work" if application_in(case) else "case", case.public_id)


def to_work(request: WorkerRequest, case: Case, place: str) -> HttpResponse:
    """Back to the work of the case, to the part that changed."""
    where = f"{work_address(case)}#{place}"
    return HttpResponseClientRedirect(where) if request.htmx else HttpResponseRedirect(where)
