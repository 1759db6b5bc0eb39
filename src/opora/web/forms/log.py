"""What the auditor looks for in the log."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.web.forms.fields import DayField, PageForm


class LogForm(PageForm):
    """By whom, about whom, in which case, on which day; everything together narrows."""

    person = forms.CharField(label=_("Person (EMŠO)"), required=False, max_length=20)
    worker = forms.CharField(label=_("Worker (sign-in name)"), required=False, max_length=60)
    case = forms.CharField(label=_("Case number"), required=False, max_length=40)
    day = DayField(label=_("Day"), required=False)
