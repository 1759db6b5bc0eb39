"""Entering where a person lives or receives post."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.organisation.models import Municipality
from opora.people.addresses import change_address
from opora.people.folding import order_key
from opora.people.models import AddressKind, Person
from opora.web.access import WorkerRequest, needs
from opora.web.forms.persons import AddressForm
from opora.web.persons import find_person, way_to
from opora.web.refusal import on_refusal


@needs("correct_person")
def move_person(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """An address that holds from a day on, or held for a time."""
    found = find_person(request, public_id)
    form = AddressForm(
        request.POST or None,
        municipalities=sorted(Municipality.objects.all(), key=lambda each: order_key(each.name_sl)),
        initial={"from_day": timezone.localdate()},
    )
    on_refusal(request, form=form, draw=lambda: _page(request, found, form))
    if request.method != "POST" or not form.is_valid():
        return _page(request, found, form)
    given = dict(form.cleaned_data)
    change_address(found, by=request.worker, kind=AddressKind(given.pop("kind")), **given)
    messages.success(request, _("The address is entered."))
    return redirect("person", public_id)


def _page(request: WorkerRequest, found: Person, form: AddressForm) -> HttpResponse:
    context = {"person": found, "form": form, "trail": way_to(found, _("New address"))}
    return render(request, "persons/address.html", context, status=422 if form.errors else 200)
