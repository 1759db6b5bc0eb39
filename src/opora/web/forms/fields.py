"""Fields as public administration fills them: Slovenian days, euros with a decimal comma."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.renderers import DjangoTemplates
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from opora.cases.typed_days import day_in, write_day
from opora.organisation.models import Worker
from opora.web.colleagues import by_unit
from opora.web.forms.drawn_choices import drawn_select, is_plain_select

LARGEST_AMOUNT = Decimal("99999999.99")
SIGN_OF_EURO = re.compile(r"€|eur[oi]?|evr(?:ov|[aoie])?", re.IGNORECASE)


CHOOSE = _("choose …")


class PageRenderer(DjangoTemplates):
    """Draws each field by our own component."""

    field_template_name = "components/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if "widget" in context and is_plain_select(template_name, context["widget"]):
            return drawn_select(context["widget"])
        return super().render(template_name, context, request)


# One for all forms: each renderer keeps the templates it has read, and a class named below as the default
# would make a new one for every form, which reads and compiles them all again.
RENDERER = PageRenderer()


class PageForm(forms.Form):
    """A form of the staff pages: our components, no colon after a label, no browser validation needed."""

    default_renderer = RENDERER
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def let_choose(self, name: str, choices: Sequence[Any]) -> None:
        """What there is to choose from in a field of choices."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def offer(self, name: str, things: Iterable[Model], *, none: Any = CHOOSE) -> None:
        """The things one of which is chosen in a field; `none` is what stands there before."""
        field = self.fields[name]
        assert isinstance(field, OneOfField)
        field.offer(things, none=none)

    def offer_by_unit(self, name: str, workers: Iterable[Worker], *, none: Any = CHOOSE) -> None:
        """Workers one of whom is chosen in a field, those of each unit under its name."""
        workers = list(workers)
        self.offer(name, workers, none=none)
        self.let_choose(name, [("", none), *by_unit(workers)])


class DayInput(forms.DateInput):
    """A day typed as a person writes it; no calendar to click through for a birth in 1948."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off"} | (attrs or {}))

    def format_value(self, value: Any) -> str | None:
        """The day in digits, as the field reads it back in every language."""
        if isinstance(value, date):
            return write_day(value)
        return None if value is None else str(value)


class DayField(forms.DateField):
    """A day: `4. 5. 2026`, `4/5/2026`, `4.5.26`, `04052026`, `2026-05-04` or `4 May 2026`.

    A year of two digits is the nearest that is not more than ten years ahead: in 2026, `26` is 2026, `36` is
    2036 and `48` is 1948. The form shows the whole year it read.
    """

    widget = DayInput
    default_error_messages = {
        "invalid": _("“%(text)s” is not a day. Write it as day, month, year, for example 4. 5. 2026."),
        "required": _("Enter the day, for example 4. 5. 2026."),
    }

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        read = day_in(str(value))
        if read is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"text": value})
        return read


class MoneyInput(forms.TextInput):
    """An amount with the sign of the euro behind it."""

    template_name = "components/money_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off"} | (attrs or {}))

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, Decimal):
            return str(formats.number_format(value, 2, use_l10n=True, force_grouping=True))
        return None if value is None else str(value)


class MoneyField(forms.Field):
    """Euros: `1.234,56`, `1234,56`, `1234.56` or `1 234 EUR`; never negative, at most two decimals."""

    widget = MoneyInput
    default_error_messages = {
        "required": _("Enter the amount in euros, for example 1.234,56."),
        "invalid": _("“%(text)s” is not an amount. Write euros and cents, for example 1.234,56."),
        "negative": _("The amount is below zero. Enter 0 if there was none; write debts as a separate fact."),
        "absurd": _("The amount is larger than any income can be. Check the decimal comma."),
        "decimals": _("The amount has more than two decimals. Round it to cents."),
    }

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        amount = _read_amount(str(value))
        if amount is None:
            self._refuse("invalid", value)
        elif amount < 0:
            self._refuse("negative", value)
        elif amount > LARGEST_AMOUNT:
            self._refuse("absurd", value)
        elif amount != amount.quantize(Decimal("0.01")):
            self._refuse("decimals", value)
        return amount

    def _refuse(self, code: str, value: Any) -> None:
        raise ValidationError(self.error_messages[code], code=code, params={"text": value})


class ReasonField(forms.CharField):
    """A reason that some answers need and others do not; its label never calls it optional."""

    is_needed_at_times = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=500, **kwargs)


class CalledOffField(forms.BooleanField):
    """Whoever sends a case to another centre calls off what was agreed for later, and says so."""

    def __init__(self) -> None:
        super().__init__(
            label=_("The appointments still ahead are called off"),
            required=False,
            help_text=_("Tell those who were invited: nobody does it by itself."),
        )


class OneOfField(forms.TypedChoiceField):
    """One of some things at hand, shown by their names: asked of the database once, whatever is drawn.

    Nobody is chosen by standing first in the list: before a choice stands the word to choose.
    """

    default_error_messages = {"required": _("Choose one from the list.")}

    def offer(self, things: Iterable[Model], *, none: Any = CHOOSE) -> None:
        """What there is to choose from."""
        by_key = {str(thing.pk): thing for thing in things}
        self.choices = [("", none), *((key, str(thing)) for key, thing in by_key.items())]
        self.coerce = by_key.__getitem__


def _read_amount(text: str) -> Decimal | None:
    """Read by the separators themselves, so that a comma and a point mean the same in every language."""
    compact = re.sub(r"\s", "", SIGN_OF_EURO.sub("", text)).replace("−", "-")
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+\.\d{1,2}", compact):
        compact = compact.replace(",", "")
    elif "," in compact:
        compact = compact.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"-?\d{1,3}(\.\d{3})+", compact):
        compact = compact.replace(".", "")
    try:
        amount = Decimal(compact)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None
