"""What is typed to enter an emergency act that prolongs rights, and to look at a month again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from opora.decisions.introduction import right_name
from opora.rights.emergency_acts import NEEDED, prolongable
from opora.web.forms.fields import PageForm
from opora.web.forms.payments import MonthField


class EmergencyActForm(PageForm):
    """The act as it is printed in the Official Gazette, its rights and its months."""

    short_name = forms.CharField(
        label=_("Short name"), help_text=_("As it stands beside each right it prolongs."), max_length=40
    )
    title = forms.CharField(label=_("Full title"), max_length=300)
    gazette = forms.CharField(
        label=_("Official Gazette"), help_text=_("Number and year of publication."), max_length=120
    )
    article = forms.CharField(
        label=_("Article"), help_text=_("As it is cited, for example 7. člen."), max_length=80
    )
    first_month = MonthField(
        label=_("First month"), help_text=_("The first in which a right that runs out is prolonged.")
    )
    last_month = MonthField(
        label=_("Last month"), help_text=_("The last in which a right that runs out is prolonged.")
    )
    rights = forms.MultipleChoiceField(label=_("Rights"), widget=forms.CheckboxSelectMultiple)
    source = forms.CharField(
        label=_("Where you read it"),
        help_text=_("The text or address in which the article and the months stand."),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("rights", [(right, capfirst(right_name(right))) for right in prolongable()])

    def words(self) -> Mapping[str, str]:
        """The names, the article and the source."""
        return {field: self.cleaned_data[field] for field in NEEDED}


class AgainForm(PageForm):
    """The month from which on it is looked again."""

    month = MonthField(label=_("From the month"), help_text=_("The month in which rights ran out."))
