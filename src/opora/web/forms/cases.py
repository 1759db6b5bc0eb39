"""What is typed on the page of a case."""

from __future__ import annotations

import re
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from opora.web.forms.fields import PageForm
from opora.web.forms.reasons import TellingField


class HourField(forms.Field):
    """An hour of the day: `9.30`, `9:30`, `0930` or `9`."""

    default_error_messages = {
        "required": _("Enter the hour, for example 9.30."),
        "invalid": _("“%(text)s” is not an hour. Write it like 9.30."),
    }

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values:
            return None
        found = re.fullmatch(r"(?P<h>\d{1,2})(?:[.:]?(?P<m>\d{2}))?", str(value).strip())
        try:
            return time(int(found["h"]), int(found["m"] or 0)) if found else self._refuse(value)
        except ValueError:
            return self._refuse(value)

    def _refuse(self, value: Any) -> time:
        raise ValidationError(self.error_messages["invalid"], code="invalid", params={"text": value})


class ReasonForm(PageForm):
    """Why a case that is not one's own is opened."""

    number = forms.CharField(label=_("Case number"), max_length=40)
    reason = TellingField(
        label=_("Why you need to open it"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The worker of the case and the auditor will read it."),
    )


class SupplementForm(PageForm):
    """How long the party has to supplement the application, from the receipt of the call."""

    days = forms.IntegerField(
        label=_("Days to supplement"),
        min_value=1,
        max_value=60,
        help_text=_("Counted from the day on which the party receives the call."),
    )
