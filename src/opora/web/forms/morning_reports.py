"""To which unit a report on an intervention goes, and why it is late."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.organisation.models import Unit
from opora.web.forms.fields import PageForm


class SendReportForm(PageForm):
    """The unit that goes on with it; a reason only after the hour."""

    to = forms.ModelChoiceField(label=_("Unit that goes on with it"), queryset=Unit.objects.none())
    reason = forms.CharField(label=_("Why it is late"), max_length=300, required=False)

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units]).order_by("name")
