"""Who works on a case together, and which cases belong with it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.cases.catalogue_versions import task_of
from opora.cases.links import link_cases, unlink_cases
from opora.cases.models import Case, CaseLink, Teammate
from opora.cases.teams import join, leave
from opora.organisation.access import require
from opora.organisation.refusal import Refused
from opora.web.access import WorkerRequest, needs
from opora.web.case_course import row_number
from opora.web.case_frame import find_case
from opora.web.case_work import team_roles
from opora.web.cases import draw_whole
from opora.web.colleagues import workers_of
from opora.web.forms.case_work import JoinForm, LinkForm, UnlinkForm
from opora.web.refusal import on_refusal
from opora.web.work_place import to_work


@require_POST
@needs("manage_team")
def join_team(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Somebody works on the case from now on."""
    case = find_case(request, public_id)
    workers = workers_of(case, request.worker)
    form = JoinForm(request.POST, workers=workers, roles=team_roles(task_of(case)))
    on_refusal(request, form=form, draw=lambda: draw_whole(request, case, join_form=form))
    if not form.is_valid():
        return draw_whole(request, case, join_form=form)
    given = form.cleaned_data
    join(case, given["worker"], given["role"], by=request.worker, at=timezone.now())
    messages.success(request, _("%(worker)s works on the case.") % {"worker": given["worker"]})
    return to_work(request, case, "team")


@require_POST
@needs("manage_team")
def leave_team(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Somebody no longer works on the case."""
    case = find_case(request, public_id)
    require(request.worker, "manage_team", case=case)
    mate = Teammate.objects.filter(case=case, pk=row_number(request.POST.get("mate", "")), until=None).first()
    if mate is None:
        raise Refused(_("This is no longer there. Look at the page again."))
    leave(case, mate.worker, by=request.worker, at=timezone.now())
    messages.success(request, _("%(worker)s no longer works on the case.") % {"worker": mate.worker})
    return to_work(request, case, "team")


@require_POST
@needs("link_cases")
def link_case(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Say that another case belongs with this one."""
    case = find_case(request, public_id)
    form = LinkForm(request.POST)
    on_refusal(request, form=form, draw=lambda: draw_whole(request, case, link_form=form))
    if not form.is_valid():
        return draw_whole(request, case, link_form=form)
    require(request.worker, "link_cases", case=case)
    number = "".join(form.cleaned_data["other"].split())
    other = Case.objects.visible_to(request.worker).filter(number=number, centre=case.centre_id).first()
    if other is None:
        form.add_error("other", _("You see no case of this number. Check the number."))
        return draw_whole(request, case, link_form=form)
    link_cases(case, other, kind=form.cleaned_data["kind"], by=request.worker, at=timezone.now())
    messages.success(request, _("The cases are linked."))
    return to_work(request, case, "links")


@require_POST
@needs("link_cases")
def unlink_case(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Undo a link that was made by mistake."""
    case = find_case(request, public_id)
    require(request.worker, "link_cases", case=case)
    ends = Q(case=case) | Q(other=case)
    rows = CaseLink.objects.filter(ends).select_related("case", "other")
    link = rows.filter(pk=row_number(request.POST.get("link", ""))).first()
    if link is None:
        raise Refused(_("This is no longer there. Look at the page again."))
    form = UnlinkForm(request.POST, of=link.pk)
    on_refusal(request, form=form, draw=lambda: draw_whole(request, case, unlink_form=form))
    if not form.is_valid():
        return draw_whole(request, case, unlink_form=form)
    unlink_cases(link, reason=form.cleaned_data["reason"], by=request.worker, at=timezone.now())
    messages.success(request, _("The cases are no longer linked."))
    return to_work(request, case, "links")
