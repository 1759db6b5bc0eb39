"""What is typed in the decision editor and at approval."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.decisions.issuing import names_to_confirm
from opora.web.forms.fields import PageForm
from opora.web.templatetags.law_values import parameter_name


class PartForm(PageForm):
    """One rewritten part of the letter; empty takes the edit back."""

    path = forms.CharField(widget=forms.HiddenInput, max_length=120)
    text = forms.CharField(required=False, widget=forms.Textarea, max_length=8000, strip=True)


class ReturnForm(PageForm):
    """Why a draft goes back."""

    reason = forms.CharField(
        label=_("What the drafter should change"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what the drafter should change.")},
    )


class SubmitForm(PageForm):
    """What was put right in a draft that came back; one that never did needs no words."""

    corrected = forms.CharField(
        label=_("What you corrected"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what you corrected since the draft came back.")},
    )

    def __init__(self, *args: Any, came_back: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not came_back:
            del self.fields["corrected"]


class WarningsForm(PageForm):
    """The uncertain values a decision rests on, each confirmed by name."""

    confirmed_warnings = forms.MultipleChoiceField(
        label=_("I have checked these values and take responsibility for them"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, warnings: Iterable[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = names_to_confirm(warnings)
        # Without them the decision is not issued, so they are no choice: the draft says which are asked for.
        self.fields["confirmed_warnings"].is_needed_at_times = True  # type: ignore[attr-defined]
        self.let_choose("confirmed_warnings", [(name, parameter_name(name)) for name in names])
