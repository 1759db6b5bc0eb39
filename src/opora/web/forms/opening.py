"""How a case of any task comes to be: when, by whom, where, about what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from opora.catalogue import Task
from opora.organisation.models import Unit
from opora.web.forms.fields import CHOOSE, DayField, OneOfField, PageForm, ReasonField

OPENED_HOW: dict[str, Promise] = {
    "own_request": _("at the person's own request"),
    "representative": _("at the request of a representative"),
    "ex_officio": _("by the centre itself (ex officio)"),
    "court": _("on demand of a court"),
    "police": _("on a notice of the police"),
    "prosecutor": _("on demand of the prosecutor"),
    "school": _("on a notice of a school or kindergarten"),
    "health": _("on a notice of a health institution"),
    "other_centre": _("from another centre"),
    "other_body": _("from another body"),
    "notice_of_anybody": _("on a notice of anybody"),
    "on_call_service": _("from the on-call service"),
    "ministry": _("from the ministry"),
}
MINE, THE_HEAD = "mine", "head"


class OpeningForm(PageForm):
    """What is told of a new case beside who takes part in it."""

    opened_on = DayField(
        label=_("Opened on"), help_text=_("The day it came to the centre; deadlines run from it.")
    )
    opened_how = forms.ChoiceField(
        label=_("How the case came"), error_messages={"required": _("Say how the case came to the centre.")}
    )
    unit = OneOfField(label=_("Unit"))
    title = forms.CharField(label=_("Title"), max_length=200)
    assigned = forms.ChoiceField(
        label=_("Who works on it"),
        choices=[(MINE, _("I do")), (THE_HEAD, _("the head of the unit assigns it"))],
        widget=forms.RadioSelect,
    )
    is_urgent = forms.BooleanField(label=_("It is urgent"), required=False)
    unit_reason = ReasonField(label=_("Why the case belongs to this unit"))

    def __init__(self, *args: Any, task: Task, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("unit", units)
        ways = [(way, str(OPENED_HOW[way])) for way in task.opened_by]
        if task.urgent is not None:
            urgent = self.fields["is_urgent"]
            urgent.initial, urgent.disabled = True, True
            urgent.help_text = _("Every case of this task is urgent from its opening.")
        self.let_choose("opened_how", ways if len(ways) == 1 else [("", CHOOSE), *ways])

    def clean_opened_on(self) -> date:
        """No day still to come: said with everything else that is wrong."""
        opened_on: date = self.cleaned_data["opened_on"]
        if opened_on > timezone.localdate():
            raise ValidationError(
                _now("That day is still to come. Enter the day the matter came to the centre.")
            )
        return opened_on


def proposed(task: Task, unit_id: int | None) -> dict[str, Any]:
    """What stands in a new form before anything is typed."""
    return {
        "opened_on": timezone.localdate(),
        "opened_how": task.opened_by[0] if len(task.opened_by) == 1 else "",
        "unit": unit_id,
        "title": task.name(get_language() or "en")[:200],
        "assigned": MINE,
    }
