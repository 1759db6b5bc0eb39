"""What is typed to exclude an officer from a case, to lift that, and to tell of one's own ties."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.cases.models import Exclusion, ExclusionGround, Tie
from opora.organisation.models import Worker
from opora.web.forms.fields import CHOOSE, OneOfField, PageForm
from opora.web.forms.reasons import TellingField

WHY = {"required": _("Write the reason: it stands in the case.")}


class ExcludeForm(PageForm):
    """Who should not act, on which ground, and what it rests on."""

    worker = OneOfField(label=_("Who should not act"))
    ground = forms.ChoiceField(
        label=_("Ground"),
        choices=[("", CHOOSE), *ExclusionGround.choices],
        error_messages={"required": _("Choose the ground.")},
    )
    reason = TellingField(
        label=_("What it rests on"),
        error_messages=WHY,
    )

    def __init__(self, *args: Any, workers: Iterable[Worker], **kwargs: Any) -> None:
        super().__init__(*args, prefix="exclude", **kwargs)
        self.offer_by_unit("worker", workers)


class LiftForm(PageForm):
    """Why somebody may act again."""

    reason = TellingField(
        label=_("Why the ground does not hold"),
        error_messages=WHY,
    )

    def __init__(self, *args: Any, of: Exclusion, **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, prefix=f"lift-{of.pk}", **kwargs)


class TieForm(PageForm):
    """To whom a worker is tied, and how."""

    number = forms.CharField(
        label=_("EMŠO or tax number of the person"),
        max_length=20,
        error_messages={"required": _("Enter the EMŠO or the tax number of the person.")},
    )
    ground = forms.ChoiceField(
        label=_("What ties you"),
        choices=[("", CHOOSE), (Tie.THEMSELVES, _("this is me")), *ExclusionGround.choices],
        error_messages={"required": _("Choose what ties you.")},
    )


class EndTieForm(PageForm):
    """Why a tie was told by mistake."""

    reason = TellingField(
        label=_("Why it was told by mistake"),
        widget=forms.TextInput,
        error_messages={"required": _("Write the reason: it is kept.")},
    )

    def __init__(self, *args: Any, of: Tie, **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, prefix=f"end-{of.pk}", **kwargs)
