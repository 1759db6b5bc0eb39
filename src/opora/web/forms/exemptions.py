"""What is typed to decide running exemptions again."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from opora.rights.models import ReviewReason, Service
from opora.web.forms.fields import PageForm
from opora.web.forms.payments import MonthField

EARLIEST_YEAR, LATEST_YEAR = 2000, 2100


class YearForm(PageForm):
    """The year whose acts are shown."""

    year_shown = forms.IntegerField(
        label=_("Year"), min_value=EARLIEST_YEAR, max_value=LATEST_YEAR, required=False
    )

    def year(self, otherwise: int) -> int:
        """The year asked for, or the one given."""
        return (self.cleaned_data["year_shown"] if self.is_valid() else None) or otherwise


class ServiceForm(PageForm):
    """Which service an act is about."""

    service = forms.ChoiceField(choices=Service.choices)


class RedecisionForm(PageForm):
    """What changed, from when, and which exemptions are looked at."""

    reason = forms.ChoiceField(label=_("Reason"), choices=ReviewReason.choices)
    service = forms.ChoiceField(
        label=_("Service"), choices=[("", _("every service")), *Service.choices], required=False
    )
    month = MonthField(
        label=_("First month"), help_text=_("From when the change counts, for example 7. 2026.")
    )
    ground = forms.CharField(
        label=_("Price list or publication"),
        help_text=_("It is printed in every decision, and tells one run from another."),
        max_length=200,
    )
    prices = forms.CharField(
        label=_("New prices a month"),
        help_text=_("Old and new, one pair a line: 1650,00 > 1702,50. Other prices stay."),
        widget=forms.Textarea({"rows": 3}),
        required=False,
        max_length=4000,
    )
    only = forms.CharField(
        label=_("Only these cases"),
        help_text=_("Numbers, one a line. With none, all running exemptions are looked at."),
        widget=forms.Textarea({"rows": 3}),
        required=False,
        max_length=8000,
    )

    def clean_prices(self) -> dict[str, str]:
        """By old price the new one, in the law's writing."""
        return dict(_pair(line) for line in self.cleaned_data["prices"].splitlines() if line.strip())

    def clean_only(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["only"].splitlines() if line.strip()]


def _pair(line: str) -> tuple[str, str]:
    try:
        old, new = (_price(text) for text in line.split(">"))
    except (ValueError, InvalidOperation):
        raise ValidationError(
            _("“%(line)s” is no pair of prices. Write old and new, for example 1650,00 > 1702,50."),
            params={"line": line.strip()},
        ) from None
    return old, new


def _price(text: str) -> str:
    price = Decimal(text.strip().replace(".", "").replace(",", ".") if "," in text else text.strip())
    if not price.is_finite() or price < 0:
        raise ValueError(text)
    return f"{price:.2f}"
