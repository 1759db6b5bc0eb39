"""One person: who they are, where they live, to whom they belong, which cases they are in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.audit import trail
from opora.cases.models import Case
from opora.organisation.access import may
from opora.organisation.models import Municipality, Worker
from opora.people.addresses import address_line, change_address, lines_of
from opora.people.duplicates import possible_duplicates
from opora.people.households import household_of
from opora.people.merging import merge_persons, part_persons
from opora.people.models import AddressKind, Merge, Person, RelationKind
from opora.people.need_to_know import may_see_protected_address
from opora.people.registering import add_identifiers
from opora.people.relating import relate, relations_of
from opora.web.access import WorkerRequest, needs
from opora.web.forms.fields import PageForm
from opora.web.forms.persons import AddressForm, IdentifiersForm, MergeForm, RelationForm
from opora.web.refusal import on_refusal
from opora.web.relations import other_side, what_the_other_is
from opora.web.worklist import applicants

CASES_SHOWN = 20


def find_person(request: WorkerRequest, public_id: UUID) -> Person:
    """The person, if this worker needs to know them; merged records lead to the one they became."""
    found = get_object_or_404(Person.objects.visible_to(request.worker), public_id=public_id)
    trail.shows([found])
    return found


@needs("see_person")
def person(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """The record of one person."""
    found = find_person(request, public_id)
    return render(request, "persons/person.html", _record(request.worker, found))


@needs("see_person")
def household(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Everybody who lives with a person now, and how they are related."""
    found = find_person(request, public_id)
    today = timezone.localdate()
    members = household_of(found, today)
    trail.shows(members)
    open_to_me = set(
        Person.objects.visible_to(request.worker)
        .filter(pk__in=[member.pk for member in members])
        .values_list("pk", flat=True)
    )
    related = {
        other_side(relation, found).pk: what_the_other_is(relation, found)
        for relation in relations_of(found, today)
    }
    context = {
        "person": found,
        "members": [
            {"person": member, "relation": related.get(member.pk, ""), "may_open": member.pk in open_to_me}
            for member in members
        ],
        "trail": _trail(found, _("Household")),
    }
    return render(request, "persons/household.html", context)


@require_POST
@needs("correct_person")
def identify_person(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Add identifiers that became known."""
    found = find_person(request, public_id)
    form = IdentifiersForm(request.POST)
    draw_again = _redrawing(request, found, identifiers=form)
    if not form.is_valid():
        return draw_again()
    add_identifiers(found, by=request.worker, **form.cleaned_data)
    messages.success(request, _("The identifiers are entered."))
    return redirect("person", public_id)


@require_POST
@needs("correct_person")
def move_person(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Enter an address that holds from a day on."""
    found = find_person(request, public_id)
    form = AddressForm(request.POST, municipalities=Municipality.objects.order_by("name_sl"))
    draw_again = _redrawing(request, found, address=form)
    if not form.is_valid():
        return draw_again()
    given = dict(form.cleaned_data)
    change_address(found, by=request.worker, kind=AddressKind(given.pop("kind")), **given)
    messages.success(request, _("The address is entered."))
    return redirect("person", public_id)


@require_POST
@needs("correct_person")
def relate_person(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Relate a person to another who is on record."""
    found = find_person(request, public_id)
    form = RelationForm(request.POST)
    draw_again = _redrawing(request, found, relation=form)
    if not form.is_valid():
        return draw_again()
    other = _by_identifier(form.cleaned_data["other"])
    if other is None:
        form.add_error(
            "other", _("Nobody on record has this EMŠO. Check the number, or enter the person first.")
        )
        return draw_again()
    kind = RelationKind(form.cleaned_data["kind"])
    relate(found, kind, other, by=request.worker, from_day=form.cleaned_data["from_day"])
    messages.success(request, _("The relation is entered."))
    return redirect("person", public_id)


@needs("merge_persons")
def merge(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Make one of two records of the same person."""
    found = find_person(request, public_id)
    form = MergeForm(request.POST or None)
    on_refusal(request, form=form, draw=lambda: _merge_page(request, found, form))
    if request.method != "POST" or not form.is_valid():
        return _merge_page(request, found, form)
    other = _by_identifier(form.cleaned_data["other"])
    if other is None:
        form.add_error("other", _("No record has this number. Choose one of the records below, or check it."))
        return _merge_page(request, found, form)
    reason = form.cleaned_data["reason"]
    merge_persons(kept=found, absorbed=other, reason=reason, by=request.worker, at=timezone.now())
    messages.success(request, _("The two records are one now. They can be parted again on this page."))
    return redirect("person", public_id)


def _merge_page(request: WorkerRequest, found: Person, form: MergeForm) -> HttpResponse:
    similar = possible_duplicates(
        given_name=found.given_name, family_name=found.family_name, born=found.born, apart_from=found
    )
    trail.shows([resemblance.person for resemblance in similar])
    context = {"person": found, "form": form, "similar": similar, "trail": _trail(found, _("Merge records"))}
    return render(request, "persons/merge.html", context, status=422 if form.errors else 200)


@require_POST
@needs("merge_persons")
def part(request: WorkerRequest, pk: int) -> HttpResponse:
    """Undo a merge."""
    visible = Person.objects.visible_to(request.worker)
    merge = get_object_or_404(Merge.objects.select_related("kept"), pk=pk, kept__in=visible)
    part_persons(merge, by=request.worker, at=timezone.now())
    messages.success(request, _("The records are parted again."))
    return redirect("person", merge.kept.public_id)


def _redrawing(request: WorkerRequest, found: Person, **forms: PageForm) -> Callable[[], HttpResponse]:
    """The record drawn again with what was typed; also where the act refuses."""

    def draw() -> HttpResponse:
        return render(request, "persons/person.html", _record(request.worker, found, **forms), status=422)

    on_refusal(request, form=next(iter(forms.values())), draw=draw)
    return draw


def _record(worker: Worker, found: Person, **forms: Any) -> dict[str, Any]:
    today = timezone.localdate()
    may_merge = may(worker, "merge_persons")
    shown = not found.is_protected or may_see_protected_address(worker, found)
    relations = list(relations_of(found, today))
    trail.shows([other_side(relation, found) for relation in relations])
    cases = Case.objects.visible_to(worker).filter(parties__person=found).distinct()
    return {
        "person": found,
        "address": address_line(found, today, worker),
        "addresses": [(row, ", ".join(lines_of(row))) for row in found.addresses.order_by("-period")]
        if shown
        else [],
        "relations": [(what_the_other_is(each, found), other_side(each, found), each) for each in relations],
        "former_names": list(found.former_names.order_by("-period")),
        "merges": list(found.merges.filter(parted_at__isnull=True).select_related("absorbed"))
        if may_merge
        else [],
        "cases": list(cases.prefetch_related(applicants()).order_by("-pk")[:CASES_SHOWN]),
        "may_correct": may(worker, "correct_person"),
        "may_merge": may_merge,
        "identifiers_form": forms.get("identifiers") or IdentifiersForm(),
        "address_form": forms.get("address")
        or AddressForm(municipalities=Municipality.objects.order_by("name_sl"), initial={"from_day": today}),
        "relation_form": forms.get("relation") or RelationForm(),
        "trail": _trail(found),
    }


def _trail(found: Person, below: str = "") -> list[tuple[str, str]]:
    steps = [(_("Search"), reverse("search")), (found.full_name, reverse("person", args=[found.public_id]))]
    return [*steps, (below, "")] if below else [steps[0], (found.full_name, "")]


def _by_identifier(text: str) -> Person | None:
    number = "".join(text.split())
    records = Person.objects.unmerged()
    return (
        records.filter(emso=number).first()
        or records.filter(tax_number=number.upper().removeprefix("SI")).first()
    )
