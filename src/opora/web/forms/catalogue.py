"""What is typed to propose a change of the catalogue, and to decide on it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from opora.web.forms.fields import DayField, PageForm
from opora.web.templatetags.page import day as written_day

REASON = forms.Textarea(attrs={"rows": 2})
SOURCE = re.compile(r"\S.*\d")
"""A source names something and a number of it, as the catalogue asks."""
MOST_YEARS_AHEAD = 10
"""How far ahead a change of the catalogue may lie: ours, against a slip of the hand in the year."""

MOST_BACK = timedelta(days=366)
"""How far back an end may lie: ours, for an act is sometimes read after its first day."""


def first_day(on: date, *, after: date | None) -> date:
    """A day on which a change begins: after the one the present version began on, and within reason."""
    if after is not None and on <= after:
        raise ValidationError(
            gettext("The present version holds since %(day)s. Enter a later day.")
            % {"day": written_day(after)}
        )
    if on.year > timezone.localdate().year + MOST_YEARS_AHEAD:
        raise ValidationError(gettext("This is more than ten years ahead. Check the year."))
    return on


class VersionForm(PageForm):
    """A definition as it is to read; `task` is asked only for a new one."""

    task = forms.CharField(
        label=_("Key"),
        max_length=80,
        help_text=_("A short English name in small letters, such as field_visit; it is never changed later."),
    )
    text = forms.CharField(
        label=_("Definition"),
        strip=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "class": "definition-text"}),
    )
    reason = forms.CharField(label=_("Why the catalogue should change"), max_length=500, widget=REASON)


class EndingForm(PageForm):
    """The first day on which a task no longer holds."""

    ends_on = DayField(label=_("First day without this task"))
    reason = forms.CharField(label=_("Why the task should end"), max_length=500, widget=REASON)

    def __init__(self, *args: Any, began: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.began = began

    def clean_ends_on(self) -> date:
        on = first_day(self.cleaned_data["ends_on"], after=self.began)
        if on < timezone.localdate() - MOST_BACK:
            raise ValidationError(
                gettext("This is more than a year back, and cases were opened since. Check the year.")
            )
        return on


class BeginningForm(PageForm):
    """The first day in force of a task that was printed without one, and where it is said."""

    begins_on = DayField(label=_("First day in force"))
    source = forms.CharField(
        label=_("Where that day is said"),
        max_length=200,
        help_text=_("The gazette and its number, or the document with its date or number."),
    )
    reason = forms.CharField(label=_("Why from that day"), max_length=500, widget=REASON)

    def __init__(self, *args: Any, published: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.published = published

    def clean_begins_on(self) -> date:
        on = first_day(self.cleaned_data["begins_on"], after=None)
        if self.published is not None and on < self.published:
            raise ValidationError(
                gettext("It was published on %(day)s. Enter that day or a later one.")
                % {"day": written_day(self.published)}
            )
        return on

    def clean_source(self) -> str:
        source = str(self.cleaned_data["source"]).strip()
        if not SOURCE.match(source):
            raise ValidationError(gettext("Name the source with its number or date."))
        return source


class AnswerForm(PageForm):
    """Why a proposal is declined."""

    answer = forms.CharField(label=_("Why it is declined"), max_length=500, widget=REASON)
