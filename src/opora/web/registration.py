"""Entering a person, with a warning when the records may already hold them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
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
from opora.web.likeness import to_compare
from opora.web.refusal import on_refusal


@needs("register_person")
def register_person(request: WorkerRequest) -> HttpResponse:
    """One form; a second look where somebody alike is on record."""
    form = PersonForm(request.POST or None)
    apart = _said_to_be_apart(request)
    on_refusal(request, form=form, draw=lambda: _page(request, form, [], apart))
    if same := request.POST.get("same"):
        return _on_record(request, same)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, [], apart)
    if similar := _similar(form.cleaned_data, apart):
        return _page(request, form, similar, apart)
    return _found_or_back(request, _enter(form.cleaned_data, request.worker))


def _page(
    request: WorkerRequest, form: PersonForm, similar: list[Resemblance], apart: list[str]
) -> HttpResponse:
    context = {
        "form": form,
        "similar": to_compare(similar, request.worker),
        "apart": apart,
        "trail": [(_("Search"), reverse("search")), (_("New person"), "")],
    }
    return render(request, "persons/register.html", context, status=422 if form.errors or similar else 200)


def _said_to_be_apart(request: WorkerRequest) -> list[str]:
    """The records of which the worker said that they are other persons; the latest by this very click."""
    said = request.POST.getlist("apart")
    if request.POST.get("another"):
        said += request.POST.getlist("similar")
    return list(dict.fromkeys(said))


def _on_record(request: WorkerRequest, public_id: str) -> HttpResponse:
    """The person is on record: to the record, or to an application, which gives a reason to open it."""
    person = get_object_or_404(Person.objects.unmerged(), public_id=_uuid(public_id))
    trail.shows([person])
    if Person.objects.visible_to(request.worker).filter(pk=person.pk).exists():
        return redirect("person", person.public_id)
    messages.info(
        request,
        _("%(name)s is on record. You may open the record once you take in an application.")
        % {"name": person.full_name},
    )
    return redirect(f"{reverse('new_application')}?applicant={person.public_id}")


def _found_or_back(request: WorkerRequest, person: Person) -> HttpResponse:
    """Who entered a person without a case yet does not need to know more of them: back to the work."""
    messages.success(request, _("%(name)s is entered.") % {"name": person.full_name})
    if Person.objects.visible_to(request.worker).filter(pk=person.pk).exists():
        return redirect("person", person.public_id)
    return redirect("search")


def _enter(given: dict[str, Any], worker: Worker) -> Person:
    return enter(by=worker, on=timezone.localdate(), **given)


def _similar(given: dict[str, Any], apart: list[str]) -> list[Resemblance]:
    found = possible_duplicates(
        given_name=given["given_name"],
        family_name=given["family_name"],
        born=given["born"],
        emso=given["emso"],
        tax_number=given["tax_number"],
    )
    return [each for each in found if str(each.person.public_id) not in apart]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
