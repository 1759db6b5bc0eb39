"""Who is competent: by the right or task, the residence and the day."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from opora.cases.competent_bodies import ANYWHERE, competent_body
from opora.organisation.models import Municipality
from opora.web.access import WorkerRequest, needs
from opora.web.forms.competent_body import CompetentBodyForm
from opora.web.refusal import on_refusal


@needs("see_catalogue")
def who_decides(request: WorkerRequest) -> HttpResponse:
    """The body and the unit for a residence; nothing is kept, and nobody is named."""
    today = timezone.localdate()
    asked = request.GET if request.GET.get("what") else None
    form = CompetentBodyForm(
        asked,
        municipalities=Municipality.objects.order_by("name_sl"),
        on=today,
        initial={"on": today},
    )

    def draw(**found: Any) -> HttpResponse:
        return render(request, "catalogue/who_decides.html", {"form": form} | found)

    on_refusal(request, form=form, draw=draw)
    if asked is None or not form.is_valid():
        return draw(found=None)
    given = form.cleaned_data
    found = competent_body(given["what"], municipality=given["municipality"], on=given["on"])
    return draw(found=found, is_anywhere=found.residence == ANYWHERE, on=given["on"])
