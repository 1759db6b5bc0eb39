"""What is typed for a run of a month: which unit and month, then row by row, and a bill of the month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opora.catalogue import catalogue
from opora.organisation.models import Unit
from opora.wards.drawing import Choice
from opora.wards.dues import Due
from opora.web.forms.fields import DayField, MoneyField, OneOfField, PageForm
from opora.web.forms.payments import MonthField
from opora.web.forms.reasons import TellingField

OUT, AMOUNT, ASKED = "out-", "amount-", "asked-"
YES, NO = "yes", "no"


class MonthForm(PageForm):
    """Of which unit and month the dues are shown."""

    unit = OneOfField(label=_("Unit"))
    month = MonthField(label=_("Month"), help_text=_("For example 5. 2026."))

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("unit", units)


class RunForm(PageForm):
    """The run as a whole; what is said of each due is read beside it, by the key of the due."""

    minutes = forms.IntegerField(
        label=_("Minutes for all wards together"),
        help_text=_("Entered once: they count for you once, and not once a ward."),
        required=False,
        min_value=1,
        max_value=1440,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wrong: dict[str, str] = {}

    def choices(self, dues: Sequence[Due]) -> dict[str, Choice]:
        """What was said of each due that the page showed; an error is kept with its due and the form."""
        return {due.key: self._choice(due.key) for due in dues if OUT + due.key in self.data}

    def _choice(self, key: str) -> Choice:
        cents = None
        try:
            amount = MoneyField(required=False).clean(self.data.get(AMOUNT + key, ""))
            cents = None if amount is None else int(amount * 100)
        except ValidationError as error:
            self.wrong[key] = " ".join(error.messages)
            self.add_error(None, _("An amount cannot be read. It is marked at its row."))
        asked = {YES: True, NO: False}.get(self.data.get(ASKED + key, ""))
        return Choice(self.data.get(OUT + key, "").strip(), cents, asked)

    def typed(self, name: str, due: Due) -> str:
        """What was typed into a field of a due."""
        return str(self.data.get(name + due.key, "")) if self.is_bound else ""


class WithdrawForm(PageForm):
    """Why a run is taken back."""

    reason = TellingField(label=_("Why the run is withdrawn"))


class BillForm(PageForm):
    """A bill of the month for one ward."""

    ward = forms.ChoiceField(label=_("Ward"))
    kind = forms.ChoiceField(label=_("Kind of expense"))
    payee = forms.CharField(label=_("Payee"), max_length=200)
    account = forms.CharField(label=_("Account of the payee (IBAN)"), max_length=42)
    purpose = forms.CharField(label=_("Purpose"), max_length=140)
    reference = forms.CharField(label=_("Payment reference"), max_length=40, required=False)
    amount = MoneyField(label=_("Amount"))
    due_on = DayField(label=_("Due on"))
    regular = forms.ChoiceField(
        label=_("Belongs to regular management"),
        help_text=_(
            "What is beyond regular management of the ward's property needs a permission first (DZ 247 and "
            "248): it waits until the decision is entered in its record."
        ),
    )

    def __init__(self, *args: Any, wards: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("ward", [("", _("choose …")), *wards])
        self.let_choose("kind", [("", _("choose …")), *_words("ward_expenses")])
        self.let_choose("regular", [("", _("choose …")), *_words("yes_no_unknown")])

    def told(self) -> dict[str, Any]:
        """What was typed, as the act takes it."""
        given = dict(self.cleaned_data)
        given.pop("ward")
        given["cents"] = int(given.pop("amount") * 100)
        due_on: date = given["due_on"]
        return given | {"due_on": due_on}


def _words(code_list: str) -> list[tuple[str, str]]:
    language = get_language() or "en"
    return [(entry.key, entry.name(language)) for entry in catalogue().code_lists[code_list].entries]
