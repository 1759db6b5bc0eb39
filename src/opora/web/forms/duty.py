"""What is written when a monthly sheet of the on-call service is sent."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.duty.models import Recipient
from opora.duty.sending import LONGEST
from opora.web.forms.fields import PageForm


class SendForm(PageForm):
    """Where a sheet goes, what a correction corrects, and what is to be explained."""

    to = forms.ChoiceField(choices=Recipient.choices, widget=forms.HiddenInput)
    explained = forms.CharField(
        label=_("Explanation"),
        help_text=_("Where the month raises questions, or a table does not go along."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = forms.CharField(
        label=_("What the correction corrects"),
        help_text=_("Only where this sheet was sent already."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
