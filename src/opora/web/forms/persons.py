"""What is typed about a person."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from opora.organisation.models import Municipality
from opora.people.models import AddressKind, RelationKind, Sex
from opora.web.forms.fields import DayField, PageForm

LANGUAGES = [("sl", _("Slovenian")), ("it", _("Italian")), ("en", _("English"))]


class IdentifiersForm(PageForm):
    """Identifiers that became known after entry."""

    emso = forms.CharField(label=_("EMŠO"), required=False, help_text=_("13 digits."), max_length=20)
    tax_number = forms.CharField(
        label=_("Tax number"), required=False, help_text=_("8 digits."), max_length=14
    )
    iban = forms.CharField(
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
    confirmed_new = forms.BooleanField(required=False, widget=forms.HiddenInput)

    field_order = ("given_name", "family_name", "emso", "born", "sex", "tax_number", "iban")


class AddressForm(PageForm):
    """An address that holds from a day on."""

    kind = forms.ChoiceField(label=_("Kind"), choices=AddressKind.choices)
    street = forms.CharField(label=_("Street or settlement"), max_length=120)
    house_number = forms.CharField(label=_("House number"), max_length=12)
    post_code = forms.CharField(label=_("Post code"), max_length=10)
    town = forms.CharField(label=_("Post"), max_length=80)
    municipality = forms.ModelChoiceField(
        label=_("Municipality"), queryset=Municipality.objects.none(), required=False
    )
    from_day = DayField(label=_("From"))

    def __init__(self, *args: object, municipalities: QuerySet[Municipality], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = municipalities  # type: ignore[attr-defined]


class RelationForm(PageForm):
    """How this person is related to another."""

    kind = forms.ChoiceField(label=_("This person is"), choices=RelationKind.choices)
    other = forms.CharField(
        label=_("of whom (EMŠO)"), max_length=20, help_text=_("The EMŠO of the other person.")
    )
    from_day = DayField(label=_("From"), required=False)


class MergeForm(PageForm):
    """Two records of one person."""

    other = forms.CharField(
        label=_("The duplicate record"),
        max_length=60,
        help_text=_("Its EMŠO or tax number, or choose one below."),
    )
    reason = forms.CharField(
        label=_("Why these are one person"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why these two records are one person; the reason is kept.")},
    )
