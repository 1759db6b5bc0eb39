"""The directory of bodies outside, with their addresses: looked through, entered and put right."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.cases.bodies import UNKNOWN_KIND, change_body, enter_body
from opora.cases.models import Body
from opora.web.access import WorkerRequest, needs
from opora.web.forms.bodies import BodyForm, kinds_of_bodies
from opora.web.refusal import on_refusal

SHOWN = 100


@needs("keep_bodies")
def bodies(request: WorkerRequest) -> HttpResponse:
    """Those whose name holds the words typed, whoever lacks an address first; and a new one."""
    form = BodyForm(request.POST if request.method == "POST" else None, initial={"kind": UNKNOWN_KIND})

    def draw() -> HttpResponse:
        words = request.GET.get("q", "")[:100].strip()
        found = Body.objects.filter(name__icontains=words) if words else Body.objects.all()
        kept = list(found.order_by("address", "name")[: SHOWN + 1])
        kinds = kinds_of_bodies()
        context = {
            "form": form,
            "typed": words,
            "bodies": [(each, kinds.get(each.kind, each.kind)) for each in kept[:SHOWN]],
            "there_are_more": len(kept) > SHOWN,
        }
        return render(request, "bodies/list.html", context, status=422 if form.errors else 200)

    on_refusal(request, form=form, draw=draw)
    if request.method != "POST" or not form.is_valid():
        return draw()
    made = enter_body(**form.cleaned_data, by=request.worker, at=timezone.now())
    messages.success(request, _("%(body)s stands in the directory.") % {"body": made})
    return redirect("bodies")


@needs("keep_bodies")
def body(request: WorkerRequest, listed_body: UUID) -> HttpResponse:
    """One body, to be put right."""
    found = get_object_or_404(Body, public_id=listed_body)
    as_is = {name: getattr(found, name) for name in BodyForm.base_fields}
    form = BodyForm(request.POST if request.method == "POST" else None, initial=as_is)

    def draw() -> HttpResponse:
        context = {"form": form, "body": found}
        return render(request, "bodies/body.html", context, status=422 if form.errors else 200)

    on_refusal(request, form=form, draw=draw)
    if request.method != "POST" or not form.is_valid():
        return draw()
    change_body(found, **form.cleaned_data, by=request.worker, at=timezone.now())
    messages.success(request, _("It is kept. Letters made from now on print it."))
    return redirect("bodies")
