"""Which accounts of a centre are shown: by name or login, and by unit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.organisation.models import Unit, Worker
from opora.people.folding import fold
from opora.web.forms.fields import OneOfField, PageForm


class AccountsShownForm(PageForm):
    """Left empty, it shows everybody; what cannot be chosen is as good as empty."""

    q = forms.CharField(label=_("Name or login"), required=False, max_length=100)
    unit = OneOfField(label=_("Unit"), required=False, empty_value=None)

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("unit", units, none=_("all units"))

    def of(self, workers: Iterable[Worker]) -> list[Worker]:
        """Those asked for; a name is found without its letters with marks and in any order of its words."""
        asked = self.cleaned_data if self.is_valid() else {}
        words, unit = fold(asked.get("q", "")).split(), asked.get("unit")
        return [
            worker
            for worker in workers
            if (unit is None or worker.unit_id == unit.pk)
            and all(word in fold(f"{worker.full_name} {worker.login}") for word in words)
        ]
