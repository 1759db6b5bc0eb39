"""What is typed to propose a change of the catalogue, and to decide on it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.web.forms.fields import DayField, PageForm

REASON = forms.Textarea(attrs={"rows": 2})


class VersionForm(PageForm):
    """A definition as it is to read; `task` is asked only for a new one."""

    task = forms.CharField(
        label=_("Key"),
        max_length=80,
        help_text=_("A short English name in small letters, such as field_visit; it is never changed later."),
    )
    text = forms.CharField(
        label=_("Definition"),
        strip=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "class": "definition-text"}),
    )
    reason = forms.CharField(label=_("Why the catalogue should change"), max_length=500, widget=REASON)


class EndingForm(PageForm):
    """The first day on which a task no longer holds."""

    ends_on = DayField(label=_("First day without this task"))
    reason = forms.CharField(label=_("Why the task should end"), max_length=500, widget=REASON)


class AnswerForm(PageForm):
    """Why a proposal is declined."""

    answer = forms.CharField(label=_("Why it is declined"), max_length=500, widget=REASON)
