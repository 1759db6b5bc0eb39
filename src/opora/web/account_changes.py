"""What pages tell of a change of a bank account that waits for its second worker."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _

from opora.organisation.models import Worker
from opora.people.bank_accounts import waiting_change
from opora.people.models import AccountChange, Person
from opora.web.access import WorkerRequest


def change_shown(worker: Worker, found: Person, may_confirm: bool) -> dict[str, Any]:
    """The change that waits on a person's page, and what this worker may do with it.

    `found` knows from its own query whether one waits: most pages ask nothing more.
    """
    change = waiting_change(found) if found.has_account_change else None  # type: ignore[attr-defined]
    is_own = change is not None and change.entered_by_id == worker.pk
    return {
        "account_change": change,
        "may_confirm_account": may_confirm and not is_own,
        "may_withdraw_account": may_confirm,
        "is_own_account_change": is_own,
    }


def tell_of_waiting(request: WorkerRequest, person: Person, before: AccountChange | None) -> None:
    """A notice where a correction has just left a new account to be confirmed."""
    change = waiting_change(person)
    if change is not None and change != before:
        messages.warning(
            request,
            _("The new bank account waits until another worker confirms it. Until then the old one is paid."),
        )
