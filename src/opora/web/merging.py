"""Making one of two records of the same person, and parting them again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.people.duplicates import possible_duplicates
from opora.people.merging import merge_persons, part_persons
from opora.people.models import Merge, Person
from opora.web.access import WorkerRequest, needs
from opora.web.forms.persons import MergeForm
from opora.web.likeness import Likeness, to_compare
from opora.web.persons import by_identifier, find_person, way_to
from opora.web.refusal import on_refusal


@needs("merge_persons")
def merge(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """The records that are alike, one of them chosen, or another by its number."""
    found = find_person(request, public_id)
    similar = _similar(request, found)
    form = MergeForm(request.POST or None, similar=similar)
    on_refusal(request, form=form, draw=lambda: _page(request, found, form, similar))
    if request.method != "POST" or not form.is_valid():
        return _page(request, found, form, similar)
    other = _chosen(form, similar)
    if other is None:
        form.add_error("other", _("No record has this number. Choose one of the records above, or check it."))
        return _page(request, found, form, similar)
    reason = form.cleaned_data["reason"]
    merge_persons(kept=found, absorbed=other, reason=reason, by=request.worker, at=timezone.now())
    messages.success(request, _("The two records are one now. They can be parted again on this page."))
    return redirect("person", public_id)


@require_POST
@needs("merge_persons")
def part(request: WorkerRequest, pk: int) -> HttpResponse:
    """Undo a merge."""
    visible = Person.objects.visible_to(request.worker)
    merge = get_object_or_404(Merge.objects.select_related("kept"), pk=pk, kept__in=visible)
    part_persons(merge, by=request.worker, at=timezone.now())
    messages.success(request, _("The records are parted again."))
    return redirect("person", merge.kept.public_id)


def _page(request: WorkerRequest, found: Person, form: MergeForm, similar: list[Likeness]) -> HttpResponse:
    context = {
        "person": found,
        "form": form,
        "similar": similar,
        "trail": way_to(found, _("Merge records")),
    }
    return render(request, "persons/merge.html", context, status=422 if form.errors else 200)


def _similar(request: WorkerRequest, found: Person) -> list[Likeness]:
    resemblances = possible_duplicates(
        given_name=found.given_name, family_name=found.family_name, born=found.born, apart_from=found
    )
    return to_compare(resemblances, request.worker)


def _chosen(form: MergeForm, similar: list[Likeness]) -> Person | None:
    chosen = form.cleaned_data["record"]
    if chosen:
        return next(each.person for each in similar if str(each.person.public_id) == chosen)
    return by_identifier(form.cleaned_data["other"])
