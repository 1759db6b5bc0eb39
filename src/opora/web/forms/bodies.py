"""A body of the directory: what it is called, of which kind, where it is and how it is reached."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opora.cases.bodies import KINDS, LONGEST_NAME
from opora.catalogue import catalogue
from opora.web.forms.fields import PageForm


class BodyForm(PageForm):
    """One body, new or there already."""

    name = forms.CharField(label=_("Name of the body"), max_length=LONGEST_NAME)
    kind = forms.ChoiceField(label=_("Kind"))
    address = forms.CharField(
        label=_("Address for letters"),
        max_length=200,
        required=False,
        help_text=_("Street and number, then the post code and town, with a comma between them."),
    )
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("kind", list(kinds_of_bodies().items()))


def kinds_of_bodies() -> dict[str, str]:
    """The kinds of bodies as the reader calls them."""
    language = get_language() or "en"
    return {entry.key: entry.name(language) for entry in catalogue().code_lists[KINDS].entries}
