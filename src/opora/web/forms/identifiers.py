"""Numbers that name a person, checked where they are typed: each says at its field what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from opora.organisation.refusal import Refused
from opora.people.identifiers import check_emso, check_iban, check_tax_number


class _CheckedField(forms.CharField):
    """A text that is read by a check of the room of people, and refused in its sentence."""

    check: Callable[[str], str]

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        try:
            return type(self).check(typed) if typed else ""
        except Refused as refusal:
            raise ValidationError(refusal.message) from refusal


class EmsoField(_CheckedField):
    """An EMŠO with its birth date and check digit."""

    @staticmethod
    def check(typed: str) -> str:
        return check_emso(typed).number


class TaxNumberField(_CheckedField):
    """A tax number with its check digit."""

    check = staticmethod(check_tax_number)


class IbanField(_CheckedField):
    """A bank account in the international form."""

    check = staticmethod(check_iban)
