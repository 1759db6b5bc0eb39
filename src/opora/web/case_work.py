"""The work of a case of any task, from its definition and its rows: steps, records, minutes, team, links."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from opora.cases.catalogue_versions import task_of
from opora.cases.milestones import stages_to_choose
from opora.cases.minutes import against_norm, time_of
from opora.cases.models import Case, CaseLink, CaseState, DeadlineState, LinkKind, Teammate
from opora.cases.nights import Guest, guests_of, record_of_nights
from opora.cases.steps import steps_of
from opora.cases.told_outcomes import told_outcome
from opora.catalogue import Task
from opora.organisation.access import may
from opora.organisation.kept_queries import kept
from opora.organisation.models import Worker
from opora.web.access import WorkerRequest, needs
from opora.web.case_frame import application_in, find_case, header
from opora.web.case_records import kinds_of
from opora.web.colleagues import workers_of
from opora.web.cycles import cycle_shown
from opora.web.executor_roles import name_of_executor
from opora.web.file_contents import file_shown
from opora.web.forms.case_work import (
    CloseForm,
    JoinForm,
    LinkForm,
    ReopenForm,
    StageForm,
    TimeForm,
    UnlinkForm,
)
from opora.web.open_ends import ends_shown
from opora.web.stays import stay_shown
from opora.web.step_lines import checklist
from opora.web.stepper import stages_of
from opora.web.what_follows import what_follows

TIMES_SHOWN = 8


@needs("see_case")
def case_work(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Steps and records of an application's case; of any other case its first page shows them."""
    found = find_case(request, public_id)
    if application_in(found) is None:
        return redirect("case", public_id)
    return draw_work(request, found)


def draw_work(request: WorkerRequest, found: Case, *, changed: str = "", **typed: Any) -> HttpResponse:
    """The page of the work beside an application, with the form that was refused where there is one."""
    work = work_of(request.worker, found, **typed) | {"changed": changed}
    context = header(request, found, "case_work") | work
    return render(request, "work/work.html", context, status=422 if typed else 200)


def work_of(
    worker: Worker,
    case: Case,
    *,
    time_form: TimeForm | None = None,
    stage_form: StageForm | None = None,
    join_form: JoinForm | None = None,
    link_form: LinkForm | None = None,
    unlink_form: UnlinkForm | None = None,
    close_form: CloseForm | None = None,
    reopen_form: ReopenForm | None = None,
) -> dict[str, Any]:
    """What the sections of a case's work show; a form that was refused comes back as it was typed."""
    task, today = task_of(case), timezone.localdate()
    accesses = case.accesses.filter(worker=worker, from_at__lte=timezone.now(), until_at__gt=timezone.now())
    team = _team_of(case)
    is_mine = case.assigned_to_id == worker.pk or any(mate.worker_id == worker.pk for mate in team)
    spent = time_of(case)
    steps = checklist(
        steps_of(case, on=today, times=spent.times), today, has_ended=case.state == CaseState.CLOSED
    )
    handles = is_mine or accesses.exists()
    kinds = kinds_of(task, case, handles=handles, reader=worker)
    colleagues = workers_of(case, worker)
    doing = {
        "may_do": may(worker, "do_step", case=case),
        "may_keep": may(worker, "keep_record", case=case),
        "may_spend": may(worker, "spend_time", case=case),
        "may_manage": may(worker, "manage_team", case=case),
        "may_link": may(worker, "link_cases", case=case),
        "may_open": may(worker, "open_case"),
        "may_close": case.state != CaseState.CLOSED and may(worker, "close_case", case=case),
        "may_reopen": may(worker, "reopen_case", case=case),
    }
    may_end = doing["may_close"] and not steps.waits_for
    links = links_of(case, worker, unlink_form)
    ends = ends_shown(case, worker, today) if may_end else None
    return doing | {
        "task": task,
        "stages": stages_of(task, case),
        "steps": steps,
        "kinds": [kind for kind in kinds if kind.rows],
        "kinds_to_come": [kind for kind in kinds if not kind.rows and kind.is_open_to_me],
        "guests": _guests(case, task, today) if handles else [],
        "kinds_closed": [kind.name for kind in kinds if not kind.is_open_to_me],
        "spent": spent,
        "times": list(reversed(spent.times))[:TIMES_SHOWN],
        "cycle": cycle_shown(case),
        "contents": file_shown(case, worker, handles=handles),
        "stay": stay_shown(case, task, case.deadlines.filter(state=DeadlineState.RUNNING), today),
        "times_unseen": max(0, len(spent.times) - TIMES_SHOWN),
        "norm": against_norm(case, spent),
        "by_worker": sorted(spent.by_worker.items(), key=lambda one: -one[1]),
        "team": [(mate, name_of_executor(mate.role)) for mate in team],
        "links": links,
        "follows": what_follows(case, task, worker, linked=_seen_among(links)),
        "time_form": time_form or time_form_of(task, colleagues, worker),
        "stage_form": stage_form or StageForm(stages=to_choose(case), initial={"stage": case.stage}),
        "join_form": join_form or JoinForm(workers=colleagues, roles=team_roles(task)),
        "link_form": link_form or LinkForm(),
        "open_ends": ends,
        "close_form": close_form or close_form_of(case, task, asks_to_look=bool(ends)),
        "reopen_form": reopen_form or ReopenForm(),
    }


def _guests(case: Case, task: Task, today: date) -> list[Guest]:
    """Who stays, with nights and days, where the task counts them; for those who handle the case."""
    record = record_of_nights(task)
    return guests_of(case, record, on=today) if record else []


@kept
def _team_of(case: Case) -> QuerySet[Teammate]:
    return Teammate.objects.filter(case=case, until=None).select_related("worker").order_by("pk")


def time_form_of(task: Task, colleagues: list[Worker], worker: Worker, *args: Any) -> TimeForm:
    """The form for minutes: one's own, today, until somebody says otherwise."""
    language = get_language() or "en"
    steps = [(step.key, step.name(language)) for step in task.steps]
    initial = {"worker": worker.pk, "on": timezone.localdate()}
    return TimeForm(*args, workers=colleagues, steps=steps, initial=initial)


def stage_choices(task: Task) -> list[tuple[str, str]]:
    """The stages a case may be brought into; closing is an act of its own."""
    language = get_language() or "en"
    return [(stage.key, stage.name(language)) for stage in task.stages if stage.is_ != "closed"]


def to_choose(case: Case) -> list[tuple[str, str]]:
    """Those of them that do not follow from what is recorded."""
    language = get_language() or "en"
    return [(stage.key, stage.name(language)) for stage in stages_to_choose(case)]


def outcomes_of(task: Task) -> list[tuple[str, str]]:
    """How a case of the task may end."""
    language = get_language() or "en"
    return [(outcome.key, outcome.name(language)) for outcome in task.outcomes]


def close_form_of(case: Case, task: Task, *, asks_to_look: bool) -> CloseForm:
    """The form for the end of a case; how it ended stands there already where a record tells."""
    told = told_outcome(case, task)
    initial = {"outcome": told.outcome} if told else {}
    return CloseForm(outcomes=outcomes_of(task), asks_to_look=asks_to_look, initial=initial)


def team_roles(task: Task) -> list[tuple[str, str]]:
    """The roles among those who do the task, once each."""
    return [(role, name_of_executor(role)) for role in dict.fromkeys(each.role for each in task.executors)]


def links_of(case: Case, worker: Worker, unlink_form: UnlinkForm | None = None) -> list[dict[str, Any]]:
    """Cases that belong with this one, each with its form of undoing; of one not seen, only that it is."""
    rows = sorted(_links_of(case), key=lambda row: row.case_id != case.pk)
    others = [row.other if row.case_id == case.pk else row.case for row in rows]
    seen = (
        set(
            Case.objects.visible_to(worker)
            .filter(pk__in=[one.pk for one in others])
            .values_list("pk", flat=True)
        )
        if others
        else set()
    )
    return [
        {
            "kind": row.told_in(case),
            "case": other if other.pk in seen else None,
            "row": row,
            "undoing": _undoing(row, unlink_form) if other.pk in seen else None,
        }
        for row, other in zip(rows, others, strict=True)
    ]


@kept
def _links_of(case: Case) -> QuerySet[CaseLink]:
    either = CaseLink.objects.filter(Q(case=case) | Q(other=case))
    return either.select_related("case", "other").order_by("pk")


def _seen_among(links: list[dict[str, Any]]) -> list[int]:
    return [link["case"].pk for link in links if link["case"]]


def _undoing(row: CaseLink, typed: UnlinkForm | None) -> UnlinkForm | None:
    """The form of undoing a link; none for a case that grew out of another. A refused one as it was typed."""
    if row.kind == LinkKind.GREW_OUT_OF:
        return None
    return typed if typed is not None and typed.of == row.pk else UnlinkForm(of=row.pk)
