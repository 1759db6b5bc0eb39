"""The administrator opens an account, gives its first password, closes it and opens it again.

The same rules as at the terminal (`opora worker`). A first password is drawn on the answer to the act
that made it and nowhere else: in no address, no message kept for later, no e-mail and no log.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from opora.audit.log import record
from opora.audit.models import Deed
from opora.organisation.accounts import (
    close_account,
    give_first_password,
    mark_of_password,
    open_account,
    reopen_account,
    roles_at_closing,
)
from opora.organisation.models import Role, Worker
from opora.organisation.post_shares import set_post_share
from opora.organisation.posts import post_of
from opora.organisation.refusal import Refused
from opora.web.access import WorkerRequest, needs
from opora.web.competences import draw_worker, find_worker
from opora.web.forms.accounts import CloseAccountForm, OpenAccountForm, PostShareForm, ReopenAccountForm
from opora.web.left_behind import left_behind
from opora.web.refusal import redrawing


@needs("manage_accounts")
def new(request: WorkerRequest) -> HttpResponse:
    """Open an account with its first roles; the first password is given on the page that follows."""
    units = list(request.worker.centre.units.order_by("name"))
    if request.method != "POST":
        return _draw_new(request, form=OpenAccountForm(units=units))
    form = OpenAccountForm(request.POST, units=units)
    draw = redrawing(request, lambda **drawn: _draw_new(request, **drawn), form=form)
    if not form.is_valid():
        return draw()
    worker = _open(request.worker, form.cleaned_data)
    messages.success(request, _("The account of %(worker)s is open.") % {"worker": worker})
    return redirect("worker", worker.pk)


@require_POST
@needs("manage_accounts")
@sensitive_variables("password")
def first_password(request: WorkerRequest, pk: int) -> HttpResponse:
    """Show a first password, once; asked again before its owner signed in, another one takes its place."""
    found = find_worker(request, pk)
    _refuse_oneself(found, request.worker)
    if found.must_change_password and request.POST.get("instead_of") != mark_of_password(found):
        messages.warning(
            request,
            _("A first password was given already, and it holds. Give another one only if it was lost."),
        )
        return redirect("worker", found.pk)
    password = _give_password(found, request.worker)
    return render(request, "accounts/first_password.html", {"found": found, "password": password})


@needs("manage_accounts")
def end(request: WorkerRequest, pk: int) -> HttpResponse:
    """Ask once more before an account is closed: with the reason, and what is left behind."""
    found = find_worker(request, pk)
    _refuse_oneself(found, request.worker)
    if not found.is_active and request.method != "POST":
        messages.info(request, _("The account %(login)s is closed already.") % {"login": found.login})
        return redirect("worker", found.pk)
    if request.method != "POST":
        return _draw_end(request, found, form=CloseAccountForm())
    form = CloseAccountForm(request.POST)
    draw = redrawing(request, lambda **drawn: _draw_end(request, found, **drawn), form=form)
    if not form.is_valid():
        return draw()
    _close(found, request.worker, form.cleaned_data["reason"])
    messages.success(request, _("The account of %(worker)s is closed.") % {"worker": found})
    return redirect("worker", found.pk)


@needs("manage_accounts")
def reopen(request: WorkerRequest, pk: int) -> HttpResponse:
    """Open a closed account again, with roles given anew and a reason."""
    found = find_worker(request, pk)
    _refuse_oneself(found, request.worker)
    units = list(found.centre.units.order_by("name"))
    if found.is_active and request.method != "POST":
        messages.info(request, _("The account %(login)s is open already.") % {"login": found.login})
        return redirect("worker", found.pk)
    if request.method != "POST":
        return _draw_reopen(request, found, form=ReopenAccountForm(units=units))
    form = ReopenAccountForm(request.POST, units=units)
    draw = redrawing(request, lambda **drawn: _draw_reopen(request, found, **drawn), form=form)
    if not form.is_valid():
        return draw()
    _reopen(found, request.worker, form.cleaned_data)
    messages.success(request, _("The account of %(worker)s is open again.") % {"worker": found})
    return redirect("worker", found.pk)


@require_POST
@needs("manage_accounts")
def post_share(request: WorkerRequest, pk: int) -> HttpResponse:
    """Enter how much of a full post somebody works."""
    found = find_worker(request, pk)
    form = PostShareForm(request.POST)
    draw = redrawing(request, lambda **drawn: draw_worker(request, found, **drawn), share_form=form)
    if not form.is_valid():
        return draw()
    _set_share(found, request.worker, form.cleaned_data["percent"])
    messages.success(request, _("The load of %(worker)s is held against this share.") % {"worker": found})
    return redirect("worker", found.pk)


@transaction.atomic
def _set_share(found: Worker, by: Worker, percent: int) -> None:
    set_post_share(found, percent=percent, by=by, at=timezone.now())
    record(by, Deed.CHANGED, "set_post_share", detail={"worker": found.pk})


@transaction.atomic
def _open(by: Worker, given: dict[str, Any]) -> Worker:
    now = timezone.now()
    worker = open_account(
        centre=by.centre,
        password=None,
        must_change_password=True,
        on=timezone.localdate(now),
        by=by,
        at=now,
        **given,
    )
    record(by, Deed.CREATED, "open_account", detail=_told(worker, given))
    return worker


@transaction.atomic
def _give_password(found: Worker, by: Worker) -> str:
    password = give_first_password(found)
    record(by, Deed.CHANGED, "give_first_password", detail={"worker": found.pk})
    return password


@transaction.atomic
def _close(found: Worker, by: Worker, reason: str) -> None:
    now = timezone.now()
    close_account(found, on=timezone.localdate(now), reason=reason, by=by, at=now)
    record(by, Deed.CHANGED, "close_account", detail={"worker": found.pk})


@transaction.atomic
def _reopen(found: Worker, by: Worker, given: dict[str, Any]) -> None:
    now = timezone.now()
    reopen_account(found, on=timezone.localdate(now), by=by, at=now, **given)
    record(by, Deed.CHANGED, "reopen_account", detail=_told(found, given))


def _told(worker: Worker, given: dict[str, Any]) -> dict[str, Any]:
    place = given["roles_in"]
    return {"worker": worker.pk, "roles": list(given["roles"]), "unit": None if place is None else place.pk}


def _draw_new(request: WorkerRequest, *, form: OpenAccountForm, status: int = 200) -> HttpResponse:
    return render(request, "accounts/new.html", {"form": form}, status=status)


def _draw_end(
    request: WorkerRequest, found: Worker, *, form: CloseAccountForm, status: int = 200
) -> HttpResponse:
    context = {"form": form, "found": found, "left": left_behind(found)}
    return render(request, "accounts/end.html", context, status=status)


def _draw_reopen(
    request: WorkerRequest, found: Worker, *, form: ReopenAccountForm, status: int = 200
) -> HttpResponse:
    held = roles_at_closing(found)
    ended = [{"role": post_of(found, Role(grant.role)), "unit": grant.unit} for grant in held]
    context = {"form": form, "found": found, "ended": ended}
    return render(request, "accounts/reopen.html", context, status=status)


def _refuse_oneself(found: Worker, by: Worker) -> None:
    if found.pk == by.pk:
        raise Refused(
            _("This is your own account. Another administrator, or whoever runs the server, ends it.")
        )
