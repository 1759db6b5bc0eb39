"""The first page after sign-in: the first that this worker may open."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from opora.organisation.access import may
from opora.organisation.refusal import Refused
from opora.web.access import WorkerRequest
from opora.web.navigation import GROUPS

OWN = ("worklist", "accounts")
"""What somebody is here for, before what they may also read: their day, or the accounts they give out."""


def home(request: WorkerRequest) -> HttpResponse:
    """To one's own day, or to the page one is here for."""
    entries = [entry for _group, of_group in GROUPS for entry in of_group]
    for entry in sorted(entries, key=lambda each: each.name not in OWN):
        if may(request.worker, entry.step):
            return redirect(entry.name)
    raise Refused(_("No page is open to you yet. Ask the administrator of your centre to give you a role."))
