"""What is typed to demand an overpaid amount back, and when it is returned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.decisions.introduction import right_name
from opora.rights.models import DebtReason
from opora.web.forms.fields import DayField, MoneyField, PageForm


class RecoveryForm(PageForm):
    """Which right, why it was overpaid, where to pay, and what the decision says of the reasons."""

    right = forms.ChoiceField(label=_("Right"))
    reason = forms.ChoiceField(label=_("Why it was overpaid"), choices=DebtReason.choices)
    account = forms.CharField(
        label=_("Account for repayment"),
        help_text=_("It is printed in the decision: there the debtor pays where the right does not run."),
        max_length=50,
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        help_text=_("What was found and by which rule. The months and amounts are printed before it."),
        widget=forms.Textarea({"rows": 4}),
        max_length=4000,
    )

    def __init__(self, *args: Any, rights: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("right", [(right, right_name(right)) for right in rights])


class RepaymentForm(PageForm):
    """What came to the account, and when."""

    paid_on = DayField(label=_("Paid on"))
    cents = MoneyField(label=_("Amount"))

    def clean_cents(self) -> int:
        """The amount in cents, as it is kept."""
        return int(self.cleaned_data["cents"] * 100)
