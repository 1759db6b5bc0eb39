"""Who lives with a person, and how somebody moves in or out."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.audit import trail
from opora.organisation.models import Worker
from opora.people import households
from opora.people.models import Person
from opora.people.need_to_know import known_among, may_do_for, may_see_protected_address
from opora.people.relating import relations_of
from opora.web.access import WorkerRequest, needs
from opora.web.forms.persons import MoveInForm, MoveOutForm
from opora.web.persons import find_person, named_in, way_to
from opora.web.refusal import redrawing
from opora.web.relations import other_side, what_the_other_is


@needs("see_person")
def household(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Everybody who lives with a person now, and how they are related."""
    return _page(request, find_person(request, public_id))


@require_POST
@needs("correct_person")
def move_in(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Let the person live with another, or in a home of their own, from a day on."""
    found = find_person(request, public_id)
    form = MoveInForm(request.POST)
    draw_again = redrawing(request, partial(_page, request, found), move_in=form)
    if not form.is_valid():
        return draw_again()
    other = named_in(form, "with_whom")
    if form.errors:
        return draw_again()
    households.move_in_with(found, other, by=request.worker, on=form.cleaned_data["from_day"])
    messages.success(request, _("The move is entered."))
    return redirect("household", public_id)


@require_POST
@needs("correct_person")
def move_out(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """End the person's life in the present home; where they live then is not known."""
    found = find_person(request, public_id)
    form = MoveOutForm(request.POST)
    draw_again = redrawing(request, partial(_page, request, found), move_out=form)
    if not form.is_valid():
        return draw_again()
    households.move_out(found, by=request.worker, on=form.cleaned_data["on"])
    messages.success(request, _("The move is entered."))
    return redirect("household", public_id)


def _page(request: WorkerRequest, found: Person, status: int = 200, **forms: Any) -> HttpResponse:
    today = timezone.localdate()
    members = households.household_of(found, today)
    hidden = found.is_protected or any(member.is_protected for member in members)
    withheld = hidden and not may_see_protected_address(request.worker, found)
    members = [found] if withheld else members
    trail.shows(members)
    context = {
        "person": found,
        "members": _members(found, members, request.worker),
        "may_correct": not found.merged_into_id and may_do_for(request.worker, "correct_person", found),
        "is_withheld": withheld,
        "has_home": households.dwelling_of(found, today) is not None,
        "move_in_form": forms.get("move_in") or MoveInForm(initial={"from_day": today}),
        "move_out_form": forms.get("move_out") or MoveOutForm(initial={"on": today}),
        "trail": way_to(found, _("Household")),
    }
    return render(request, "persons/household.html", context, status=status)


def _members(found: Person, members: list[Person], worker: Worker) -> list[dict[str, Any]]:
    known = known_among([member.pk for member in members], worker, Person.objects.all())
    related = {
        other_side(relation, found).pk: what_the_other_is(relation, found)
        for relation in relations_of(found, timezone.localdate())
    }
    return [
        {"person": member, "relation": related.get(member.pk, ""), "may_open": member.pk in known}
        for member in members
    ]
