"""What is typed to give several cases to another worker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opora.cases.models import Case
from opora.organisation.models import Worker
from opora.web.forms.fields import CHOOSE, OneOfField, PageForm
from opora.web.forms.reasons import TellingField


def fit_first(
    workers: Sequence[Worker], unfit: Mapping[int, str], may_lead: str | Promise, may_not: str | Promise
) -> list[tuple[str | Promise, list[tuple[str, str]]]]:
    """Groups to choose from: those who may, and behind them the others, each with what they may not."""
    fit = [(str(each.pk), str(each)) for each in workers if each.pk not in unfit]
    others = [(str(each.pk), f"{each} – {unfit[each.pk]}") for each in workers if each.pk in unfit]
    return [(name, rows) for name, rows in ((may_lead, fit), (may_not, others)) if rows]


class ReassignForm(PageForm):
    """Which cases, to whom, and why: the reason stands in each of them."""

    cases = forms.TypedMultipleChoiceField(
        label=_("Cases"),
        error_messages={
            "required": _("Choose at least one case."),
            "invalid_choice": _("One of these cases is not in the list any more. Look at the list again."),
        },
    )
    to = OneOfField(label=_("Worker"))
    reason = TellingField(
        label=_("Why they are given on"),
        max_length=300,
        error_messages={"required": _("Write the reason: it stands in each case.")},
    )

    def __init__(
        self,
        *args: Any,
        cases: Iterable[Case],
        workers: Iterable[Worker],
        unfit: Mapping[int, str] | None = None,
        are_of_nobody: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        by_key = {str(case.public_id): case for case in cases}
        chosen = self.fields["cases"]
        assert isinstance(chosen, forms.TypedMultipleChoiceField)
        chosen.choices = [(key, case.number) for key, case in by_key.items()]
        chosen.coerce = by_key.__getitem__
        self.offer("to", workers)
        self._group(list(workers), unfit or {})
        if are_of_nobody:
            self.fields["reason"].label = _("Why this worker gets them")

    def _group(self, workers: list[Worker], unfit: Mapping[int, str]) -> None:
        """Those who may lead all of the cases first; behind them the others, each with what they may not."""
        if unfit:
            groups = fit_first(
                workers, unfit, _("May lead all of these cases"), _("May not lead all of them")
            )
            self.let_choose("to", [("", CHOOSE), *groups])

    @property
    def ticked(self) -> set[str]:
        """The cases that were chosen, so that a page drawn again has them ticked."""
        return set(self.data.getlist("cases")) if hasattr(self.data, "getlist") else set()
