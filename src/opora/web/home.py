"""The first page after sign-in: the first that this worker may open."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.organisation.access import may
from opora.organisation.models import Role
from opora.organisation.refusal import Refused
from opora.web.access import WorkerRequest
from opora.web.navigation import GROUPS


def home(request: WorkerRequest) -> HttpResponse:
    """To one's own day, or to the page one is here for; an administrator's work is not on pages."""
    for _group, entries in GROUPS:
        for entry in entries:
            if may(request.worker, entry.step):
                return redirect(entry.name)
    if Role.ADMINISTRATOR in request.worker.roles_on(timezone.localdate()):
        return render(request, "home/administrator.html")
    raise Refused(_("No page is open to you yet. Ask the administrator of your centre to give you a role."))
