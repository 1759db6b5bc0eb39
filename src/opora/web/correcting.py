"""Correcting the record of a person: what was mistyped, what has changed since."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.people.bank_accounts import waiting_change
from opora.people.models import Person
from opora.people.registering import CORRECTABLE
from opora.people.registering import correct_person as correct
from opora.web.access import WorkerRequest, needs
from opora.web.account_changes import tell_of_waiting
from opora.web.forms.persons import CorrectionForm
from opora.web.persons import find_person, way_to
from opora.web.refusal import on_refusal


@needs("correct_person")
def correct_person(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """The form with what is on record; saved as one act."""
    found = find_person(request, public_id)
    form = CorrectionForm(request.POST or None, initial=_on_record(found))
    on_refusal(request, form=form, draw=lambda: _page(request, found, form))
    if request.method != "POST" or not form.is_valid():
        return _page(request, found, form)
    waited = waiting_change(found)
    correct(found, by=request.worker, on=timezone.localdate(), **form.cleaned_data)
    messages.success(request, _("The record is corrected."))
    tell_of_waiting(request, found, waited)
    return redirect("person", public_id)


def _on_record(found: Person) -> dict[str, object]:
    return {field: getattr(found, field) for field in CORRECTABLE}


def _page(request: WorkerRequest, found: Person, form: CorrectionForm) -> HttpResponse:
    context = {"person": found, "form": form, "trail": way_to(found, _("Correct the record"))}
    return render(request, "persons/correct.html", context, status=422 if form.errors else 200)
