"""Accounts of a centre: which are shown, and what is typed to open one, close it and open it again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.organisation.models import Role, Unit, Worker
from opora.people.folding import fold
from opora.web.forms.competences import CHOOSE_ONE, WHOLE_CENTRE
from opora.web.forms.facts import WholeNumberField
from opora.web.forms.fields import CHOOSE, OneOfField, PageForm

AS_TYPED = {"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
ENTER = {"required": _("Enter it: it is needed to open the account.")}


def reason_field(label: Any) -> forms.CharField:
    """Why an account is closed or opened again; the words stay with the account."""
    return forms.CharField(
        label=label,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stays with the account, so write nothing of any person the centre works with."),
        error_messages={"required": _("Write the reason: it stays with the account.")},
    )


class AccountsShownForm(PageForm):
    """Left empty, it shows everybody; what cannot be chosen is as good as empty."""

    q = forms.CharField(label=_("Name or login"), required=False, max_length=100)
    unit = OneOfField(label=_("Unit"), required=False, empty_value=None)

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("unit", units, none=_("all units"))

    def of(self, workers: Iterable[Worker]) -> list[Worker]:
        """Those asked for; a name is found without its letters with marks and in any order of its words."""
        asked = self.cleaned_data if self.is_valid() else {}
        words, unit = fold(asked.get("q", "")).split(), asked.get("unit")
        return [
            worker
            for worker in workers
            if (unit is None or worker.unit_id == unit.pk)
            and all(word in fold(f"{worker.full_name} {worker.login}") for word in words)
        ]


class PlacedRolesForm(PageForm):
    """Roles that an account begins with, and where they hold: chosen, never left over."""

    roles = forms.TypedMultipleChoiceField(
        label=_("Roles"),
        coerce=Role,
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("An auditor or administrator holds no other role."),
        error_messages={"required": _("Choose at least one role: without a role no page opens.")},
    )
    roles_in = forms.ChoiceField(label=_("Where the roles hold"), error_messages=CHOOSE_ONE)

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        self.names = [(key, unit.name) for key, unit in self.units.items()]
        self.let_choose("roles_in", [("", CHOOSE), *self.names, (WHOLE_CENTRE, _("the whole centre"))])

    def clean_roles_in(self) -> Unit | None:
        return self.units.get(self.cleaned_data["roles_in"])


class OpenAccountForm(PlacedRolesForm):
    """Who begins to work here: the account, the post, and the first roles with where they hold."""

    given_name = forms.CharField(label=_("Given name"), max_length=60, error_messages=ENTER)
    family_name = forms.CharField(label=_("Family name"), max_length=60, error_messages=ENTER)
    login = forms.CharField(
        label=_("Sign-in name"),
        max_length=60,
        help_text=_("For example ana.kobalar, or the address of e-mail at work."),
        widget=forms.TextInput(attrs=AS_TYPED),
        error_messages=ENTER,
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        error_messages={"invalid": _("This is no address of e-mail. Write it as ana.kobalar@csd.si.")},
    )
    title = forms.CharField(
        label=_("Professional title"),
        max_length=80,
        required=False,
        help_text=_("As printed below a decision."),
    )
    sex = forms.ChoiceField(
        label=_("Form of the post's name"),
        required=False,
        choices=[("", _("both forms")), ("female", _("of a woman")), ("male", _("of a man"))],
    )
    unit = forms.ChoiceField(label=_("Works in"), error_messages=CHOOSE_ONE)
    field_order = ("given_name", "family_name", "login", "email", "title", "sex", "unit", "roles", "roles_in")

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, units=units, **kwargs)
        self.let_choose("unit", [("", CHOOSE), *self.names, (WHOLE_CENTRE, _("in no unit"))])

    def clean_unit(self) -> Unit | None:
        return self.units.get(self.cleaned_data["unit"])


class ReopenAccountForm(PlacedRolesForm):
    """Roles are given anew, for those held before ended with the account."""

    reason = reason_field(_("Why it is opened again"))
    field_order = ("roles", "roles_in", "reason")


class CloseAccountForm(PageForm):
    """Why an account is closed; its page says before what is left behind."""

    reason = reason_field(_("Why it is closed"))


class PostShareForm(PageForm):
    """How much of a full post somebody works."""

    percent = WholeNumberField(
        label=_("Per cent of a full post"),
        help_text=_("From 1 to 100. The load of the worker is held against it on the page of the unit."),
        error_messages={"required": _("Enter the share of a post in per cent.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="share", **kwargs)
