"""What is typed on the page of a case."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.web.forms.fields import PageForm


class NoteForm(PageForm):
    """A note in the timeline."""

    text = forms.CharField(
        label=_("New note"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=10_000,
        error_messages={"required": _("The note is empty. Write what should be remembered.")},
    )
