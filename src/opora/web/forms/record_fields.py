"""The field of a form for each type of field a record may have. What is typed the cases room reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opora.cases.typed_days import write_moment
from opora.cases.values import Unreadable, read_value
from opora.catalogue.schema import RecordField
from opora.catalogue.schema.lists import CodeList
from opora.web.forms.facts import NO, YES
from opora.web.forms.fields import CHOOSE, DayInput, MoneyInput

Choices = Sequence[tuple[str, str]]
FEW = 4
"""Up to so many words stand open beside each other; more fold into a list."""
WHOLE, DECIMAL = {"inputmode": "numeric"}, {"inputmode": "decimal"}
INPUTS: dict[str, dict[str, str]] = {
    "text": {}, "moment": {}, "time": {}, "count": WHOLE, "minutes": WHOLE, "days": WHOLE,
    "percent": DECIMAL, "hours": DECIMAL,
}  # fmt: skip
"""Types typed into a line of text, and the keys a phone shows for them."""
HINTS: dict[str, Promise] = {
    "moment": _("Day and hour, for example 4. 5. 2026 9.30."),
    "time": _("For example 9.30."),
    "percent": _("In per cent."),
    "minutes": _("In minutes."),
    "hours": _("In hours."),
    "days": _("In days."),
    "case": _("Choose one that is offered, or write the number of the case."),
}
LONGEST_TEXT = 500
LONGEST_LONG_TEXT = 20_000


@dataclass(frozen=True)
class AtHand:
    """What a case lets choose from: its parties, workers, bodies in the directory, documents, other cases."""

    parties: Choices = ()
    in_roles: Mapping[str, Choices] = field(default_factory=dict)
    days: Mapping[str, Choices] = field(default_factory=dict)
    workers: Choices = ()
    bodies: Choices = ()
    places: Choices = ()
    documents: Choices = ()
    cases: Choices = ()
    this_case: Choices = ()
    kept_cases: Choices = ()
    lists: Mapping[str, CodeList] = field(default_factory=dict)


class SuggestingInput(forms.TextInput):
    """Words typed freely, with what is known offered beside them."""

    template_name = "components/suggesting_input.html"

    def __init__(self, offered: Iterable[str]) -> None:
        super().__init__({"autocomplete": "off"})
        self.offered = list(offered)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        list_id = f"{context['widget']['attrs'].get('id', name)}_known"
        context["widget"]["attrs"]["list"] = list_id
        return context | {"list_id": list_id, "offered": self.offered}


class ValueField(forms.Field):
    """A field of a record: shows what is kept as somebody would type it, and reads what is typed."""

    def __init__(self, told: RecordField, at_hand: AtHand) -> None:
        self.told = told
        self.known = _known(told, at_hand)
        super().__init__(
            label=_capital(told.name(get_language() or "en")),
            required=told.required,
            widget=_widget(told, at_hand),
            help_text=_hint(told, at_hand),
        )

    def to_python(self, value: Any) -> Any:
        """The value as plain JSON; None where nothing was typed."""
        if isinstance(value, str) and self.known:
            typed = value.strip().casefold()
            value = next((key for key, name in self.known if name.casefold() == typed), value)
        if self.told.type == "case" and str(value).strip().isdigit() and str(value) not in dict(self.known):
            raise ValidationError(_("Write the whole number of the case, with its sign and its year."))
        if isinstance(value, str) and len(value) > _longest(self.told):
            raise ValidationError(
                _("This is longer than can be kept. Shorten it to %(most)d characters.")
                % {"most": _longest(self.told)}
            )
        try:
            return read_value(self.told, value)
        except Unreadable as wrong:
            raise ValidationError(str(wrong)) from wrong

    def validate(self, value: Any) -> None:
        if self.required and value is None:
            raise ValidationError(_("This has to be filled in."), code="required")

    def prepare_value(self, value: Any) -> Any:
        """What is kept, as it would be typed; what was typed stays as it is."""
        return _as_typed(self.told, value, dict(self.known))


def _known(told: RecordField, at_hand: AtHand) -> Choices:
    """What a name that is typed may stand for: bodies, and cases, by the words that were offered."""
    if told.type == "case":
        cases = _cases(told, at_hand)
        offered = {key for key, _name in cases}
        return [*cases, *(each for each in at_hand.kept_cases if each[0] not in offered)]
    return at_hand.bodies if told.type == "body" else ()


def _hint(told: RecordField, at_hand: AtHand) -> str:
    if told.in_role is not None and told.in_role in at_hand.in_roles and not at_hand.in_roles[told.in_role]:
        return str(_("Nobody has this role in the case yet. Add them among the participants first."))
    return str(HINTS.get(told.type, ""))


def _as_typed(told: RecordField, kept: Any, names: Mapping[str, str]) -> Any:
    if isinstance(kept, bool):
        return YES if kept else NO
    if told.day_of is not None:
        return kept
    if told.type == "money" and isinstance(kept, int):
        return Decimal(kept) / 100
    if told.type in ("body", "case"):
        return names.get(str(kept), kept)
    if not isinstance(kept, str):
        return kept
    try:
        if told.type == "date":
            return date.fromisoformat(kept)
        if told.type == "moment":
            return write_moment(datetime.fromisoformat(kept))
    except ValueError:  # not what is kept, but what somebody typed
        return kept
    if told.type in ("percent", "hours"):
        return kept.replace(".", formats.get_format("DECIMAL_SEPARATOR"))
    return kept


def _widget(told: RecordField, at_hand: AtHand) -> forms.Widget:
    if told.day_of is not None:
        days = at_hand.days.get(told.day_of, ())
        return forms.Select(choices=[("", CHOOSE if days else _("nothing to choose from yet")), *days])
    if told.type in INPUTS:
        return forms.TextInput({"autocomplete": "off"} | INPUTS[told.type])
    if told.type in ("choice", "choices"):
        return _choice_of(told, at_hand)
    if told.type == "parties":
        return forms.CheckboxSelectMultiple(choices=_parties(told, at_hand))
    if told.type == "yes_no":
        choices = [(YES, _("yes")), (NO, _("no")), ("", _("not known"))]
        return forms.RadioSelect(choices=choices[: 2 if told.required else 3])
    if told.type in ("body", "place", "case"):
        known = {"body": at_hand.bodies, "place": at_hand.places, "case": _cases(told, at_hand)}[told.type]
        return SuggestingInput(name for _key, name in known)
    if told.type in ("party", "worker", "document"):
        return _one_of(told, at_hand)
    return {"long_text": forms.Textarea({"rows": 3}), "date": DayInput(), "money": MoneyInput()}[told.type]


def _choice_of(told: RecordField, at_hand: AtHand) -> forms.Widget:
    language = get_language() or "en"
    words = at_hand.lists.get(told.choices or "")
    choices = [(entry.key, _capital(entry.name(language))) for entry in (words.entries if words else ())]
    if told.type == "choices":
        return forms.CheckboxSelectMultiple(choices=choices)
    if told.required and len(choices) <= FEW:
        return forms.RadioSelect(choices=choices)
    return forms.Select(choices=[("", CHOOSE), *choices])


def _one_of(told: RecordField, at_hand: AtHand) -> forms.Widget:
    offered = {
        "party": _parties(told, at_hand),
        "worker": at_hand.workers,
        "document": at_hand.documents,
    }[told.type]
    return forms.Select(choices=[("", CHOOSE if offered else _("nothing to choose from yet")), *offered])


def _parties(told: RecordField, at_hand: AtHand) -> Choices:
    return at_hand.in_roles.get(told.in_role, ()) if told.in_role else at_hand.parties


def _cases(told: RecordField, at_hand: AtHand) -> Choices:
    return [*at_hand.cases, *at_hand.this_case] if told.or_this_case else at_hand.cases


def _longest(told: RecordField) -> int:
    return LONGEST_LONG_TEXT if told.type == "long_text" else LONGEST_TEXT


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
