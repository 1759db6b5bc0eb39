"""A case given away and the same form sent once more: a second click ends where the first one did."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.cases.models import Case, Event
from opora.organisation.access import may
from opora.organisation.models import Worker
from opora.web.access import WorkerRequest

GIVEN = ("case_handed_over", "case_transferred", "case_passed_on", "case_assigned")
SENT_ONCE_MORE = timedelta(minutes=10)
"""So long a form that is sent again means the same act, and not a case nobody knows of. A setting of ours."""


def already_given(request: WorkerRequest, public_id: UUID) -> HttpResponse | None:
    """Where a second click leads: only of a case this worker has just given away and sees no more."""
    if Case.objects.visible_to(request.worker).filter(public_id=public_id).exists():
        return None
    lately = Event.objects.filter(by=request.worker, at__gte=timezone.now() - SENT_ONCE_MORE)
    if not lately.filter(case__public_id=public_id, key__in=GIVEN).exists():
        return None
    messages.info(request, _("You have given this case away already; nothing was done twice."))
    return redirect(after_giving(request.worker))


def after_giving(worker: Worker) -> str:
    """The page on which whoever gave a case away sees what became of it."""
    return "handovers" if may(worker, "see_handovers") else "cases"
