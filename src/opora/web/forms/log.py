"""What the auditor looks for in the log."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from opora.audit.models import Deed
from opora.web.forms.fields import DayField, PageForm


class LogForm(PageForm):
    """By whom, about whom, in which case, when and what; everything together narrows."""

    person = forms.CharField(label=_("Person (name or EMŠO)"), required=False, max_length=120)
    worker = forms.CharField(label=_("Worker (name or sign-in name)"), required=False, max_length=60)
    case = forms.CharField(label=_("Case number"), required=False, max_length=40)
    deed = forms.ChoiceField(
        label=_("What was done"), required=False, choices=[("", _("Everything")), *Deed.choices]
    )
    since = DayField(label=_("From day"), required=False)
    until = DayField(label=_("Until and including"), required=False)

    def clean(self) -> dict[str, Any]:
        """The last day lies on or behind the first."""
        given = super().clean() or {}
        if given.get("since") and given.get("until") and given["until"] < given["since"]:
            self.add_error("until", _now("This day is before the first one. Change one of them."))
        return given
