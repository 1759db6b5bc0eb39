"""One row of the classification plan, as it is proposed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.cases.classification import MOST_YEARS
from opora.web.forms.facts import WholeNumberField
from opora.web.forms.fields import DayField, PageForm

KEPT = {"years": _("for years from the closing of a case"), "good": _("for good"), "": _("not known yet")}


class PlanRowForm(PageForm):
    """A sign with its tasks, how long papers are kept, and the plan that says so."""

    sign = forms.CharField(
        label=_("Classification sign"), max_length=12, help_text=_("Two to five digits, for example 1232.")
    )
    name = forms.CharField(label=_("What the sign stands for"), max_length=200)
    tasks = forms.MultipleChoiceField(
        label=_("Tasks that the sign is for"),
        error_messages={"required": _("Choose at least one task that the sign is for.")},
    )
    kept = forms.ChoiceField(
        label=_("How long papers are kept"),
        choices=list(KEPT.items()),
        required=False,
        widget=forms.RadioSelect,
    )
    years = WholeNumberField(label=_("Years"), required=False, min_value=1, max_value=MOST_YEARS)
    source = forms.CharField(
        label=_("Source"),
        max_length=200,
        help_text=_("The plan that says so, with its day or page."),
    )
    valid_from = DayField(label=_("Valid from"))

    def __init__(self, *args: Any, tasks: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("tasks", list(tasks))
        self.fields["kept"].is_needed_at_times = True  # type: ignore[attr-defined]
        self.fields["years"].is_needed_at_times = True  # type: ignore[attr-defined]
        for name in ("sign", "name", "source"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        """Years are asked for where papers are kept for years, and kept nowhere else."""
        told = super().clean() or {}
        if told.get("kept") == "years" and told.get("years") is None and "years" not in self.errors:
            self.add_error("years", _("Enter for how many years."))
        return told

    @property
    def row(self) -> dict[str, Any]:
        """What was told, in the words of the domain."""
        told = dict(self.cleaned_data)
        kept, years = told.pop("kept"), told.pop("years")
        return told | {"years": years if kept == "years" else None, "is_permanent": kept == "good"}

    @property
    def ticked(self) -> set[str]:
        """The tasks that were chosen, so that a page drawn again has them ticked."""
        return set(self["tasks"].value() or ())
