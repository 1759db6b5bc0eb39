"""What is typed about an appointment: when, where, with whom; why it changes or falls through; rooms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from opora.cases.appointment_series import MONTHLY
from opora.cases.appointments import CANCELLED
from opora.cases.models import Appointment, AppointmentKind, Attendance, Room
from opora.organisation.models import Unit, Worker
from opora.people.models import Person
from opora.web.forms.cases import HourField
from opora.web.forms.facts import WholeNumberField
from opora.web.forms.fields import DayField, OneOfField, PageForm

NO_ROOM = ("", _("none of ours"))
ONCE = ("", _("only once"))
EVERY_MONTH = (MONTHLY, _("every month on the same weekday of it"))
MOST_WEEKS_APART = 8
THIS, FOLLOWING = "this", "following"


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
    room = forms.TypedChoiceField(label=_("Room at the centre"), required=False, coerce=int, empty_value=None)
    place = forms.CharField(
        label=_("Elsewhere"),
        help_text=_("Where, if it is in no room of ours."),
        required=False,
        max_length=120,
    )

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
            self.fields["place"].label, self.fields["place"].help_text = _("Where"), ""

    def _offer_many(self, name: str, choices: list[tuple[int, str]]) -> None:
        if choices:
            self.let_choose(name, choices)
        else:
            del self.fields[name]


class NewAppointmentForm(AppointmentForm):
    """A meeting to be agreed on; it may come again every so many weeks, or every month, until a day."""

    every_weeks = forms.TypedChoiceField(label=_("Repetition"), required=False, coerce=int, empty_value=None)
    until = DayField(label=_("Repeats until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        weeks = range(1, MOST_WEEKS_APART + 1)
        self.let_choose("every_weeks", [ONCE, *((number, _weeks(number)) for number in weeks), EVERY_MONTH])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        repeats = given.get("every_weeks") is not None
        if repeats and not given.get("until") and "until" not in self.errors:
            self.add_error("until", _("Say until which day the meeting repeats."))
        if given.get("until") and not repeats and "every_weeks" not in self.errors:
            self.add_error(
                "every_weeks", _("Choose how often the meeting repeats, or leave the last day out.")
            )
        return given


class InSeriesForm(PageForm):
    """What is done with one meeting of a series: with it alone, or with all that follow as well."""

    which = forms.ChoiceField(
        label=_("For which"),
        choices=[(THIS, _("only this one")), (FOLLOWING, _("this one and all that follow"))],
        initial=THIS,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, is_in_series: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["which"].is_needed_at_times = True  # type: ignore[attr-defined] # one always stands there
        if not is_in_series:
            del self.fields["which"]

    @property
    def is_for_following(self) -> bool:
        """Whether all that follow are meant as well."""
        return self.cleaned_data.get("which") == FOLLOWING


class AppointmentChangeForm(InSeriesForm, AppointmentForm):
    """A meeting that is moved, and why."""

    reason = forms.CharField(label=_("Why it changes"), max_length=300)


class CancelForm(InSeriesForm):
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


def _weeks(number: int) -> str:
    words = ngettext("every %(number)d week", "every %(number)d weeks", number)
    return str(_("every week")) if number == 1 else str(words % {"number": number})


def _name_of(room: Room) -> str:
    if room.seats is None:
        return f"{room.name} · {room.unit.name}"
    seats = ngettext("%(count)d seat", "%(count)d seats", room.seats) % {"count": room.seats}
    return f"{room.name} · {room.unit.name} · {seats}"
