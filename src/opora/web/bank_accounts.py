"""A change of a bank account that waits for its second worker: confirmed, or withdrawn."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.people.bank_accounts import confirm_account, withdraw_account
from opora.web.access import WorkerRequest, needs
from opora.web.persons import find_person


@require_POST
@needs("confirm_account")
def confirm(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Let the new account hold. The form carries the number that was read."""
    found = find_person(request, public_id)
    number = request.POST.get("number", "")
    confirm_account(found, number=number, by=request.worker, at=timezone.now())
    messages.success(request, _("The new account holds from now on."))
    return redirect("person", public_id)


@require_POST
@needs("confirm_account")
def withdraw(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Drop the new account."""
    found = find_person(request, public_id)
    withdraw_account(found, by=request.worker, at=timezone.now())
    messages.success(request, _("The change of the account is withdrawn; the account on record stays."))
    return redirect("person", public_id)
