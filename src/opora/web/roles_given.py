"""The director reads which roles others gave, and says that they have looked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from opora.audit.log import record
from opora.audit.models import Deed
from opora.organisation import roles_watched
from opora.organisation.access import may
from opora.organisation.models import Role, RoleGrant, Worker
from opora.organisation.posts import post_of
from opora.organisation.roles import ONE_DAY
from opora.web.access import WorkerRequest, needs
from opora.web.paging import page_by_key, read_key
from opora.web.waiting_items import Item, local_day

STEP = "watch_roles"


@needs(STEP)
def roles_given(request: WorkerRequest) -> HttpResponse:
    """Those nobody has looked at, or with `?all` every one, the newest first."""
    shows_all = "all" in request.GET
    find = roles_watched.roles_given if shows_all else roles_watched.not_seen
    page = page_by_key(find(request.worker), request.GET.get("after", ""))
    context = {
        "page": page,
        "rows": [_row(grant) for grant in page.rows],
        "unseen": [grant.pk for grant in page.rows if grant.seen_at is None],
        "shows_all": shows_all,
    }
    return render(request, "accounts/roles_given.html", context)


@require_POST
@needs(STEP)
def see(request: WorkerRequest) -> HttpResponse:
    """Note that those the page showed were looked at, and no other."""
    shown = [key for key in map(read_key, request.POST.getlist("grant")) if key is not None]
    count = roles_watched.see_roles(request.worker, shown, at=timezone.now())
    if count:
        record(request.worker, Deed.CHANGED, "see_roles_given", detail={"grants": shown})
    messages.success(request, _("It is noted that you have looked at them."))
    return redirect("roles_given")


def roles_to_look_at(worker: Worker) -> Iterator[Item]:
    """One line of the director's day for all roles that others gave and nobody has looked at."""
    if not may(worker, STEP):
        return
    given = list(roles_watched.not_seen(worker).values_list("given_at", flat=True))
    if given:
        yield Item(
            "soon",
            _("Roles"),
            _("Roles given"),
            ngettext(
                "%(count)d role was given to a worker. Look at whether it is right.",
                "%(count)d roles were given to workers. Look at whether they are right.",
                len(given),
            )
            % {"count": len(given)},
            reverse("roles_given"),
            local_day(given[-1]),
            _("given on"),
        )


def _row(grant: RoleGrant) -> dict[str, Any]:
    upper = grant.period.upper
    return {
        "of": grant,
        "name": post_of(grant.worker, Role(grant.role)),
        "last_day": None if upper is None else upper - ONE_DAY,
    }
