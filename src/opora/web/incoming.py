"""The register of incoming mail: taking in, what waits for its case, one piece with its stamp."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from opora.audit import trail
from opora.cases.models import Case
from opora.documents.incoming_kinds import incoming_of
from opora.documents.mail import assign_mail, may_assign, name_mail, take_in_mail
from opora.documents.models import Mail, MailFile
from opora.documents.storage import StoredFileDamaged, StoredFileMissing, read_stored
from opora.documents.virus_check import is_there
from opora.organisation.access import may, reach
from opora.organisation.models import Unit
from opora.web.access import WorkerRequest, needs
from opora.web.documents import SHOWN_IN_BROWSER
from opora.web.forms.incoming import AssignForm, MailForm, NameForm
from opora.web.refusal import on_refusal

LONGEST_LIST = 200


@needs("see_mail")
def mail(request: WorkerRequest) -> HttpResponse:
    """What waits for its case: of the units whose mail this worker assigns, and what they stamped."""
    waiting = Mail.objects.waiting_before(request.worker).select_related("unit", "taken_in_by")
    context = {
        "rows": list(waiting[:LONGEST_LIST]),
        "count": waiting.count(),
        "may_take_in": may(request.worker, "take_in_mail"),
    }
    return render(request, "incoming/list.html", context)


@needs("take_in_mail")
def take_in(request: WorkerRequest) -> HttpResponse:
    """Stamp a piece of mail."""
    if request.method != "POST":
        return _form(request, _mail_form(request))
    form = _mail_form(request, request.POST)
    on_refusal(request, form=form, draw=lambda: _form(request, form, status=422))
    if not form.is_valid():
        return _form(request, form, status=422)
    given = form.cleaned_data
    upload, *further = given.pop("attachment")
    taken = take_in_mail(upload=upload, further=further, by=request.worker, at=timezone.now(), **given)
    messages.success(request, _("The mail is stamped: %(number)s.") % {"number": taken.number})
    is_seen = Mail.objects.visible_to(request.worker).filter(pk=taken.pk).exists()
    address = resolve_url("mail_item", taken.public_id) if is_seen else resolve_url("take_in_mail")
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


@needs("see_mail")
def mail_item(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """One piece of mail with its stamp."""
    return _draw(request, _find(request, public_id))


@needs("see_mail")
def mail_file(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """The file as it came; only harmless kinds open in the browser."""
    found = _find(request, public_id)
    trail.shows(found.case.person_ids() if found.case else [], case_id=found.case_id)
    kept = _file_of(found, request.GET.get("file", ""))
    if kept.document is not None and kept.document.removed_on is not None:
        raise Http404("The file of this mail was removed when its term of keeping had run.")
    try:
        content = read_stored(kept.sha256, root=settings.OPORA_DOCUMENTS)
    except (StoredFileMissing, StoredFileDamaged) as problem:
        raise Http404("The file of this mail cannot be read.") from problem
    shown = "inline" if kept.media_type in SHOWN_IN_BROWSER else "attachment"
    response = HttpResponse(content, content_type=kept.media_type)
    response["Content-Disposition"] = f'{shown}; filename="posta-{found.sequence}-{found.year}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@needs("take_in_mail")
def assign(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Give waiting mail to its case."""
    found = _find(request, public_id)
    form = AssignForm(request.POST)
    on_refusal(request, form=form, draw=lambda: _draw(request, found, assigning=form))
    if not form.is_valid():
        return _draw(request, found, assigning=form)
    assigned = assign_mail(found, by=request.worker, at=timezone.now(), **form.cleaned_data)
    messages.success(
        request,
        _("The mail %(number)s is now document %(document)s.")
        % {"number": assigned.number, "document": assigned.document},
    )
    is_seen = Mail.objects.visible_to(request.worker).filter(pk=assigned.pk).exists()
    return redirect("mail_item", public_id) if is_seen else redirect("mail")


@require_POST
@needs("register_document")
def name(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Say which document of the task it is."""
    found = _find(request, public_id)
    if found.case is None:
        raise Http404("This mail has no case yet.")
    form = NameForm(request.POST, documents=incoming_of(found.case))
    on_refusal(request, form=form, draw=lambda: _draw(request, found, naming=form))
    if not form.is_valid():
        return _draw(request, found, naming=form)
    name_mail(found, by=request.worker, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("It is entered which document this is; its deadlines are computed."))
    return redirect("mail_item", public_id)


def _find(request: WorkerRequest, public_id: UUID) -> Mail:
    visible = Mail.objects.visible_to(request.worker).select_related(
        "unit__centre", "centre", "case__unit", "document", "taken_in_by", "assigned_by"
    )
    return get_object_or_404(visible, public_id=public_id)


def _file_of(found: Mail, place: str) -> Mail | MailFile:
    """The first file, or the one of that place."""
    if place in ("", "1"):
        return found
    further = {str(each.place): each for each in found.further.select_related("document")}
    if place not in further:
        raise Http404("This mail has no such file.")
    return further[place]


def _mail_form(request: WorkerRequest, data: Any = None) -> MailForm:
    found = reach(request.worker, "take_in_mail")
    units = Unit.objects.filter(pk__in=found.units).order_by("name")
    if found.centre is not None:
        units = Unit.objects.filter(centre=found.centre).order_by("name")
    own = request.worker.unit_id
    first = own if own is not None and units.filter(pk=own).exists() else None
    return MailForm(
        data,
        request.FILES if data is not None else None,
        units=units,
        initial={"received_on": timezone.localdate(), "unit": first},
    )


def _form(request: WorkerRequest, form: MailForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "is_checked": is_there(), "is_sent_back": request.method == "POST"}
    return render(request, "incoming/new.html", context, status=status)


def _draw(
    request: WorkerRequest,
    found: Mail,
    *,
    assigning: AssignForm | None = None,
    naming: NameForm | None = None,
) -> HttpResponse:
    case = found.case
    is_seen = case is not None and Case.objects.visible_to(request.worker).filter(pk=case.pk).exists()
    may_name = case is not None and is_seen and may(request.worker, "register_document", case=case)
    trail.shows(case.person_ids() if case and is_seen else [], case_id=found.case_id)
    kinds = incoming_of(case) if case and may_name else []
    context = {
        "mail": found,
        "is_seen": is_seen,
        "assign_form": assigning or AssignForm(),
        "may_assign": may_assign(found, request.worker),
        "way": found.get_channel_display(),
        "name_form": naming or NameForm(documents=kinds, initial={"kind": _kind(found)}) if kinds else None,
    }
    return render(request, "incoming/item.html", context, status=422 if assigning or naming else 200)


def _kind(found: Mail) -> str:
    return found.document.kind if found.document else ""
