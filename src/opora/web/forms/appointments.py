"""What is typed about an appointment: when, where, with whom; why it changes or falls through; rooms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from opora.cases.appointments import CANCELLED
from opora.cases.models import Appointment, AppointmentKind, Attendance, Room
from opora.organisation.models import Unit, Worker
from opora.people.models import Person
from opora.web.forms.cases import HourField
from opora.web.forms.facts import WholeNumberField
from opora.web.forms.fields import DayField, OneOfField, PageForm

NO_ROOM = ("", _("none of ours"))


class AppointmentForm(PageForm):
    """A meeting of one or more workers, with persons of the case and in a room where there is one."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=AppointmentKind.choices, initial=AppointmentKind.TALK, required=False
    )
    subject = forms.CharField(label=_("About what"), max_length=200)
    day = DayField(label=_("Day"))
    hour = HourField(label=_("Hour"))
    minutes = WholeNumberField(label=_("Minutes"), initial=30, min_value=5, max_value=480)
    persons = forms.TypedMultipleChoiceField(
        label=_("Who is invited"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    with_workers = forms.TypedMultipleChoiceField(
        label=_("Together with"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    room = forms.TypedChoiceField(label=_("Room"), required=False, coerce=int, empty_value=None)
    place = forms.CharField(label=_("Where else"), required=False, max_length=120)

    def __init__(
        self,
        *args: Any,
        persons: Iterable[Person],
        workers: Iterable[Worker],
        rooms: Iterable[Room],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer_many("persons", [(person.pk, person.full_name) for person in persons])
        self._offer_many("with_workers", [(worker.pk, worker.full_name) for worker in workers])
        offered = [(room.pk, _name_of(room)) for room in rooms]
        if offered:
            self.let_choose("room", [NO_ROOM, *offered])
        else:
            del self.fields["room"]

    def _offer_many(self, name: str, choices: list[tuple[int, str]]) -> None:
        if choices:
            self.let_choose(name, choices)
        else:
            del self.fields[name]


class AppointmentChangeForm(AppointmentForm):
    """A meeting that is moved, and why."""

    reason = forms.CharField(label=_("Why it changes"), max_length=300)


class CancelForm(PageForm):
    """Who called a meeting off, and why."""

    called_off_by = forms.ChoiceField(
        label=_("Who called it off"),
        choices=[(each.value, Attendance(each).label) for each in CANCELLED],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Why"), max_length=300)


class RoomForm(PageForm):
    """A room of a unit."""

    unit = OneOfField(label=_("Unit"))
    name = forms.CharField(label=_("Name of the room"), max_length=80)
    seats = WholeNumberField(label=_("Seats"), min_value=1, max_value=500, required=False)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("unit", units)
        if len(units) == 1:
            self.initial.setdefault("unit", units[0].pk)


def as_typed(appointment: Appointment) -> dict[str, Any]:
    """A meeting as its form shows it before it is changed."""
    starts_at = timezone.localtime(appointment.starts_at)
    return {
        "kind": appointment.kind,
        "subject": appointment.subject,
        "day": starts_at.date(),
        "hour": starts_at.strftime("%H.%M"),
        "minutes": appointment.minutes,
        "persons": [person.pk for person in appointment.persons.all()],
        "with_workers": [worker.pk for worker in appointment.with_workers.all()],
        "room": appointment.room_id,
        "place": appointment.place,
    }


def _name_of(room: Room) -> str:
    if room.seats is None:
        return f"{room.name} · {room.unit.name}"
    seats = ngettext("%(count)d seat", "%(count)d seats", room.seats) % {"count": room.seats}
    return f"{room.name} · {room.unit.name} · {seats}"
