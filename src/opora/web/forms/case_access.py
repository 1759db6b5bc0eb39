"""What is typed to assign a case, to let a colleague in, and to hand a case over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.organisation.models import Unit, Worker
from opora.web.forms.fields import CHOOSE, CalledOffField, DayField, OneOfField, PageForm
from opora.web.forms.reasons import TellingField
from opora.web.forms.unit_overview import fit_first

REASON = {"required": _("Write the reason: it stands in the case.")}


class AssignForm(PageForm):
    """Who works on the case; and why, where it is taken from somebody, as when several are given on."""

    to = OneOfField(label=_("Worker"))
    reason = TellingField(
        label=_("Why another worker gets it"),
        max_length=300,
        error_messages=REASON,
    )

    def __init__(
        self,
        *args: Any,
        workers: Sequence[Worker],
        unfit: Mapping[int, str],
        is_with_somebody: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", workers)
        if unfit:
            groups = fit_first(workers, unfit, _("May lead the case"), _("May not lead it"))
            self.let_choose("to", [("", CHOOSE), *groups])
        if not is_with_somebody:
            del self.fields["reason"]


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
        self.offer_by_unit("worker", workers)


class SealForm(PageForm):
    """Why a case is closed to its unit."""

    reason = TellingField(
        label=_("Why the case is sealed"),
        help_text=_(
            "For example: a relative works at the centre. It stands in the case and in the list of them."
        ),
        error_messages=REASON,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="seal", **kwargs)


class LiftSealForm(PageForm):
    """Why a case is opened to its unit again; `of` is the seal, one of several on the page."""

    reason = TellingField(
        label=_("Why the seal is lifted"),
        error_messages=REASON,
    )

    def __init__(self, *args: Any, of: int, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"lift-{of}", **kwargs)
        self.of = of


class HandOverForm(PageForm):
    """To which unit, of this centre or another, the case goes, and why."""

    unit = OneOfField(label=_("Unit"))
    reason = forms.CharField(
        label=_("Why it belongs there"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=REASON,
    )
    call_off_appointments = CalledOffField()

    def __init__(self, *args: Any, units: Iterable[Unit], meets: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, prefix="hand-over", **kwargs)
        if not meets:
            del self.fields["call_off_appointments"]
        offered = list(units)
        self.offer("unit", offered)
        by_centre = groupby(offered, key=lambda unit: unit.centre)
        groups = [(str(centre), [(str(unit.pk), str(unit)) for unit in units]) for centre, units in by_centre]
        self.let_choose("unit", [("", CHOOSE), *groups])
