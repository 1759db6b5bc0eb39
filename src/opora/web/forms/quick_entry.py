"""The short page on which a contact is taken down at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.cases.quick_entries import QuickEntry
from opora.catalogue import Task
from opora.organisation.models import Unit
from opora.web.forms.fields import OneOfField, PageForm
from opora.web.forms.record_fields import AtHand, ValueField

ANEW = "new"


class QuickForm(PageForm):
    """Who came, what the entry asks, then what is presumed and seldom changed.

    `person` is whom the name means: the identifier of somebody on record, or `ANEW`.
    """

    def __init__(
        self, *args: Any, entry: QuickEntry, task: Task, at_hand: AtHand, units: Iterable[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.entry = entry
        for record, told, presumed in entry.fields(task):
            self.fields[f"{record}-{told.key}"] = ValueField(told, at_hand)
            self.fields[f"{record}-{told.key}"].initial = presumed or None
        self.fields["who"] = forms.CharField(
            label=_("Who came"),
            required=False,
            max_length=120,
            help_text=_("EMŠO or name; empty where they do not say who they are."),
            widget=forms.TextInput({"autocomplete": "off", "autofocus": True, "data-looks": "who-it-is"}),
        )
        self.fields["person"] = forms.CharField(required=False, max_length=40)
        self.fields["unit"] = OneOfField(label=_("Unit"))
        self.offer("unit", units)
        self.when = "-".join(entry.when)
        self.fields[self.when].label = _("When it was")
        self.order_fields(["who"])

    def values(self) -> dict[str, dict[str, Any]]:
        """What was filled in, by record and field."""
        found: dict[str, dict[str, Any]] = {each.key: {} for each in self.entry.records}
        for name, value in self.cleaned_data.items():
            record, _dash, key = name.partition("-")
            if record in found and value is not None:
                found[record][key] = value
        return found
