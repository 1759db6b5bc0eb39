"""Who decides for a person: looked up by the worker on standby, outside the hours of the centre."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit import trail
from opora.duty.deciders import Deciders, is_on_standby, look_up
from opora.people.models import Person
from opora.web.access import WorkerRequest, needs
from opora.web.forms.duty_lookup import LookUpForm
from opora.web.refusal import UNPROCESSABLE, on_refusal


@needs("look_up_on_duty")
def look_up_on_duty(request: WorkerRequest) -> HttpResponse:
    """The form, and what is known: a POST, so that nobody's name gets into an address."""
    form = LookUpForm(request.POST or None)

    def draw(found: Deciders | None = None, *, status: int = UNPROCESSABLE) -> HttpResponse:
        context = {
            "form": form,
            "found": found,
            "is_on_standby": is_on_standby(request.worker, timezone.now()),
            "trail": [(_("On-call service"), reverse("duty")), (_("Who decides for a person"), "")],
        }
        return render(request, "duty/lookup.html", context, status=status)

    if request.method != "POST":
        return draw(status=200)
    on_refusal(request, form=form, draw=draw)
    if not form.is_valid():
        return draw()
    person = _person(form)
    if person is None:
        form.add_error(
            None, _("Nobody is entered with these data. Check them, or ask the register through the police.")
        )
        return draw()
    trail.for_purpose(form.cleaned_data["reason"])
    found = look_up(person, reason=form.cleaned_data["reason"], by=request.worker, at=timezone.now())
    return draw(found, status=200)


def _person(form: LookUpForm) -> Person | None:
    """The one person of this EMŠO, or of exactly this name and birth; of several nobody is chosen."""
    given = form.cleaned_data
    living = Person.objects.filter(merged_into=None)
    if given["emso"]:
        return living.filter(emso=given["emso"]).first()
    named = living.filter(folded_name__in=given["names"], born=given["born"])
    found = list(named[:2])
    return found[0] if len(found) == 1 else None
