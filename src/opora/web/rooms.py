"""The rooms of the units: entered and given up by the head or the administrator."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.cases.models import Room
from opora.cases.rooms import close_room, make_room, rooms_managed_by
from opora.organisation.refusal import Refused
from opora.web.access import WorkerRequest, needs
from opora.web.forms.appointments import RoomForm
from opora.web.paging import read_key
from opora.web.refusal import on_refusal


@needs("manage_rooms")
def rooms(request: WorkerRequest) -> HttpResponse:
    """The rooms in use, and a new one."""
    units = rooms_managed_by(request.worker)
    form = RoomForm(request.POST if request.method == "POST" else None, units=units)

    def draw() -> HttpResponse:
        kept = Room.objects.filter(unit__in=units, closed_on=None).select_related("unit")
        context = {"form": form, "rooms": kept.order_by("unit__name", "name")}
        return render(request, "appointments/rooms.html", context, status=422 if form.errors else 200)

    on_refusal(request, form=form, draw=draw)
    if request.method != "POST" or not form.is_valid():
        return draw()
    given = form.cleaned_data
    made = make_room(
        given["unit"], name=given["name"], seats=given["seats"], by=request.worker, at=timezone.now()
    )
    messages.success(request, _("The room %(room)s can be booked now.") % {"room": made})
    return redirect("rooms")


@require_POST
@needs("manage_rooms")
def give_up(request: WorkerRequest) -> HttpResponse:
    """Give a room up; its past meetings stay."""
    units, key = rooms_managed_by(request.worker), read_key(request.POST.get("room", ""))
    if key is None:
        raise Refused(_("Choose the room that is given up."))
    room = get_object_or_404(Room, pk=key, unit__in=units)
    close_room(room, by=request.worker, on=timezone.localdate(), at=timezone.now())
    return redirect("rooms")
