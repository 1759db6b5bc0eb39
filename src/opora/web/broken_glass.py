"""Cases opened with a reason: whoever watches over that reads why, and says that they have."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.audit import trail
from opora.cases.broken_glass import broken_glass as watched_by
from opora.cases.broken_glass import done_under, is_auditor, look_at_glass, not_looked_at
from opora.cases.models import Access, Case, GlassLook, Party
from opora.organisation.refusal import Refused
from opora.web.access import WorkerRequest, needs
from opora.web.paging import page_by_key, read_key
from opora.web.timeline import sentence


@needs("see_broken_glass")
def broken_glass(request: WorkerRequest) -> HttpResponse:
    """What still has to be looked at, or with `?all` everything, the newest first."""
    shows_all = "all" in request.GET
    own_side = GlassLook.objects.filter(as_auditor=is_auditor(request.worker)).select_related("by")
    found = watched_by(request.worker) if shows_all else not_looked_at(request.worker)
    page = page_by_key(
        found.prefetch_related(Prefetch("looks", queryset=own_side, to_attr="own_looks")),
        request.GET.get("after", ""),
    )
    trail.shows(_about_whom(page.rows))
    rows = _rows(request, page.rows)
    context = {
        "page": page,
        "rows": rows,
        "leaves_out_numbers": not all(row["is_numbered"] for row in rows),
        "shows_all": shows_all,
        "now": timezone.now(),
    }
    return render(request, "cases/broken_glass.html", context)


@require_POST
@needs("see_broken_glass")
def look_at(request: WorkerRequest) -> HttpResponse:
    """Note that the reason of one was read."""
    key = read_key(request.POST.get("access", ""))
    access = None if key is None else watched_by(request.worker).filter(pk=key).first()
    if access is None:
        raise Refused(_("You do not watch over this one: it is your own, or another unit's."))
    look_at_glass(access, by=request.worker, at=timezone.now())
    messages.success(request, _("It is noted that you have looked at it."))
    return redirect("broken_glass")


def _about_whom(accesses: list[Access]) -> list[int]:
    """The parties of the cases listed: a reason speaks of them, also where no name stands."""
    cases = {access.case_id for access in accesses}
    return list(Party.objects.persons().filter(case__in=cases).values_list("person_id", flat=True))


def _rows(request: WorkerRequest, accesses: list[Access]) -> list[dict[str, object]]:
    """Each with its number where this worker may know it: a head does not learn which case is sealed."""
    ids = [access.case_id for access in accesses]
    visible = Case.objects.visible_to(request.worker).filter(pk__in=ids)
    seen = set(visible.values_list("pk", flat=True))
    known = Q(pk__in=ids) if is_auditor(request.worker) else Q(pk__in=seen)
    done = done_under(accesses)
    numbered = set(Case.objects.filter(known).values_list("pk", flat=True)) if ids else set()
    return [
        {
            "access": access,
            "look": next(iter(access.own_looks), None),  # type: ignore[attr-defined]
            "done": [(sentence(each.key), each.detail.get("who", "")) for each in done[access.pk]],
            "is_numbered": access.case_id in numbered,
            "is_open_to_me": access.case_id in seen,
        }
        for access in accesses
    ]
