"""Documents of a case: the list, one file, and what came in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.audit import trail
from opora.cases.models import Case
from opora.documents.closed_papers import refuse_closed_document
from opora.documents.earlier_papers import refuse_address_on_paper
from opora.documents.file_names import file_name
from opora.documents.incoming_kinds import incoming_of, kinds_for, unnamed_mail
from opora.documents.models import Document
from opora.documents.registering import register_incoming
from opora.documents.storage import StoredFileDamaged, StoredFileMissing, read_stored
from opora.organisation.access import may, require
from opora.web.access import WorkerRequest, needs
from opora.web.case_frame import find_case, header
from opora.web.forms.documents import IncomingForm
from opora.web.paging import page_by_key
from opora.web.refusal import on_refusal

SHOWN_IN_BROWSER = {"application/pdf", "image/png", "image/jpeg"}


@needs("see_document")
def documents(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """What came into a case and what went out, the newest first."""
    case = find_case(request, public_id)
    return _page(request, case, _registering(case, initial={"on": timezone.localdate()}))


@require_POST
@needs("register_document")
def register_document(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Register a document that came in."""
    case = find_case(request, public_id)
    form = _registering(case, request.POST, request.FILES)
    on_refusal(request, form=form, draw=lambda: _page(request, case, form, status=422))
    if not form.is_valid():
        return _page(request, case, form, status=422)
    require(request.worker, "register_document", case=case)
    given = form.cleaned_data
    register_incoming(
        case=case,
        upload=given["attachment"],
        kind=given["kind"],
        title=given["title"],
        by=request.worker,
        on=given["on"],
    )
    messages.success(request, _("The document is registered."))
    return redirect("documents", public_id)


@needs("see_document")
def document(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """The file itself, as it was stored; only harmless kinds open in the browser."""
    visible = Case.objects.visible_to(request.worker)
    found = get_object_or_404(Document.objects.filter(case__in=visible), public_id=public_id)
    refuse_closed_document(found, request.worker, at=timezone.now())
    trail.shows(found.case.person_ids(), case_id=found.case_id)
    refuse_address_on_paper(found, request.worker, on=timezone.localdate())
    if found.removed_on is not None:
        raise Http404("The file of this document was removed when its term of keeping had run.")
    try:
        content = read_stored(found.sha256, root=settings.OPORA_DOCUMENTS)
    except (StoredFileMissing, StoredFileDamaged) as problem:
        raise Http404("The file of this document cannot be read.") from problem
    shown = "inline" if found.media_type in SHOWN_IN_BROWSER else "attachment"
    response = HttpResponse(content, content_type=found.media_type)
    response["Content-Disposition"] = f'{shown}; filename="{_file_name(found)}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _registering(case: Case, *args: Any, **kwargs: Any) -> IncomingForm:
    return IncomingForm(*args, documents=incoming_of(case), kinds=kinds_for(case), **kwargs)


def _page(request: WorkerRequest, case: Case, form: forms.Form, *, status: int = 200) -> HttpResponse:
    found = Document.objects.filter(case=case).select_related("registered_by")
    page = page_by_key(found, request.GET.get("after", ""))
    may_register = may(request.worker, "register_document", case=case)
    unnamed = unnamed_mail(case, page.rows) if may_register else {}
    context = header(request, case, "documents") | {
        "page": page,
        "rows": [(each, unnamed.get(each.pk)) for each in page.rows],
        "form": form,
        "may_register": may_register,
        "may_write": may(request.worker, "write_paper", case=case),
    }
    trail.shows([party.person_id for party in context["parties"]], case_id=case.pk)
    return render(request, "documents/list.html", context, status=status)


def _file_name(found: Document) -> str:
    """What it is and its number: a file on a desktop tells nobody's name."""
    return file_name(found.kind, found.number, ending=_ending(found))


def _ending(found: Document) -> str:
    return {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}.get(found.media_type, "")
