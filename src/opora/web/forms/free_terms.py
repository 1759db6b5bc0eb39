"""What is typed to find a term at which all can come."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from opora.cases.models import Room
from opora.organisation.models import Worker
from opora.web.forms.appointments import NO_ROOM
from opora.web.forms.cases import HourField
from opora.web.forms.facts import WholeNumberField
from opora.web.forms.fields import DayField, PageForm

WORKING_WEEK = range(5)


class FreeTermsForm(PageForm):
    """In which days and hours, with whom, and between which hours children and parents cannot come."""

    first = DayField(label=_("From day"))
    last = DayField(label=_("Until day"))
    minutes = WholeNumberField(label=_("Minutes"), min_value=5, max_value=480)
    opens = HourField(label=_("Not before"))
    closes = HourField(label=_("Not after"))
    weekdays = forms.MultipleChoiceField(
        label=_("On which days"),
        required=False,
        choices=[(str(each), WEEKDAYS[each]) for each in WORKING_WEEK],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Left empty, every working day."),
    )
    school_from = HourField(label=_("Children at school from"), required=False)
    school_until = HourField(label=_("until"), required=False)
    job_from = HourField(label=_("Parents at work from"), required=False)
    job_until = HourField(label=_("until"), required=False)
    with_workers = forms.TypedMultipleChoiceField(
        label=_("Together with"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    room = forms.TypedChoiceField(label=_("Room"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, workers: Iterable[Worker], rooms: Iterable[Room], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("with_workers", [(worker.pk, worker.full_name) for worker in workers]),
            ("room", [(room.pk, str(room)) for room in rooms]),
        ):
            if not choices:
                del self.fields[name]
            else:
                self.let_choose(name, [NO_ROOM, *choices] if name == "room" else choices)
