"""Somebody falls out of a meeting and somebody else takes over; both workers read it in their day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.cases.models import Appointment, Event
from opora.cases.stand_ins import take_over
from opora.organisation.kept_queries import kept
from opora.organisation.models import Worker
from opora.web.access import WorkerRequest, needs
from opora.web.appointments import draw_with
from opora.web.forms.stand_ins import stand_in_form
from opora.web.refusal import on_refusal
from opora.web.templatetags.page import moment
from opora.web.waiting_items import Item

TOLD_FOR = timedelta(days=3)
CHANGES = ("appointment_changed", "appointment_cancelled")


@require_POST
@needs("make_appointment")
def take_over_part(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Let somebody who is free take the part of a worker who falls out."""
    visible = Appointment.objects.visible_to(request.worker).select_related("case", "worker", "room")
    found = get_object_or_404(visible, public_id=public_id)
    form = stand_in_form(found, request.POST)
    on_refusal(request, form=form, draw=lambda: draw_with(request, found, form))
    if not form.is_valid():
        return draw_with(request, found, form)
    given = form.cleaned_data
    take_over(
        found,
        out=Worker.objects.get(pk=given["out"]),
        instead=Worker.objects.get(pk=given["instead"]),
        reason=given["stand_in_reason"],
        by=request.worker,
        at=timezone.now(),
    )
    messages.success(request, _("The appointment is changed."))
    return redirect("appointment", public_id)


def meetings_changed(worker: Worker) -> Iterator[Item]:
    """Meetings to come that somebody else moved or called off in the last days, with the reason."""
    now = timezone.now()
    for each in _changed_for(worker, since=now - TOLD_FOR, begins=now):
        told = {"subject": each.subject, "when": moment(each.starts_at), "reason": each.reason}
        words = (
            _("Called off: “%(subject)s”, %(when)s. %(reason)s")
            if each.is_cancelled
            else _("Changed: “%(subject)s” is now %(when)s. %(reason)s")
        )
        yield Item(
            "soon",
            _("Appointment"),
            each.case.number if each.case else "",
            words % told,
            reverse("appointment", args=[each.public_id]),
            case=each.case,
        )


@kept
def _changed_for(worker: Worker, since: datetime, begins: datetime) -> QuerySet[Appointment]:
    own = Event.objects.filter(case=OuterRef("case"), key__in=CHANGES, by=worker, at=OuterRef("changed_at"))
    changed = Q(revision__gt=0, changed_at__gte=since, starts_at__gte=begins, case__isnull=False)
    mine = Appointment.objects.of(worker).visible_to(worker).filter(changed).exclude(Exists(own))
    return mine.select_related("case").order_by("starts_at", "pk")
