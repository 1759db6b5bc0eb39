"""Of which days and units something is counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from opora.counting.period import Period
from opora.web.forms.fields import DayField, PageForm

LONGEST = 366 * 10


class PeriodForm(PageForm):
    """From a day to a day, in one unit or all; what is not told is the year so far."""

    first = DayField(label=_("From"), required=False)
    last = DayField(label=_("To"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], on: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"first": date(on.year, 1, 1), "last": date(on.year, 12, 31)})
        super().__init__(*args, **kwargs)
        self.on = on
        every = [("", _("All units"))] if len(units) > 1 else []
        self.let_choose("unit", [*every, *units])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        first = told.get("first") or self.initial["first"]
        last = told.get("last") or self.initial["last"]
        if last < first:
            raise ValidationError(_("The period ends before it begins. Correct one of the days."))
        if (last - first).days > LONGEST:
            raise ValidationError(_("At most ten years are counted at once. Choose a shorter period."))
        return told | {"first": first, "last": last}

    @property
    def period(self) -> Period:
        """The days as typed; where they are wrong or nothing is told, the year."""
        told = self.cleaned_data if self.is_bound and not self.errors else self.initial
        return Period(told["first"], told["last"])
