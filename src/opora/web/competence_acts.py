"""Entering and ending what a worker is qualified for and which roles they hold.

Nothing is erased: it ends on a day, and what was done under it stays done. What was entered by mistake is
withdrawn with a reason and stays readable.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.audit.log import record
from opora.audit.models import Deed
from opora.organisation.competences import annul_competence, end_competence, give_competence
from opora.organisation.models import Competence, Role, RoleGrant, Worker
from opora.organisation.refusal import Refused
from opora.organisation.roles import end_role, grant_role
from opora.web.access import WorkerRequest, needs
from opora.web.competences import draw_worker, find_worker, running_entries, running_roles, standing_entries
from opora.web.forms.competences import AnnulForm, CompetenceForm, EndForm, EndRoleForm, RoleForm
from opora.web.refusal import redrawing


@require_POST
@needs("manage_accounts")
def give(request: WorkerRequest, pk: int) -> HttpResponse:
    """Enter a qualification or licence."""
    found = find_worker(request, pk)
    form = CompetenceForm(request.POST)
    draw = redrawing(request, lambda **drawn: draw_worker(request, found, **drawn), competence_form=form)
    if not form.is_valid():
        return draw()
    _give(found, request.worker, form.cleaned_data)
    messages.success(request, _("It is entered for %(worker)s.") % {"worker": found})
    return redirect("worker", found.pk)


@require_POST
@needs("manage_accounts")
def end(request: WorkerRequest, pk: int) -> HttpResponse:
    """End a qualification or licence on a day."""
    found = find_worker(request, pk)
    form = EndForm(request.POST, competences=running_entries(found))
    draw = redrawing(request, lambda **drawn: draw_worker(request, found, **drawn), end_form=form)
    if not form.is_valid():
        return draw()
    _end(form.cleaned_data["entry"], form.cleaned_data["last_day"], request.worker)
    messages.success(request, _("The last day is entered. What was done until then stays done."))
    return redirect("worker", found.pk)


@require_POST
@needs("manage_accounts")
def annul(request: WorkerRequest, pk: int) -> HttpResponse:
    """Withdraw what was entered by mistake; the entry stays, with who withdrew it and why."""
    found = find_worker(request, pk)
    form = AnnulForm(request.POST, competences=standing_entries(found))
    draw = redrawing(request, lambda **drawn: draw_worker(request, found, **drawn), annul_form=form)
    if not form.is_valid():
        return draw()
    _annul(form.cleaned_data["entry"], form.cleaned_data["reason"], request.worker)
    messages.success(request, _("The entry is withdrawn and stays readable."))
    return redirect("worker", found.pk)


@require_POST
@needs("manage_accounts")
def give_role(request: WorkerRequest, pk: int) -> HttpResponse:
    """Give a role from a day on; nobody gives themselves one."""
    found = find_worker(request, pk)
    form = RoleForm(request.POST, units=found.centre.units.order_by("name"))
    draw = redrawing(request, lambda **drawn: draw_worker(request, found, **drawn), role_form=form)
    if not form.is_valid():
        return draw()
    _refuse_oneself(found, request.worker)
    _give_role(found, request.worker, form.cleaned_data)
    messages.success(request, _("The role is given to %(worker)s.") % {"worker": found})
    return redirect("worker", found.pk)


@require_POST
@needs("manage_accounts")
def take_role(request: WorkerRequest, pk: int) -> HttpResponse:
    """End a role on a day; nobody ends their own."""
    found = find_worker(request, pk)
    form = EndRoleForm(request.POST, grants=running_roles(found))
    draw = redrawing(request, lambda **drawn: draw_worker(request, found, **drawn), end_role_form=form)
    if not form.is_valid():
        return draw()
    _refuse_oneself(found, request.worker)
    _end_role(form.cleaned_data["grant"], form.cleaned_data["last_day"], request.worker)
    messages.success(request, _("The last day is entered. What was done until then stays done."))
    return redirect("worker", found.pk)


@transaction.atomic
def _give(found: Worker, by: Worker, given: dict[str, Any]) -> None:
    given = dict(given)
    kind, key = given.pop("kind"), given.pop("key")
    give_competence(found, kind, key, by=by, at=timezone.now(), **given)
    detail = {"worker": found.pk, "key": key, "from": f"{given['from_day']}"}
    record(by, Deed.CREATED, "give_competence", detail=detail)


@transaction.atomic
def _end(entry: Competence, last_day: date, by: Worker) -> None:
    end_competence(entry, last_day=last_day, by=by, at=timezone.now())
    detail = {"worker": entry.worker_id, "key": entry.key, "last_day": f"{last_day}"}
    record(by, Deed.CHANGED, "end_competence", detail=detail)


@transaction.atomic
def _annul(entry: Competence, reason: str, by: Worker) -> None:
    annul_competence(entry, reason=reason, by=by, at=timezone.now())
    record(by, Deed.CHANGED, "annul_competence", detail={"worker": entry.worker_id, "key": entry.key})


@transaction.atomic
def _give_role(found: Worker, by: Worker, given: dict[str, Any]) -> None:
    grant = grant_role(
        found,
        Role(given["role"]),
        unit=given["unit"],
        from_day=given["from_day"],
        until=given["until"],
        by=by,
        at=timezone.now(),
    )
    detail = {"worker": found.pk, "role": grant.role, "unit": grant.unit_id, "from": f"{given['from_day']}"}
    record(by, Deed.CREATED, "grant_role", detail=detail)


@transaction.atomic
def _end_role(grant: RoleGrant, last_day: date, by: Worker) -> None:
    end_role(grant, last_day=last_day)
    detail = {"worker": grant.worker_id, "role": grant.role, "last_day": f"{last_day}"}
    record(by, Deed.CHANGED, "end_role", detail=detail)


def _refuse_oneself(found: Worker, by: Worker) -> None:
    if found.pk == by.pk:
        raise Refused(
            _("These are your own roles. Another administrator, or whoever runs the server, changes them.")
        )
