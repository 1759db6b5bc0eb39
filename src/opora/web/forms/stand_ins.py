"""Who falls out of a meeting, who takes over, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from opora.cases.models import Appointment
from opora.cases.stand_ins import StandIn, stand_ins
from opora.organisation.models import Worker
from opora.web.forms.fields import PageForm


class StandInForm(PageForm):
    """Only who is free at that time may be chosen."""

    out = forms.TypedChoiceField(label=_lazy("Who falls out"), coerce=int)
    instead = forms.TypedChoiceField(label=_lazy("Who is free and takes over"), coerce=int)
    stand_in_reason = forms.CharField(label=_lazy("Why"), max_length=300)

    def __init__(self, *args: Any, workers: list[Worker], free: list[StandIn], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["out"].choices = [(each.pk, each.full_name) for each in workers]  # type: ignore[attr-defined]
        self.fields["instead"].choices = [(each.worker.pk, _name(each)) for each in free]  # type: ignore[attr-defined]
        self.has_anybody = bool(free)


def stand_in_form(appointment: Appointment, data: Any = None) -> StandInForm:
    """The form for a meeting as it stands now."""
    workers = [appointment.worker, *appointment.with_workers.all()]
    return StandInForm(data, workers=workers, free=stand_ins(appointment))


def _name(each: StandIn) -> str:
    name = each.worker.full_name
    return _("%(name)s, offered this day") % {"name": name} if each.has_offered else name
