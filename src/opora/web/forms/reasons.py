"""A reason that others will read, typed where a word or two would be refused (`opora.people.reasons`)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise, lazy
from django.utils.text import format_lazy

from opora.people.reasons import what_a_reason_needs

NEEDED = lazy(what_a_reason_needs, str)


class TellingField(forms.CharField):
    """A reason that says what it needs before anybody writes, after what else the field says."""

    def __init__(
        self, *, help_text: str | Promise = "", max_length: int = 500, widget: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(
            help_text=format_lazy("{} {}", help_text, NEEDED()) if help_text else NEEDED(),
            max_length=max_length,
            widget=widget or forms.Textarea(attrs={"rows": 2}),
            **{"error_messages": {"required": NEEDED()}} | kwargs,
        )
