"""Who works on a case and who was let into it: assigning, letting in, taking that back, handing over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.cases.assigning import assign_case, transfer_case
from opora.cases.jurisdiction import right_unit
from opora.cases.letting_in import end_access, let_in, may_let_in
from opora.cases.models import Access, Case
from opora.cases.open_ends import appointments_ahead
from opora.cases.transfers import transfer_jurisdiction
from opora.organisation.access import STEPS, may, require
from opora.organisation.models import RoleGrant, Unit, Worker
from opora.organisation.refusal import Refused
from opora.people.folding import order_key
from opora.people.withholding import is_hidden
from opora.web.access import WorkerRequest, needs
from opora.web.case_frame import application_in, find_case, header
from opora.web.colleagues import unit_first
from opora.web.exclusions_panel import exclusions_panel
from opora.web.forms.case_access import AssignForm, HandOverForm, LetInForm, SealForm
from opora.web.given_away import after_giving, already_given
from opora.web.giving_on import why_not
from opora.web.paging import read_key
from opora.web.refusal import on_refusal
from opora.web.who_sees import who_sees

ACCESSES_SHOWN = 50
USUAL_STAY = timedelta(days=14)


@needs("see_case")
def case_access(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """To whom the case is assigned, who was let in and why, and until when."""
    return draw_access(request, find_case(request, public_id))


@require_POST
@needs("assign_case")
def assign(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Give the case to a worker."""
    if gone := already_given(request, public_id):
        return gone
    case = find_case(request, public_id)
    form = _assigning(case, request.POST)
    on_refusal(request, form=form, draw=lambda: draw_access(request, case, wrong=form))
    require(request.worker, "assign_case", case=case)
    if not form.is_valid():
        return draw_access(request, case, wrong=form)
    given = form.cleaned_data
    assign_case(case, to=given["to"], by=request.worker, at=timezone.now(), reason=given.get("reason", ""))
    messages.success(request, _("The case is assigned."))
    still_seen = Case.objects.visible_to(request.worker).filter(pk=case.pk).exists()
    return redirect("case_access", public_id) if still_seen else redirect(after_giving(request.worker))


@require_POST
@needs("let_in")
def let_worker_in(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Let a colleague into the case for a time."""
    case = find_case(request, public_id)
    form = LetInForm(request.POST, workers=_colleagues(case))
    on_refusal(request, form=form, draw=lambda: draw_access(request, case, wrong=form))
    require(request.worker, "let_in", case=case)
    if not form.is_valid():
        return draw_access(request, case, wrong=form)
    given = form.cleaned_data
    let_in(
        case,
        worker=given["worker"],
        reason=given["reason"],
        by=request.worker,
        from_at=timezone.now(),
        until_at=timezone.make_aware(datetime.combine(given["until_at"] + timedelta(days=1), time())),
    )
    messages.success(request, _("%(worker)s is let into the case.") % {"worker": given["worker"]})
    return redirect("case_access", public_id)


@require_POST
@needs("let_in")
def take_access_back(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """End what lets somebody into the case."""
    case = find_case(request, public_id)
    require(request.worker, "let_in", case=case)
    key = read_key(request.POST.get("access", ""))
    access = None if key is None else case.accesses.filter(pk=key).first()
    if access is None:
        raise Refused(_("This access has already ended. Look at the page again."))
    end_access(access, by=request.worker, at=timezone.now())
    messages.success(request, _("The access has ended."))
    return redirect("case_access", public_id)


@require_POST
@needs("transfer_case")
def hand_over(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Hand the case to another unit, or pass it on to another centre."""
    if gone := already_given(request, public_id):
        return gone
    case = find_case(request, public_id)
    form = HandOverForm(request.POST, units=_other_units(case), meets=_meets(case))
    on_refusal(request, form=form, draw=lambda: draw_access(request, case, wrong=form))
    require(request.worker, "transfer_case", case=case)
    if not form.is_valid():
        return draw_access(request, case, wrong=form)
    unit, now = form.cleaned_data["unit"], timezone.now()
    told = {"reason": form.cleaned_data["reason"], "by": request.worker, "at": now}
    if unit.centre_id == case.centre_id:
        transfer_case(case, to=unit, **told)
    else:
        called_off = bool(form.cleaned_data.get("call_off_appointments"))
        transfer_jurisdiction(case, to_unit=unit, moved_on=None, call_off_appointments=called_off, **told)
    words = {"number": case.number, "unit": unit, "centre": unit.centre}
    messages.success(request, _("Case %(number)s is handed over: %(unit)s, %(centre)s.") % words)
    still_seen = Case.objects.visible_to(request.worker).filter(pk=case.pk).exists()
    return redirect("case_access", public_id) if still_seen else redirect(after_giving(request.worker))


def draw_access(request: WorkerRequest, case: Case, *, wrong: BaseForm | None = None) -> HttpResponse:
    """The page, with the form that was refused where there is one."""
    now = timezone.now()
    accesses = case.accesses.select_related("worker", "given_by").order_by("-pk")[:ACCESSES_SHOWN]
    context = header(request, case, "case_access") | {
        "accesses": [
            (access, access.is_open(now), _may_be_taken_back(access, request.worker)) for access in accesses
        ],
        "may_end": may_let_in(request.worker, case),
        "readers": who_sees(case),
        **exclusions_panel(request.worker, case, wrong),
    }
    for name, (step, kind, fresh) in FORMS.items():
        is_open = (
            may_let_in(request.worker, case) if step == "let_in" else may(request.worker, step, case=case)
        )
        context[name] = wrong if isinstance(wrong, kind) else fresh(case) if is_open else None
    return render(request, "cases/access.html", context, status=422 if wrong else 200)


def _may_be_taken_back(access: Access, worker: Worker) -> bool:
    return not (access.broke_glass and access.worker_id == worker.pk)


def _assigning(case: Case, data: Any = None) -> AssignForm:
    workers = _workers_of_unit(case)
    return AssignForm(
        data,
        workers=workers,
        unfit=why_not(workers, [case], on=timezone.localdate()),
        is_with_somebody=case.assigned_to is not None,
        initial={"to": case.assigned_to_id},
    )


def _letting_in(case: Case) -> LetInForm:
    return LetInForm(workers=_colleagues(case), initial={"until_at": timezone.localdate() + USUAL_STAY})


def _sealing(case: Case) -> SealForm | None:
    return None if case.seal else SealForm()


def _handing_over(case: Case) -> HandOverForm:
    proposed = {"unit": _competent_elsewhere(case)}
    return HandOverForm(units=_other_units(case), meets=_meets(case), initial=proposed)


def _meets(case: Case) -> bool:
    """Whether somebody is still to be met in the case."""
    return bool(appointments_ahead(case, at=timezone.now()))


FORMS: dict[str, tuple[str, type[BaseForm], Callable[[Case], BaseForm | None]]] = {
    "assign_form": ("assign_case", AssignForm, _assigning),
    "let_in_form": ("let_in", LetInForm, _letting_in),
    "hand_over_form": ("transfer_case", HandOverForm, _handing_over),
    "seal_form": ("seal_case", SealForm, _sealing),
}


def _workers_of_unit(case: Case) -> list[Worker]:
    """Who may be given the case: those of its unit."""
    return [worker for worker in _workers_of_centre(case) if worker.unit_id == case.unit_id]


def _colleagues(case: Case) -> list[Worker]:
    """Who may be let in: workers of the centre whose role covers cases, but not the one who has it."""
    others = [
        worker
        for worker in _workers_of_centre(case)
        if worker.covers_cases and worker.pk != case.assigned_to_id  # type: ignore[attr-defined]
    ]
    return unit_first(others, case.unit_id)


def _workers_of_centre(case: Case) -> list[Worker]:
    """Asked for once a page, for both lists; also says whether a role of theirs covers cases."""
    if not hasattr(case, "workers_of_centre"):
        held = RoleGrant.objects.on(timezone.localdate()).filter(worker=OuterRef("pk"))
        covering = held.filter(role__in=[role.value for role in STEPS["see_case"].who])
        found = (
            Worker.objects.active()
            .filter(centre=case.centre_id)
            .select_related("unit")
            .prefetch_related("grants")
        )
        found = found.annotate(covers_cases=Exists(covering))
        case.workers_of_centre = sorted(found, key=_in_order)  # type: ignore[attr-defined]
    return case.workers_of_centre  # type: ignore[attr-defined,no-any-return]


def _other_units(case: Case) -> list[Unit]:
    """Every other unit, those of the same centre first."""
    units = Unit.objects.exclude(pk=case.unit_id).select_related("centre")
    return sorted(
        units,
        key=lambda unit: (
            unit.centre_id != case.centre_id,
            order_key(unit.centre.name_sl),
            order_key(unit.name),
        ),
    )


def _in_order(worker: Worker) -> str:
    return order_key(worker.family_name, worker.given_name)


def _competent_elsewhere(case: Case) -> int | None:
    """The unit that serves the applicant's residence, where it is another; never told of a hidden one."""
    application = application_in(case)
    if application is None:
        return None
    today = timezone.localdate()
    try:
        unit = right_unit(application.applicant, today)
    except Refused:  # no unit is recorded for the municipality: nothing to propose
        return None
    if unit is None or unit.pk == case.unit_id or is_hidden(application.applicant, today):
        return None
    return unit.pk
