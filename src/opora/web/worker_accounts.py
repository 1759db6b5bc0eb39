"""The administrator's page: who of the centre has an account, with which roles, and ending one at once."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.models import Case
from opora.organisation.accounts import close_account
from opora.organisation.models import Role, Worker
from opora.organisation.posts import post_of
from opora.organisation.refusal import Refused
from opora.people.folding import order_key
from opora.web.access import WorkerRequest, needs
from opora.web.forms.accounts import AccountsShownForm
from opora.web.paging import read_key


@needs("manage_accounts")
def accounts(request: WorkerRequest) -> HttpResponse:
    """The workers of the administrator's centre by name, also those whose account is closed."""
    centre, today = request.worker.centre, timezone.localdate()
    form = AccountsShownForm(request.GET, units=centre.units.order_by("name"))
    found = Worker.objects.filter(centre=centre).select_related("unit").prefetch_related("grants__unit")
    shown = sorted(form.of(found), key=lambda one: (order_key(one.family_name), order_key(one.given_name)))
    context = {
        "form": form,
        "rows": [(worker, _roles(worker, today), worker.pk == request.worker.pk) for worker in shown],
    }
    return render(request, "accounts/list.html", context)


@require_POST
@needs("manage_accounts")
def end_account(request: WorkerRequest) -> HttpResponse:
    """Close an account at once; say how much work is left without a worker."""
    key = read_key(request.POST.get("worker", ""))
    worker = None if key is None else Worker.objects.filter(pk=key, centre=request.worker.centre_id).first()
    if worker is None:
        raise Refused(_("This centre has no such account. Look at the page again."))
    if worker.pk == request.worker.pk:
        raise Refused(
            _("This is your own account. Another administrator, or whoever runs the server, ends it.")
        )
    _close(worker, request.worker)
    messages.success(request, _("The account of %(worker)s is closed.") % {"worker": worker})
    if left := Case.objects.assigned(worker).open().count():
        told = ngettext(
            "%(count)d open case is still assigned to this worker. The head of its unit assigns it anew.",
            "%(count)d open cases are still assigned to this worker. The heads of their units assign them "
            "anew.",
            left,
        )
        messages.warning(request, told % {"count": left})
    return redirect("accounts")


@transaction.atomic
def _close(worker: Worker, by: Worker) -> None:
    close_account(worker, on=timezone.localdate())
    record(by, Deed.CHANGED, "close_account", detail={"worker": worker.pk})


def _roles(worker: Worker, today: date) -> list[dict[str, Any]]:
    """The roles held today, each with the unit it holds in."""
    held = [grant for grant in worker.grants.all() if worker.is_active and grant.holds_on(today)]
    return [{"role": post_of(worker, Role(grant.role)), "unit": grant.unit} for grant in held]
