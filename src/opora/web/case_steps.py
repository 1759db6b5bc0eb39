"""One step of a case: done, planned, left out with a reason, taken up again; in its place or on a page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_htmx.http import reselect, reswap, retarget

from opora.cases.catalogue_versions import task_of
from opora.cases.executors import why_unfit
from opora.cases.models import Case, CaseState
from opora.cases.steps import do_step, plan_step, reopen_step, steps_of, waive_step
from opora.organisation.access import require
from opora.web.access import WorkerRequest, needs
from opora.web.case_frame import find_case, header
from opora.web.cases import draw_anew
from opora.web.colleagues import workers_of
from opora.web.forms.case_work import DoStepForm, PlanStepForm, WhyForm
from opora.web.forms.fields import PageForm
from opora.web.long_hours import warn_of_long
from opora.web.refusal import UNPROCESSABLE, on_refusal
from opora.web.step_lines import StepLine, checklist
from opora.web.work_place import to_work

WHY_LEFT_OUT, WHY_AGAIN = _("Why it is left out"), _("Why it is taken up again")


@needs("do_step")
def case_step(request: WorkerRequest, public_id: UUID, step: str) -> HttpResponse:
    """The ways a step may go on; `act` says which one was taken."""
    case = find_case(request, public_id)
    require(request.worker, "do_step", case=case)
    line = _line(case, step)
    forms = _forms(request, case, line)
    act = request.POST.get("act", "")
    if request.method != "POST" or act not in forms:
        return _page(request, case, line, forms, status=UNPROCESSABLE if request.method == "POST" else 200)
    form = forms[act]

    def draw() -> HttpResponse:
        return _in_its_place(request, _page(request, case, line, forms, status=UNPROCESSABLE), line)

    on_refusal(request, form=form, draw=draw)
    if not form.is_valid():
        return draw()
    _carry_out(request, case, step, act, form.cleaned_data)
    return (
        draw_anew(request, public_id, changed=step)
        if request.htmx
        else to_work(request, case, f"step-{step}")
    )


def _carry_out(request: WorkerRequest, case: Case, step: str, act: str, given: dict[str, Any]) -> None:
    by, at = request.worker, timezone.now()
    match act:
        case "do":
            do_step(
                case,
                step,
                on=given["on"],
                minutes=given["minutes"],
                travel_minutes=given["travel_minutes"] or 0,
                reason=given.get("reason", ""),
                workers=[given["worker"]] if given["worker"] else (),
                by=by,
                at=at,
            )
            warn_of_long(request, given["minutes"], given["travel_minutes"])
        case "plan":
            plan_step(
                case,
                step,
                on=given["on"],
                for_worker=given["for_worker"],
                reason=given.get("reason", ""),
                by=by,
                at=at,
            )
        case "waive":
            waive_step(case, step, reason=given["reason"], by=by, at=at)
        case "reopen":
            reopen_step(case, step, reason=given["reason"], by=by, at=at)


def _forms(request: WorkerRequest, case: Case, line: StepLine) -> dict[str, PageForm]:
    """The forms of the acts that the step's state allows; the one that was sent holds what was typed."""
    today, workers = timezone.localdate(), workers_of(case, request.worker)
    needs_ground = not line.is_obligatory and not (line.planned and line.planned.reason)
    act = request.POST.get("act", "")

    def typed(name: str) -> Any:
        return request.POST if act == name else None

    found: dict[str, PageForm] = {}
    if line.state != "done" or not line.is_obligatory or line.due_on:
        initial: dict[str, Any] = {"on": today}
        found["do"] = DoStepForm(
            typed("do"), prefix="do", needs_ground=needs_ground, colleagues=workers[1:], initial=initial
        )
        planned = line.planned
        initial = {
            "on": planned.planned_on if planned else "",
            "for_worker": planned.planned_for_id if planned else request.worker.pk,
        }
        found["plan"] = PlanStepForm(
            typed("plan"), prefix="plan", needs_ground=needs_ground, workers=workers, initial=initial
        )
    if line.state == "planned" or (line.is_obligatory and line.state == "open"):
        found["waive"] = WhyForm(typed("waive"), prefix="waive", label=WHY_LEFT_OUT)
    if line.ended and not line.planned:
        found["reopen"] = WhyForm(typed("reopen"), prefix="reopen", label=WHY_AGAIN)
    return found


def _line(case: Case, key: str) -> StepLine:
    if all(step.key != key for step in task_of(case).steps):
        raise Http404("Cases of this kind have no such step.")
    today = timezone.localdate()
    every = checklist(steps_of(case, on=today), today, has_ended=case.state == CaseState.CLOSED)
    return next(line for line in every if line.key == key)


def _page(
    request: WorkerRequest, case: Case, line: StepLine, forms: dict[str, PageForm], status: int
) -> HttpResponse:
    by = next(step.by or "" for step in task_of(case).steps if step.key == line.key)
    unfit = why_unfit(request.worker, case, by, timezone.localdate())
    context = header(request, case, "case") | {"line": line, "forms": forms, "unfit": unfit}
    return render(request, "work/step.html", context, status=status)


def _in_its_place(request: WorkerRequest, response: HttpResponse, line: StepLine) -> HttpResponse:
    """A fragment that was refused stays where its forms stand, whatever the form asked to be swapped."""
    if not request.htmx:
        return response
    return reselect(reswap(retarget(response, f"#at-{line.key}"), "innerHTML"), "#step-forms")
