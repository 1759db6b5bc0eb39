"""Service of documents: what was dispatched to whom, and what became of it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from opora.documents.models import Delivery
from opora.web.access import WorkerRequest, needs
from opora.web.case_frame import find_case, header


@needs("see_document")
def deliveries(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """The deliveries of a case."""
    case = find_case(request, public_id)
    found = (
        Delivery.objects.filter(document__case=case).select_related("document", "addressee").order_by("-pk")
    )
    return render(
        request, "deliveries/list.html", header(request, case, "deliveries") | {"rows": list(found)}
    )
