"""What is changed on the record of a person: identifiers, the end of an address, protection, relations."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.cases.models import Case
from opora.organisation.models import Role, Worker
from opora.people.addresses import end_address
from opora.people.bank_accounts import waiting_change
from opora.people.models import Person, Relation, RelationKind
from opora.people.protecting import end_protection, protect_address
from opora.people.registering import add_identifiers
from opora.people.relating import end_relation, relate, relations_of
from opora.people.withholding import is_withheld
from opora.web.access import WorkerRequest, needs
from opora.web.account_changes import tell_of_waiting
from opora.web.forms.persons import (
    AddressEndForm,
    IdentifiersForm,
    ProtectionForm,
    RelationEndForm,
    RelationForm,
)
from opora.web.persons import (
    addresses_shown,
    find_person,
    named_in,
    offered_to_end,
    record_page,
    relations_to_end,
)
from opora.web.refusal import redrawing


@require_POST
@needs("correct_person")
def identify_person(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Add identifiers that became known."""
    found = find_person(request, public_id)
    form = IdentifiersForm(request.POST)
    draw_again = redrawing(request, partial(record_page, request, found), identifiers=form)
    if not form.is_valid():
        return draw_again()
    waited = waiting_change(found)
    add_identifiers(found, by=request.worker, **form.cleaned_data)
    messages.success(request, _("The identifiers are entered."))
    tell_of_waiting(request, found, waited)
    return redirect("person", public_id)


@require_POST
@needs("correct_person")
def end_address_of_person(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """End one of the addresses that this worker may see."""
    found = find_person(request, public_id)
    addresses = addresses_shown(found, request.worker)
    form = AddressEndForm(request.POST, addresses=offered_to_end(addresses, timezone.localdate()))
    draw_again = redrawing(request, partial(record_page, request, found), address_end=form)
    if not form.is_valid():
        return draw_again()
    address = next(row for row in addresses or [] if str(row.pk) == form.cleaned_data["address"])
    end_address(address, by=request.worker, on=form.cleaned_data["on"])
    messages.success(request, _("The end of the address is entered."))
    return redirect("person", public_id)


@require_POST
@needs("protect_address")
def protect_person(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Protect the address of a person, or end its protection, with the reason."""
    found = find_person(request, public_id)
    form = ProtectionForm(request.POST)
    draw_again = redrawing(request, partial(record_page, request, found), protection=form)
    if not form.is_valid():
        return draw_again()
    reason = form.cleaned_data["reason"]
    if form.cleaned_data["to"] == "protected":
        protect_address(found, by=request.worker, reason=reason)
        messages.success(request, _("The address is protected from now on."))
        _say_who_opens_it_again(request, found)
    else:
        end_protection(found, by=request.worker, reason=reason)
        messages.success(request, _("The address is no longer protected."))
    return redirect("person", public_id)


def _say_who_opens_it_again(request: WorkerRequest, found: Person) -> None:
    """Whoever took the case themselves does not see the address any more: who gives it to them."""
    today = timezone.localdate()
    if not is_withheld(found, request.worker, today):
        return
    cases = Case.objects.visible_to(request.worker).filter(parties__person=found)
    units = [case.unit for case in cases.select_related("unit").order_by("-pk")[:1]]
    heads = [
        head.full_name for unit in units for head in Worker.objects.in_role(Role.HEAD_OF_UNIT, today, unit)
    ]
    sentence = _(
        "You took the case yourself, so from now on the address is withheld from you as well. If you need it "
        "for your work, ask the head of the unit to assign the case to you."
    )
    named = _("Head of the unit: %(names)s.") % {"names": ", ".join(heads)} if heads else ""
    messages.warning(request, f"{sentence} {named}".strip())


@require_POST
@needs("correct_person")
def relate_person(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Relate a person to another who is on record."""
    found = find_person(request, public_id)
    form = RelationForm(request.POST)
    draw_again = redrawing(request, partial(record_page, request, found), relation=form)
    if not form.is_valid():
        return draw_again()
    other = named_in(form, "other")
    if other is None:
        return draw_again()
    kind = RelationKind(form.cleaned_data["kind"])
    relate(found, kind, other, by=request.worker, from_day=form.cleaned_data["from_day"])
    messages.success(request, _("The relation is entered."))
    return redirect("person", public_id)


@require_POST
@needs("correct_person")
def end_relation_of_person(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """End a relation that holds: divorce, separation, the end of care."""
    found = find_person(request, public_id)
    relations = list(relations_of(found, timezone.localdate()))
    form = RelationEndForm(request.POST, relations=relations_to_end(found, relations))
    draw_again = redrawing(request, partial(record_page, request, found), relation_end=form)
    if not form.is_valid():
        return draw_again()
    relation = Relation.objects.get(pk=form.cleaned_data["relation"])
    end_relation(relation, by=request.worker, on=form.cleaned_data["on"])
    messages.success(request, _("The end of the relation is entered."))
    return redirect("person", public_id)
