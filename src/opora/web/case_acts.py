"""What is done with a case as a whole: opened with a reason, closed, taken up again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.cases.catalogue_versions import task_of
from opora.cases.closing import close_case, reopen_case
from opora.cases.letting_in import break_glass
from opora.cases.models import Case
from opora.organisation.access import reach, require
from opora.web.access import WorkerRequest, needs
from opora.web.case_frame import find_case
from opora.web.case_work import outcomes_of
from opora.web.cases import draw_whole
from opora.web.forms.case_work import CloseForm, ReopenForm
from opora.web.forms.cases import ReasonForm
from opora.web.refusal import on_refusal
from opora.web.work_place import to_work


@require_POST
@needs("close_case")
def close(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Put the case away."""
    case = find_case(request, public_id)
    form = CloseForm(request.POST, outcomes=outcomes_of(task_of(case)))
    on_refusal(request, form=form, draw=lambda: draw_whole(request, case, close_form=form))
    if not form.is_valid():
        return draw_whole(request, case, close_form=form)
    require(request.worker, "close_case", case=case)
    close_case(
        case,
        outcome=form.cleaned_data.get("outcome", ""),
        saw_open_ends=form.cleaned_data["saw_open_ends"],
        by=request.worker,
        on=timezone.localdate(),
        at=timezone.now(),
    )
    messages.success(request, _("The case is closed."))
    return redirect("case", public_id)


@require_POST
@needs("reopen_case")
def reopen(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Take up again a case that was closed."""
    case = find_case(request, public_id)
    require(request.worker, "reopen_case", case=case)
    form = ReopenForm(request.POST)
    on_refusal(request, form=form, draw=lambda: draw_whole(request, case, reopen_form=form))
    if not form.is_valid():
        return draw_whole(request, case, reopen_form=form)
    reopen_case(case, reason=form.cleaned_data["reason"], by=request.worker, at=timezone.now())
    messages.success(request, _("The case is open again."))
    return to_work(request, case, "stage")


@needs("break_glass")
def open_with_reason(request: WorkerRequest) -> HttpResponse:
    """Open a case that is not one's own, for some hours, with a reason others will read."""
    form = ReasonForm(request.POST or None, initial={"number": _number_told(request)})
    on_refusal(request, form=form, draw=lambda: _reason_page(request, form))
    if request.method != "POST" or not form.is_valid():
        return _reason_page(request, form)
    number = form.cleaned_data["number"].strip()
    case = Case.objects.filter(number=number, centre=request.worker.centre_id).first()
    if case is None:
        form.add_error("number", _("This centre has no case of this number. Check the number."))
        return _reason_page(request, form)
    break_glass(case, by=request.worker, reason=form.cleaned_data["reason"])
    messages.warning(request, _("The case is open to you for some hours. The reason stands in its timeline."))
    is_to_assign = request.POST.get("then") == "assign"
    return redirect("case_access" if is_to_assign else "case", case.public_id)


def _number_told(request: WorkerRequest) -> str:
    """The number of the case that `?case` names, to whoever gives out the work of its unit."""
    try:
        named = UUID(request.GET.get("case", ""))
    except ValueError:
        return ""
    led = reach(request.worker, "see_unit_overview").by_place()
    return Case.objects.filter(led, public_id=named).values_list("number", flat=True).first() or ""


def _reason_page(request: WorkerRequest, form: ReasonForm) -> HttpResponse:
    way = [(_("Cases"), reverse("cases")), (_("Open with a reason"), "")]
    context = {"form": form, "trail": way}
    return render(request, "cases/reason.html", context, status=422 if form.errors else 200)
