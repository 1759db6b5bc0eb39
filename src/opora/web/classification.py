"""The classification plan of the centre: its signs, what waits for a second person, tasks without a sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.cases.classification import (
    Plan,
    approve_row,
    decline_row,
    plan_on,
    propose_row,
    tasks_with_cases,
)
from opora.cases.models import PlanRow
from opora.cases.plan_file import plan_csv
from opora.catalogue import Task, catalogue
from opora.documents.file_names import file_name
from opora.organisation.access import may
from opora.organisation.refusal import Refused
from opora.people.folding import order_key
from opora.web.access import WorkerRequest, needs
from opora.web.catalogue_sheet import reading
from opora.web.forms.classification import PlanRowForm
from opora.web.paging import read_key
from opora.web.refusal import UNPROCESSABLE, on_refusal


@dataclass(frozen=True)
class TaskSign:
    """A task with the sign its next case is given; `is_assumed` where the plan does not name it."""

    key: str
    name: str
    sign: str
    is_assumed: bool


@needs("see_plan")
def classification(request: WorkerRequest) -> HttpResponse:
    """The plan as it holds and will hold; with `?sign` the form begins with the last row of that sign."""
    return _draw(request, _form(request) if may(request.worker, "propose_plan") else None)


@needs("see_plan")
def classification_csv(request: WorkerRequest) -> HttpResponse:
    """Every approved row of the plan as a file."""
    name = file_name("classification", request.worker.centre.code, ending=".csv")
    return HttpResponse(
        plan_csv(_approved(request)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
@needs("propose_plan")
def propose(request: WorkerRequest) -> HttpResponse:
    """Propose a row of the plan."""
    form = _form(request, request.POST)

    def draw() -> HttpResponse:
        return _draw(request, form, status=UNPROCESSABLE)

    on_refusal(request, form=form, draw=draw)
    if not form.is_valid():
        return draw()
    row = propose_row(**form.row, by=request.worker, at=timezone.now())
    messages.success(request, _("The row of %(sign)s waits for a second person.") % {"sign": row.sign})
    return redirect("classification")


@require_POST
@needs("propose_plan")
def withdraw(request: WorkerRequest) -> HttpResponse:
    """Take the own proposal back."""
    row = _find(request)
    if row.proposed_by_id != request.worker.pk:
        raise Refused(_("Somebody else proposed this row. Ask them, or whoever decides on it."))
    decline_row(row, by=request.worker, at=timezone.now())
    messages.success(request, _("The proposal of %(sign)s is taken back.") % {"sign": row.sign})
    return redirect("classification")


@require_POST
@needs("approve_plan")
def approve(request: WorkerRequest) -> HttpResponse:
    """Let a row hold from its day on."""
    row = approve_row(_find(request), by=request.worker, at=timezone.now())
    words = _("The sign %(sign)s is in the plan. Cases that have a number keep it.")
    messages.success(request, words % {"sign": row.sign})
    return redirect("classification")


@require_POST
@needs("approve_plan")
def decline(request: WorkerRequest) -> HttpResponse:
    """Let a row not hold."""
    row = decline_row(_find(request), by=request.worker, at=timezone.now())
    messages.success(request, _("The row of %(sign)s is declined.") % {"sign": row.sign})
    return redirect("classification")


def _find(request: WorkerRequest) -> PlanRow:
    key = read_key(request.POST.get("row", ""))
    waiting = PlanRow.objects.waiting().filter(centre=request.worker.centre_id)
    found = None if key is None else waiting.filter(pk=key).first()
    if found is None:
        raise Refused(_("Somebody has decided on this row already. Look at the plan again."))
    return found


def _approved(request: WorkerRequest) -> list[PlanRow]:
    rows = PlanRow.objects.approved().filter(centre=request.worker.centre_id)
    found = list(rows.select_related("proposed_by", "decided_by"))
    return sorted(found, key=lambda row: (row.sign, row.order))


def _form(request: WorkerRequest, data: Any = None) -> PlanRowForm:
    tasks = [(key, _name(task)) for key, task in tasks_with_cases(timezone.localdate()).items()]
    last = PlanRow.objects.approved().filter(
        centre=request.worker.centre_id, sign=request.GET.get("sign", "")
    )
    row = last.last()
    initial: dict[str, Any] = {"kept": ""}
    if row is not None:
        kept = "good" if row.is_permanent else "years" if row.years else ""
        initial = {
            "sign": row.sign, "name": row.name, "tasks": row.tasks, "kept": kept, "years": row.years,
            "source": row.source,
        }  # fmt: skip
    return PlanRowForm(data, tasks=tasks, initial=initial)


def _draw(request: WorkerRequest, form: PlanRowForm | None, *, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    plan, tasks = plan_on(request.worker.centre, today), tasks_with_cases(today)
    names = {key: _name(task) for key, task in tasks.items()}
    waiting = PlanRow.objects.waiting().filter(centre=request.worker.centre_id).order_by("pk")
    fields = _by_field(tasks, plan)
    context = {
        "waiting": [_told(row, names) for row in waiting.select_related("proposed_by")],
        "rows": [
            {
                **_told(row, names),
                "holds": plan.rows.get(row.sign) == row,
                "is_to_come": row.valid_from > today,
            }
            for row in _approved(request)
        ],
        "fields": fields,
        "assumed": sum(each.is_assumed for _field, lines in fields for each in lines),
        "form": form,
        "may_approve": may(request.worker, "approve_plan"),
    }
    return render(request, "classification/page.html", context, status=status)


def _told(row: PlanRow, names: dict[str, str]) -> dict[str, Any]:
    return {"row": row, "tasks": sorted((names.get(key, key) for key in row.tasks), key=order_key)}


def _by_field(tasks: dict[str, Task], plan: Plan) -> list[tuple[str, list[TaskSign]]]:
    """Every task with its sign, by field of work."""
    lines: dict[str, list[TaskSign]] = {}
    for key, task in tasks.items():
        row = plan.of(key)
        assert task.classification is not None
        sign = row.sign if row else task.classification.sign
        assumed = row is None and task.classification.assumed
        lines.setdefault(task.field, []).append(TaskSign(key, _name(task), sign, assumed))
    named = [(each.key, each.name(reading())) for each in catalogue().code_lists["fields_of_work"].entries]
    return [
        (name, sorted(lines[key], key=lambda each: order_key(each.name)))
        for key, name in named
        if key in lines
    ]


def _name(task: Task) -> str:
    return task.name(reading())
