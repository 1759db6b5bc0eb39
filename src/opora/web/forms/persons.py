"""What is typed about a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from opora.organisation.models import Municipality
from opora.people.models import AddressKind, RelationKind, Sex
from opora.web.forms.fields import DayField, OneOfField, PageForm
from opora.web.forms.identifiers import EmsoField, IbanField, TaxNumberField
from opora.web.forms.reasons import TellingField
from opora.web.likeness import Likeness

LETTERS_OF_COUNTRY = 2
LANGUAGES = [("sl", _("Slovenian")), ("it", _("Italian")), ("en", _("English"))]


class IdentifiersForm(PageForm):
    """Identifiers that became known after entry."""

    emso = EmsoField(label=_("EMŠO"), required=False, help_text=_("13 digits."), max_length=20)
    tax_number = TaxNumberField(
        label=_("Tax number"), required=False, help_text=_("8 digits."), max_length=14
    )
    iban = IbanField(
        label=_("Bank account"), required=False, help_text=_("SI56 and 15 digits."), max_length=45
    )


class PersonForm(IdentifiersForm):
    """A person at entry. Nothing is obligatory but one of the names: a newborn has no given name yet."""

    given_name = forms.CharField(label=_("Given name"), required=False, max_length=80)
    family_name = forms.CharField(
        label=_("Family name"),
        max_length=80,
        error_messages={"required": _("Enter the family name, or the mother's for a newborn without one.")},
    )
    born = DayField(
        label=_("Birth date"), required=False, help_text=_("Read from the EMŠO where there is one.")
    )
    sex = forms.ChoiceField(label=_("Sex"), required=False, choices=[("", _("not known")), *Sex.choices])
    citizenship = forms.CharField(
        label=_("Citizenship"),
        required=False,
        max_length=2,
        help_text=_("Two letters of the country, such as SI."),
    )
    language = forms.ChoiceField(label=_("Language of letters"), choices=LANGUAGES, initial="sl")
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=40)
    email = forms.EmailField(label=_("E-mail"), required=False)

    field_order = ("given_name", "family_name", "emso", "born", "sex", "tax_number", "iban")

    def clean_citizenship(self) -> str:
        """Two letters, as codes of countries are written."""
        typed: str = self.cleaned_data["citizenship"].strip().upper()
        if typed and not (len(typed) == LETTERS_OF_COUNTRY and typed.isascii() and typed.isalpha()):
            raise ValidationError(_("A country has a code of two letters, such as SI or IT. Enter it so."))
        return typed


class CorrectionForm(PersonForm):
    """What is on record of a person, to be corrected. An identifier that is emptied is forgotten."""

    name_since = DayField(
        label=_("New name since"),
        required=False,
        help_text=_("Only if the name has changed, as by marriage. Empty: the old one was mistyped."),
    )
    died = DayField(label=_("Day of death"), required=False)


class AddressForm(PageForm):
    """An address that holds from a day on, or held for a time."""

    kind = forms.ChoiceField(label=_("Kind"), choices=AddressKind.choices)
    street = forms.CharField(
        label=_("Street or settlement"),
        max_length=120,
        error_messages={"required": _("Enter the street, or the settlement where streets have no names.")},
    )
    house_number = forms.CharField(
        label=_("House number"), max_length=12, error_messages={"required": _("Enter the house number.")}
    )
    post_code = forms.CharField(
        label=_("Post code"), max_length=10, error_messages={"required": _("Enter the post code.")}
    )
    town = forms.CharField(
        label=_("Post"), max_length=80, error_messages={"required": _("Enter the name of the post.")}
    )
    municipality = OneOfField(label=_("Municipality"), required=False, empty_value=None)
    from_day = DayField(label=_("From"))
    until = DayField(
        label=_("Until"), required=False, help_text=_("Only for an address that has ended or will end.")
    )

    def __init__(self, *args: Any, municipalities: Iterable[Municipality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("municipality", municipalities, none=_("not known"))


class AddressEndForm(PageForm):
    """Which address ends, and when."""

    address = forms.ChoiceField(label=_("Address"))
    on = DayField(label=_("Holds until"))

    def __init__(self, *args: Any, addresses: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("address", addresses)


class ProtectionForm(PageForm):
    """Why an address is protected, or no longer."""

    to = forms.ChoiceField(choices=[("protected", ""), ("shown", "")], widget=forms.HiddenInput)
    reason = TellingField(
        label=_("Why"),
        max_length=200,
        help_text=_("The reason is kept in the log."),
        error_messages={"required": _("Say why; the reason is kept in the log.")},
    )


class MoveInForm(PageForm):
    """With whom a person lives from a day on."""

    with_whom = forms.CharField(
        label=_("Lives with (EMŠO)"),
        required=False,
        max_length=20,
        help_text=_("The EMŠO of somebody who lives there. Empty: alone, in a new home."),
    )
    from_day = DayField(label=_("From"))


class MoveOutForm(PageForm):
    """When a person leaves the present home."""

    on = DayField(label=_("Moves out on"))


class RelationForm(PageForm):
    """How this person is related to another."""

    kind = forms.ChoiceField(label=_("This person is"), choices=RelationKind.choices)
    other = forms.CharField(
        label=_("of whom (EMŠO)"),
        max_length=20,
        help_text=_("The EMŠO of the other person."),
        error_messages={"required": _("Enter the EMŠO of the other person.")},
    )
    from_day = DayField(label=_("From"), required=False)


class RelationEndForm(PageForm):
    """Which relation ends, and when."""

    relation = forms.ChoiceField(label=_("Relation"))
    on = DayField(label=_("Holds until"))

    def __init__(self, *args: Any, relations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("relation", relations)


class MergeForm(PageForm):
    """Two records of one person: the other one chosen among those alike, or named by its number."""

    record = forms.ChoiceField(label=_("Records that are alike"), required=False, widget=forms.RadioSelect)
    other = forms.CharField(
        label=_("Another record"),
        required=False,
        max_length=60,
        help_text=_("Its EMŠO or tax number."),
    )
    reason = forms.CharField(
        label=_("Why these are one person"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why these two records are one person; the reason is kept.")},
    )

    def __init__(self, *args: Any, similar: list[Likeness], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("record", [(str(each.person.public_id), _described(each)) for each in similar])

    def clean(self) -> dict[str, Any]:
        """One record, chosen or named."""
        given = super().clean() or {}
        if not self.errors and bool(given["record"]) == bool(given["other"].strip()):
            self.add_error("other", _("Choose one of the records above, or enter the number of another."))
        return given


def _described(likeness: Likeness) -> str:
    born = _("born %(year)s") % {"year": likeness.born_year} if likeness.born_year else _("not known")
    return f"{likeness.person.full_name}, {born}: {likeness.why}"
