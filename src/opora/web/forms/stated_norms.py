"""The norm of persons for one coordinator, as the director states it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.organisation.stated_norms import COUNTED, MOST_PERSONS
from opora.web.forms.facts import WholeNumberField
from opora.web.forms.fields import DayField, PageForm

WORDS = {"at_once": _("persons in treatment at once"), "in_a_year": _("persons in treatment within a year")}


class StatedNormForm(PageForm):
    """How many persons, how they are counted, by which article and from which day."""

    persons = WholeNumberField(label=_("Persons for one coordinator"), min_value=1, max_value=MOST_PERSONS)
    counted = forms.ChoiceField(
        label=_("How the norm counts them"),
        choices=[(key, WORDS[key]) for key in COUNTED],
        widget=forms.RadioSelect,
    )
    act = forms.CharField(label=_("Act, with its gazette"), max_length=200)
    article = forms.CharField(label=_("Article"), max_length=40)
    valid_from = DayField(label=_("Valid from"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("act", "article"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
