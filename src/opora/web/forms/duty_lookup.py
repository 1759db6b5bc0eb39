"""Whom the worker on standby asks about, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opora.catalogue import catalogue
from opora.people.folding import fold
from opora.web.forms.fields import CHOOSE, DayField, PageForm
from opora.web.forms.identifiers import EmsoField

REASONS = "duty_look_up_reasons"


class LookUpForm(PageForm):
    """One person, told exactly: by EMŠO, or by the whole name and the day of birth."""

    emso = EmsoField(label=_("EMŠO"), required=False)
    given_name = forms.CharField(label=_("Given name"), max_length=80, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=80, required=False)
    born = DayField(label=_("Born on"), required=False)
    reason = forms.ChoiceField(
        label=_("Why it is asked"),
        help_text=_("It stands in the log with your name and the persons shown."),
        error_messages={"required": _("Choose why it is asked.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        entries = catalogue().code_lists[REASONS].entries
        self.let_choose("reason", [("", CHOOSE), *((each.key, each.name(language)) for each in entries)])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        told = [given.get(key) for key in ("given_name", "family_name", "born")]
        if not given.get("emso") and not all(told):
            self.add_error(None, _("Enter the EMŠO, or the whole name with the day of birth."))
        elif all(told):
            family, own = fold(given["family_name"]), fold(given["given_name"])
            given["names"] = [f"{family} {own}"]
        return given
