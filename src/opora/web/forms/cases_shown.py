"""Which cases a list shows: whose, and of which task."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.organisation.models import Worker
from opora.web.forms.fields import PageForm

MINE = "mine"


class CasesShownForm(PageForm):
    """Choices above the list of cases. What is chosen stands in the address: it names no person served."""

    whose = forms.ChoiceField(label=_("Whose"), required=False)
    task = forms.ChoiceField(label=_("Task"), required=False)

    def __init__(
        self, *args: Any, colleagues: Iterable[Worker], tasks: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.is_needed_at_times = True  # type: ignore[attr-defined] # a choice is never "optional" here
        named = [(str(each.pk), each.full_name) for each in colleagues]
        self.let_choose("whose", [("", _("everybody’s")), (MINE, _("mine")), *named])
        self.let_choose("task", [("", _("every task")), *tasks])

    def chosen(self) -> dict[str, str]:
        """What was chosen; what the lists do not hold counts as nothing chosen."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
