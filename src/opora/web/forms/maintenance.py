"""What is typed to issue an extract of the upratings of a maintenance."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opora.catalogue import catalogue
from opora.web.forms.fields import PageForm

LISTS = {"asker": "maintenance_extract_askers", "purpose": "maintenance_extract_purposes"}


class ExtractForm(PageForm):
    """Who asks, for what, and to whom the extract is written."""

    asker = forms.ChoiceField(label=_("Who asks"))
    purpose = forms.ChoiceField(label=_("Purpose"))
    to_name = forms.CharField(
        label=_("Written to"), help_text=_("The party, the court or the Fund."), max_length=200
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "sl"
        for field, code_list in LISTS.items():
            entries = catalogue().code_lists[code_list].entries
            self.let_choose(field, [(entry.key, entry.name(language)) for entry in entries])
