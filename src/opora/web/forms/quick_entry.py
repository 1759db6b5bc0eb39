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


class QuickForm(PageForm):
    """What the entry asks, then who came, then what is presumed and seldom changed."""

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
            widget=forms.TextInput({"autocomplete": "off"}),
        )
        self.fields["unit"] = OneOfField(label=_("Unit"))
        self.offer("unit", units)
        asked = [f"{each.key}-{key}" for each in entry.records for key in each.asks]
        self.order_fields([*asked, "who"])
        self.fields[asked[0]].widget.attrs["autofocus"] = True

    def values(self) -> dict[str, dict[str, Any]]:
        """What was filled in, by record and field."""
        found: dict[str, dict[str, Any]] = {each.key: {} for each in self.entry.records}
        for name, value in self.cleaned_data.items():
            record, _dash, key = name.partition("-")
            if record in found and value is not None:
                found[record][key] = value
        return found
