"""The rooms of a unit that meetings are held in."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.models import Appointment, Room
from opora.organisation.access import reach, require
from opora.organisation.models import Unit, Worker
from opora.organisation.refusal import Refused


@transaction.atomic
def make_room(unit: Unit, *, name: str, seats: int | None, by: Worker, at: datetime) -> Room:
    """Enter a room. Refused for a unit beyond one's reach and for a name that the unit has already."""
    _refuse_out_of_reach(by, unit)
    name = name.strip()
    if not name:
        raise Refused(_("Give the room a name, for example its number."), field="name")
    if unit.rooms.filter(name=name).exists():
        raise Refused(
            _("%(unit)s has a room of this name. Choose another name.") % {"unit": unit}, field="name"
        )
    room = Room.objects.create(unit=unit, name=name, seats=seats)
    record(by, Deed.CREATED, "make_room", detail={"room": room.pk}, at=at)
    return room


@transaction.atomic
def close_room(room: Room, *, by: Worker, on: date, at: datetime) -> Room:
    """Give a room up from a day on. Refused while meetings are agreed on there."""
    room = Room.objects.select_for_update(of=("self",), no_key=True).select_related("unit").get(pk=room.pk)
    _refuse_out_of_reach(by, room.unit)
    ahead = Appointment.objects.standing().filter(room=room, starts_at__gte=at).count()
    if ahead:
        raise Refused(
            ngettext(
                "%(count)d appointment is still agreed on in %(room)s. Move it first.",
                "%(count)d appointments are still agreed on in %(room)s. Move them first.",
                ahead,
            )
            % {"count": ahead, "room": room}
        )
    room.closed_on = on
    room.save(update_fields=["closed_on"])
    record(by, Deed.CHANGED, "close_room", detail={"room": room.pk}, at=at)
    return room


def rooms_managed_by(worker: Worker) -> list[Unit]:
    """The units whose rooms the worker may enter and give up."""
    reached = reach(worker, "manage_rooms")
    units = Unit.objects.filter(centre=worker.centre_id).order_by("name")
    return list(units if reached.centre is not None else units.filter(pk__in=reached.units))


def _refuse_out_of_reach(by: Worker, unit: Unit) -> None:
    require(by, "manage_rooms")
    reached = reach(by, "manage_rooms")
    if not reached.holds_in(unit):
        raise Refused(_("The rooms of %(unit)s are kept by its own head.") % {"unit": unit}, field="unit")
