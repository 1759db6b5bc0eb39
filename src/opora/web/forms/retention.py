"""Which cases are chosen for the removal of their papers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.cases.models import Case
from opora.web.forms.fields import PageForm


class RemovalForm(PageForm):
    """Out of those that are due now."""

    cases = forms.TypedMultipleChoiceField(
        label=_("Cases"),
        error_messages={
            "required": _("Choose at least one case."),
            "invalid_choice": _("One of these cases is not in the list any more. Look at the list again."),
        },
    )

    def __init__(self, *args: Any, cases: Sequence[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.due = list(cases)
        by_key = {str(case.public_id): case for case in cases}
        chosen = self.fields["cases"]
        assert isinstance(chosen, forms.TypedMultipleChoiceField)
        chosen.choices = [(key, case.number) for key, case in by_key.items()]
        chosen.coerce = by_key.__getitem__

    @property
    def ticked(self) -> set[str]:
        """The cases that were chosen, so that a page drawn again has them ticked."""
        return set(self.data.getlist("cases")) if hasattr(self.data, "getlist") else set()
