"""The first page after sign-in: the first that this worker may open."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from opora.organisation.access import may
from opora.organisation.refusal import Refused
from opora.web.access import WorkerRequest
from opora.web.navigation import GROUPS


def home(request: WorkerRequest) -> HttpResponse:
    """To one's own day, or to the page one is here for."""
    for _group, entries in GROUPS:
        for entry in entries:
            if may(request.worker, entry.step):
                return redirect(entry.name)
    raise Refused(_("No page is open to you yet. Ask the administrator of your centre to give you a role."))
