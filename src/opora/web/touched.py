"""Decisions that rest on what a register told wrongly in a time: found, and reopened in bulk."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from opora.audit import trail
from opora.cases.models import Party
from opora.decisions.models import Decision
from opora.decisions.reopening import draft_reopenings
from opora.rights.touched import decisions_resting_on
from opora.sources.registers import REGISTERS
from opora.web.access import WorkerRequest, needs
from opora.web.forms.fields import DayField, PageForm
from opora.web.refusal import UNPROCESSABLE, on_refusal

LONGEST_LIST = 200


class FaultForm(PageForm):
    """Which register told something wrong, and when."""

    register = forms.ChoiceField(label=_("Register"))
    first = DayField(label=_("From"))
    last = DayField(label=_("Until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        self.fields["register"].choices = [  # type: ignore[attr-defined]
            (key, register.name(language)) for key, register in REGISTERS.items()
        ]


class ReopenForm(PageForm):
    """Why the procedures are reopened; printed in every ruling."""

    reasons = forms.CharField(
        label=_("Which datum was wrong, and who told it"), widget=forms.Textarea({"rows": 4}), max_length=4000
    )


@needs("draft_decision")
def touched(request: WorkerRequest) -> HttpResponse:
    """The decisions in effect, once a register and a time are named."""
    return _draw(request, FaultForm(request.GET) if request.GET else FaultForm())


@require_POST
@needs("draft_decision")
def reopen_touched(request: WorkerRequest) -> HttpResponse:
    """Draft the ruling on reopening for each decision that was ticked."""
    fault, form = FaultForm(request.POST), ReopenForm(request.POST)
    on_refusal(request, form=form, draw=lambda: _draw(request, fault, form))
    if not fault.is_valid() or not form.is_valid():
        return _draw(request, fault, form)
    ticked = set(request.POST.getlist("decision"))
    chosen = [each for each in _resting_on(request, fault) if str(each.public_id) in ticked]
    now = timezone.now()
    done = draft_reopenings(
        chosen, by=request.worker, at=now, on=timezone.localdate(now), **form.cleaned_data
    )
    count = len(done.drafted)
    words = ngettext("%(count)d ruling is drafted.", "%(count)d rulings are drafted.", count)
    messages.success(request, words % {"count": count})
    for decision, why in done.refused:
        messages.warning(request, f"{decision.number}: {why}")
    return _draw(request, fault)


def _resting_on(request: WorkerRequest, fault: FaultForm) -> list[Decision]:
    """Those of cases that the worker may see, the oldest first."""
    given = fault.cleaned_data
    found = decisions_resting_on(
        given["register"],
        from_at=timezone.make_aware(datetime.combine(given["first"], time.min)),
        until_at=timezone.make_aware(datetime.combine(given["last"] + timedelta(days=1), time.min)),
    )
    seen = found.visible_to(request.worker).select_related("case__unit", "case__centre")
    return list(seen.defer("letter", "edits", "warnings")[:LONGEST_LIST])


def _draw(request: WorkerRequest, fault: FaultForm, form: ReopenForm | None = None) -> HttpResponse:
    is_asked = fault.is_bound and fault.is_valid()
    found = _resting_on(request, fault) if is_asked else []
    trail.shows(
        Party.objects.persons()
        .filter(case__in=[each.case_id for each in found])
        .values_list("person", flat=True)
    )
    is_wrong = (fault.is_bound and not fault.is_valid()) or form is not None
    context = {
        "fault": fault,
        "is_asked": is_asked,
        "decisions": found,
        "form": form or ReopenForm(),
        "ticked": set(request.POST.getlist("decision")) if form else {str(each.public_id) for each in found},
    }
    status = UNPROCESSABLE if is_wrong and request.method == "POST" else 200
    return render(request, "decisions/touched.html", context, status=status)
