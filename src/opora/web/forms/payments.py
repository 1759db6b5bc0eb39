"""What is typed to draw a payment list."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from opora.cases.typed_days import month_in
from opora.decisions.introduction import right_name
from opora.decisions.rights_told import paid
from opora.web.forms.fields import PageForm


class MonthInput(forms.TextInput):
    """A month as it is spoken: `5. 2026`."""

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, date):
            return f"{value.month}. {value.year}"
        return None if value is None else str(value)


class MonthField(forms.Field):
    """A month: `5. 2026`, `05/2026`, `2026-05` or `May 2026`; read as its first day."""

    widget = MonthInput
    default_error_messages = {
        "required": _("Enter the month, for example 5. 2026."),
        "invalid": _("“%(text)s” is not a month. Write month and year, for example 5. 2026."),
    }

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value.replace(day=1)
        if (read := month_in(str(value))) is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"text": value})
        return read


class DrawForm(PageForm):
    """Which list to draw."""

    month = MonthField(label=_("Month"), help_text=_("For example 5. 2026."))
    right = forms.ChoiceField(label=_("Right"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("right", [(right, right_name(right)) for right in paid()])
