"""What is typed to assign a case, to let a colleague in, and to hand a case over."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.organisation.models import Unit, Worker
from opora.web.forms.fields import DayField, OneOfField, PageForm

NOT_CHOSEN = ("", "–")
REASON = {"required": _("Write the reason: it stands in the case.")}


class AssignForm(PageForm):
    """Who works on the case."""

    to = OneOfField(label=_("Worker"))

    def __init__(self, *args: Any, workers: Iterable[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].offer(workers)  # type: ignore[attr-defined]


class LetInForm(PageForm):
    """Whom to let into the case, why, and for how long."""

    worker = OneOfField(label=_("Colleague"))
    reason = forms.CharField(
        label=_("Why they need the case"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=REASON,
    )
    until_at = DayField(label=_("Until and including"))

    def __init__(self, *args: Any, workers: Iterable[Worker], **kwargs: Any) -> None:
        super().__init__(*args, prefix="let-in", **kwargs)
        self.fields["worker"].offer(workers)  # type: ignore[attr-defined]
        self.fields["worker"].choices = [NOT_CHOSEN, *self.fields["worker"].choices]  # type: ignore[attr-defined]


class HandOverForm(PageForm):
    """To which unit, of this centre or another, the case goes, and why."""

    unit = OneOfField(label=_("Unit"))
    reason = forms.CharField(
        label=_("Why it belongs there"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=REASON,
    )

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, prefix="hand-over", **kwargs)
        offered = list(units)
        self.fields["unit"].offer(offered)  # type: ignore[attr-defined]
        self.fields["unit"].choices = [  # type: ignore[attr-defined]
            NOT_CHOSEN,
            *(
                (str(centre), [(str(unit.pk), str(unit)) for unit in group])
                for centre, group in groupby(offered, key=lambda unit: unit.centre)
            ),
        ]
