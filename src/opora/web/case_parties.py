"""Somebody comes into a running case, or their part in it ends."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.cases.added_parties import add_party as let_take_part
from opora.cases.added_parties import end_party as end_part
from opora.cases.catalogue_versions import task_of
from opora.cases.models import Body, Case, Party
from opora.catalogue import Task
from opora.organisation.access import require
from opora.organisation.refusal import Refused
from opora.web.access import WorkerRequest, needs
from opora.web.case_course import row_number
from opora.web.case_frame import find_case, header
from opora.web.household_rows import find, look_for_records
from opora.web.opening import BODIES_OFFERED
from opora.web.opening_whole import party_of
from opora.web.party_rows import BODY, PERSON, PartyRow, change_party_rows, fresh_row, read_party_rows
from opora.web.refusal import UNPROCESSABLE
from opora.web.what_is_wrong import in_rows
from opora.web.work_place import to_work


@needs("keep_record")
def add_party(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """One row, as at the opening: a person found or entered, or a body."""
    case = find_case(request, public_id)
    require(request.worker, "keep_record", case=case)
    task = task_of(case)
    if request.method != "POST":
        is_body = request.GET.get("kind") == BODY or all(role.is_body for role in task.roles)
        return _page(request, case, [fresh_row(task, [], is_body=is_body)])
    step = request.POST.get("step", "")
    rows = read_party_rows(request.POST, task, judged=not step)[:1] or [fresh_row(task, [])]
    if step:
        return _page(request, case, _changed(rows, step, task, request))

    def draw() -> HttpResponse:
        return _page(request, case, rows, status=UNPROCESSABLE)

    row = rows[0]
    if not (row.is_body or row.is_new or row.person) and row.text.strip():
        find(row, request.worker)
    if not row.is_complete() or look_for_records([] if row.is_body else rows, request.worker):
        return draw()
    at = timezone.now()
    try:
        with transaction.atomic():
            party = let_take_part(case, party_of(row, request.worker, at), row.role, by=request.worker, at=at)
    except Refused as refusal:
        row.say(refusal)
        return draw()
    messages.success(request, _("%(who)s takes part in the case.") % {"who": party})
    return to_work(request, case, "parties")


@require_POST
@needs("keep_record")
def end_party(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """The part of somebody ends today."""
    case = find_case(request, public_id)
    require(request.worker, "keep_record", case=case)
    party = Party.objects.filter(case=case, pk=row_number(request.POST.get("party", "")), until=None).first()
    if party is None:
        raise Refused(_("This is no longer there. Look at the page again."))
    end_part(party, on=timezone.localdate(), by=request.worker, at=timezone.now())
    messages.success(request, _("%(who)s no longer takes part in the case.") % {"who": party})
    return to_work(request, case, "parties")


def _changed(rows: list[PartyRow], step: str, task: Task, request: WorkerRequest) -> list[PartyRow]:
    """What a button asks; the other kind of party takes the place of the empty row."""
    if step in (f"add-{PERSON}", f"add-{BODY}"):
        return [fresh_row(task, [], is_body=step.endswith(BODY))]
    return change_party_rows(rows, step, task, request.worker) or [fresh_row(task, [])]


def _page(request: WorkerRequest, case: Case, rows: list[PartyRow], status: int = 200) -> HttpResponse:
    task = task_of(case)
    context = header(request, case, "case") | {
        "rows": rows,
        "address": request.path,
        "bodies": Body.objects.order_by("name").values_list("name", flat=True)[:BODIES_OFFERED],
        "knows_persons": any(not role.is_body for role in task.roles),
        "knows_bodies": any(role.is_body for role in task.roles),
        "wrong": list(in_rows(rows)) if status == UNPROCESSABLE else [],
    }
    return render(request, "work/add_party.html", context, status=status)
