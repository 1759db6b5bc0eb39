"""The administrator's page: who of the centre has an account, and with which roles."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from opora.organisation.models import Role, Worker
from opora.organisation.posts import post_of
from opora.people.folding import order_key
from opora.web.access import WorkerRequest, needs
from opora.web.forms.accounts import AccountsShownForm


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


def _roles(worker: Worker, today: date) -> list[dict[str, Any]]:
    """The roles held today, each with the unit it holds in."""
    held = [grant for grant in worker.grants.all() if worker.is_active and grant.holds_on(today)]
    return [{"role": post_of(worker, Role(grant.role)), "unit": grant.unit} for grant in held]
