"""Sealing a case by an act, the list of those sealed so, and lifting it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.audit import trail
from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case, Party, SealByAct
from opora.cases.sealing import lift_seal, seal_case, seals_to_lift
from opora.organisation.access import require
from opora.organisation.refusal import Refused
from opora.web.access import WorkerRequest, needs
from opora.web.case_access import draw_access
from opora.web.case_frame import find_case
from opora.web.catalogue_sheet import reading
from opora.web.forms.case_access import LiftSealForm, SealForm
from opora.web.paging import read_key
from opora.web.refusal import UNPROCESSABLE, on_refusal


@require_POST
@needs("seal_case")
def seal(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Close the case to its unit."""
    case, form = find_case(request, public_id), SealForm(request.POST)
    on_refusal(request, form=form, draw=lambda: draw_access(request, case, wrong=form))
    require(request.worker, "seal_case", case=case)
    if not form.is_valid():
        return draw_access(request, case, wrong=form)
    seal_case(case, reason=form.cleaned_data["reason"], by=request.worker, at=timezone.now())
    words = _("The case %(number)s is sealed. Only the one who has it and those let in read it from now on.")
    messages.success(request, words % {"number": case.number})
    still_seen = Case.objects.visible_to(request.worker).filter(pk=case.pk).exists()
    return redirect("case_access", public_id) if still_seen else redirect("sealed_by_act")


@needs("lift_seal")
def sealed_by_act(request: WorkerRequest) -> HttpResponse:
    """Those this worker may open to their unit again."""
    return _draw(request, None)


@require_POST
@needs("lift_seal")
def lift(request: WorkerRequest) -> HttpResponse:
    """Open a sealed case to its unit again."""
    key = read_key(request.POST.get("seal", ""))
    found = next((each for each in _seals(request) if each.pk == key), None)
    if found is None:
        raise Refused(_("This seal was lifted meanwhile, or is not yours to lift. Look at the page again."))
    form = LiftSealForm(request.POST, of=found.pk)
    on_refusal(request, form=form, draw=lambda: _draw(request, form))
    if not form.is_valid():
        return _draw(request, form)
    case = lift_seal(found, reason=form.cleaned_data["reason"], by=request.worker, at=timezone.now())
    messages.success(request, _("The case %(number)s is open to its unit again.") % {"number": case.number})
    return redirect("sealed_by_act")


def _draw(request: WorkerRequest, wrong: LiftSealForm | None) -> HttpResponse:
    found = _seals(request)
    cases = [each.case_id for each in found]
    trail.shows(
        list(Party.objects.filter(case__in=cases, person__isnull=False).values_list("person_id", flat=True))
    )
    rows = [
        (
            each,
            task_of(each.case).name(reading()),
            wrong if wrong and wrong.of == each.pk else LiftSealForm(of=each.pk),
        )
        for each in found
    ]
    status = UNPROCESSABLE if wrong else 200
    return render(request, "cases/sealed_by_act.html", {"rows": rows}, status=status)


def _seals(request: WorkerRequest) -> list[SealByAct]:
    return seals_to_lift(request.worker, on=timezone.localdate())
