"""Documents of the catalogue in a case: what may be written, drafts by parts, the pages as they will be."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.audit import trail
from opora.cases.models import Case, Party
from opora.documents.closed_papers import refuse_closed_paper
from opora.documents.models import Paper, PaperState
from opora.documents.papers.drafting import (
    Stale,
    begin_paper,
    discard_paper,
    edit_paper,
    material_of,
    papers_to_write,
    parts_of,
)
from opora.documents.papers.filling import FilledPart
from opora.documents.papers.letters import TEMPLATE
from opora.documents.papers.making import letter_as_drafted, make_paper
from opora.documents.papers.material import TELLS, document_of
from opora.documents.papers.meetings import OF_NONE, Meeting
from opora.organisation.access import may
from opora.organisation.refusal import Refused
from opora.web.access import WorkerRequest, needs
from opora.web.case_frame import find_case, header
from opora.web.forms.papers import BeginForm
from opora.web.letter_pages import drawn
from opora.web.refusal import on_refusal

TEXT, OUT = "text-", "out-"


@needs("see_document")
def papers(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """What may be written in the case, and the drafts that are not made yet."""
    return _list(request, find_case(request, public_id))


@require_POST
@needs("write_paper")
def begin(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Begin a document for an addressee."""
    case = find_case(request, public_id)
    form = _begin_form(case, request.POST)
    on_refusal(request, form=form, draw=lambda: _list(request, case, form))
    if not form.is_valid():
        return _list(request, case, form)
    begun = begin_paper(case, by=request.worker, at=timezone.now(), **form.cleaned_data)
    if form.cleaned_data["addressee"] is not None and begun.addressee is None:
        messages.info(
            request,
            _("These minutes are of the case file: once made, each participant is handed the same ones."),
        )
    return redirect("paper", begun.public_id)


@needs("see_document")
def paper(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """One draft: its parts to edit beside its pages; of a made one, the way to its document."""
    return _draw(request, _find(request, public_id))


@require_POST
@needs("write_paper")
def edit(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Keep what was typed."""
    found = _find(request, public_id)
    on_refusal(request, draw=lambda: _draw(request, found, typed=request.POST))
    try:
        _keep(request, found)
    except Refused as refusal:
        return _draw(request, _find(request, public_id), typed=request.POST, refusal=refusal)
    messages.success(request, _("The draft is saved."))
    return redirect("paper", public_id)


@require_POST
@needs("write_paper")
def make(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Keep what was typed and make the document; refused, nothing is made and all that was typed is there."""
    found = _find(request, public_id)
    now = timezone.now()
    try:
        with transaction.atomic():
            document = make_paper(
                _keep(request, found), by=request.worker, on=timezone.localdate(now), at=now
            )
    except Refused as refusal:
        return _draw(request, _find(request, public_id), typed=request.POST, refusal=refusal)
    messages.success(
        request, _("The document %(number)s is made. Dispatch it below.") % {"number": document.number}
    )
    return redirect("deliveries", found.case.public_id)


@require_POST
@needs("write_paper")
def discard(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Drop a draft."""
    found = discard_paper(_find(request, public_id), by=request.worker, at=timezone.now())
    messages.success(request, _("The draft is discarded."))
    return redirect("papers", found.case.public_id)


def _find(request: WorkerRequest, public_id: UUID) -> Paper:
    papers = Paper.objects.select_related(
        "case__unit__centre", "case__assigned_to", "to_person", "to_body", "drafted_by", "document"
    )
    visible = papers.filter(case__in=Case.objects.visible_to(request.worker))
    found = get_object_or_404(visible, public_id=public_id)
    refuse_closed_paper(found.case, request.worker, at=timezone.now())
    return found


def _keep(request: WorkerRequest, found: Paper) -> Paper:
    """What the page sent, part by part."""
    version = request.POST.get("version", "")
    return edit_paper(
        found,
        texts={
            name.removeprefix(TEXT): str(value)
            for name, value in request.POST.items()
            if name.startswith(TEXT)
        },
        left_out=[name.removeprefix(OUT) for name in request.POST if name.startswith(OUT)],
        version=int(version) if version.isdecimal() and len(version) < 10 else 0,
        by=request.worker,
        at=timezone.now(),
        meeting=request.POST.get("meeting"),
    )


def _begin_form(case: Case, data: Any = None) -> BeginForm:
    parties = list(
        Party.objects.filter(case=case, until=None).select_related("person", "body").order_by("pk")
    )
    for party in parties:
        party.case = case
    return BeginForm(data, documents=papers_to_write(case), parties=parties)


def _list(request: WorkerRequest, case: Case, form: BeginForm | None = None) -> HttpResponse:
    drafts = Paper.objects.filter(case=case, state=PaperState.DRAFT).select_related(
        "drafted_by", "to_person", "to_body"
    )
    context = header(request, case, "documents") | {
        "rows": [(each, _name(case, each.key)) for each in drafts.order_by("-pk")],
        "form": form or _begin_form(case),
        "may_write": may(request.worker, "write_paper", case=case),
        "has_documents": bool(papers_to_write(case)),
    }
    return render(request, "papers/list.html", context, status=422 if form else 200)


def _draw(
    request: WorkerRequest, found: Paper, *, typed: Any = None, refusal: Refused | None = None
) -> HttpResponse:
    is_draft = found.state == PaperState.DRAFT
    parts = parts_of(found, timezone.localdate()) if is_draft else []
    context = header(request, found.case, "documents") | {
        "paper": found,
        "name": _name(found.case, found.key),
        "parts": [_part(part, typed, refusal) for part in parts],
        "talks": _talks(found, typed) if is_draft else None,
        "pages": _pages(request, found) if is_draft else [],
        "may_write": is_draft and may(request.worker, "write_paper", case=found.case),
        "refusal": refusal,
    }
    trail.shows([found.to_person_id] if found.to_person_id else [], case_id=found.case_id)
    return render(request, "papers/paper.html", context, status=422 if typed is not None else 200)


def _part(part: FilledPart, typed: Any, refusal: Refused | None) -> dict[str, Any]:
    """One part as its field shows it: what was just typed before what is kept, and beside it what changed."""
    sent = None if typed is None else typed.get(TEXT + part.key)
    is_left_out = part.is_left_out if typed is None else OUT + part.key in typed
    changed = isinstance(refusal, Stale) and sent is not None and _plain(sent) != _plain(part.text)
    return {
        "part": part,
        "text": part.text if sent is None else sent,
        "is_left_out": is_left_out,
        "stands_now": part.text if changed else None,
    }


def _talks(found: Paper, typed: Any) -> dict[str, Any] | None:
    """Of which talk minutes are, and of which they may be; nothing for a paper of another kind."""
    material = material_of(found, timezone.localdate())
    if material.document.kind not in TELLS:
        return None
    chosen = typed.get("meeting") if typed is not None else None
    kept = material.held.key if material.held else OF_NONE
    return {
        "chosen": chosen or kept,
        "meetings": [(each.key, _talk(each)) for each in material.talks],
        "none": OF_NONE,
    }


def _talk(meeting: Meeting) -> str:
    """When it was, what it was and who was there."""
    day = date_format(meeting.on, "DATE_FORMAT")
    said = " · ".join(filter(None, (meeting.subject, ", ".join(meeting.persons))))
    return f"{day}: {said}" if said else day


def _plain(text: str) -> str:
    return " ".join(text.split())


def _pages(request: WorkerRequest, found: Paper) -> list[str]:
    """The letter as it would be made now; none where it cannot be printed yet."""
    try:
        letter = letter_as_drafted(found, by=request.worker, on=timezone.localdate())
    except Refused:
        return []
    draft = {"template": TEMPLATE, "language": found.language, "versions": {found.language: letter}}
    return drawn(draft)


def _name(case: Case, key: str) -> str:
    document = document_of(case, key)
    return document.name(get_language() or "sl") if document else key.replace("_", " ").capitalize()
