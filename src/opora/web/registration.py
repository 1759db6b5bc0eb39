"""Entering a person, with a warning when the records may already hold them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit import trail
from opora.organisation.models import Worker
from opora.people.duplicates import Resemblance, possible_duplicates
from opora.people.models import Person
from opora.people.registering import register_person as enter
from opora.web.access import WorkerRequest, needs
from opora.web.forms.persons import PersonForm
from opora.web.refusal import on_refusal


@needs("register_person")
def register_person(request: WorkerRequest) -> HttpResponse:
    """One form; a second look where somebody alike is on record."""
    form = PersonForm(request.POST or None)
    on_refusal(request, form=form, draw=lambda: _page(request, form, []))
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, [])
    if not form.cleaned_data["confirmed_new"] and (similar := _similar(form.cleaned_data)):
        return _page(request, form, similar)
    return _entered(request, _enter(form.cleaned_data, request.worker))


def _page(request: WorkerRequest, form: PersonForm, similar: list[Resemblance]) -> HttpResponse:
    trail.shows([resemblance.person for resemblance in similar])
    way = [(_("Search"), reverse("search")), (_("New person"), "")]
    context = {"form": form, "similar": similar, "trail": way}
    return render(request, "persons/register.html", context, status=422 if form.errors or similar else 200)


def _entered(request: WorkerRequest, person: Person) -> HttpResponse:
    """Who entered a person without a case yet does not need to know more of them: back to the work."""
    messages.success(request, _("%(name)s is entered.") % {"name": person.full_name})
    if Person.objects.visible_to(request.worker).filter(pk=person.pk).exists():
        return redirect("person", person.public_id)
    return redirect("search")


def _enter(given: dict[str, Any], worker: Worker) -> Person:
    values = {field: value for field, value in given.items() if field != "confirmed_new"}
    values["citizenship"] = values["citizenship"].upper()
    return enter(by=worker, on=timezone.localdate(), **values)


def _similar(given: dict[str, Any]) -> list[Resemblance]:
    return possible_duplicates(
        given_name=given["given_name"],
        family_name=given["family_name"],
        born=given["born"],
        emso=given["emso"],
        tax_number=given["tax_number"],
    )
