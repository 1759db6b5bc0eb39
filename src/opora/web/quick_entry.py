"""Taking down a contact on one short page: case, records, steps and minutes at once."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.cases.models import Case
from opora.cases.quick_entries import QuickEntry, quick_entries, take_down
from opora.cases.records import Faulty
from opora.catalogue import Task, catalogue
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person
from opora.people.registering import register_person
from opora.people.search import Hit, search_persons
from opora.web.access import WorkerRequest, needs
from opora.web.forms.quick_entry import QuickForm
from opora.web.forms.record_fields import AtHand
from opora.web.household_rows import HITS_SHOWN, on_record
from opora.web.opening import units_to_open_in
from opora.web.refusal import UNPROCESSABLE, on_refusal
from opora.web.what_is_wrong import what_is_wrong


@needs("open_case")
def quick_entry(request: WorkerRequest) -> HttpResponse:
    """The short page. A name that was typed is first looked up; the next key chooses who it is."""
    entry = _entry(request.POST.get("of") or request.GET.get("of", ""))
    task = entry.definition(timezone.localdate())
    form = QuickForm(
        request.POST or None,
        entry=entry,
        task=task,
        at_hand=AtHand(lists=catalogue().code_lists),
        units=units_to_open_in(request.worker),
        initial={"unit": request.worker.unit_id},
    )
    if request.method != "POST":
        return _page(request, entry, task, form)
    on_refusal(request, form=form, draw=lambda: _page(request, entry, task, form, status=UNPROCESSABLE))
    if not form.is_valid():
        return _page(request, entry, task, form, status=UNPROCESSABLE)
    name = form.cleaned_data["who"]
    if name and not ("choose" in request.POST or "new" in request.POST):
        hits = search_persons(name, request.worker, on=timezone.localdate(), limit=HITS_SHOWN).hits
        return _page(request, entry, task, form, hits=hits, looked=True, status=UNPROCESSABLE)
    try:
        case = _take_down(request, entry, form)
    except Faulty as faulty:
        for key, sentence in faulty.faults.items():
            form.add_error(next((each for each in form.fields if each.endswith(f"-{key}")), None), sentence)
        return _page(request, entry, task, form, status=UNPROCESSABLE)
    messages.success(request, _("Taken down as the case %(number)s.") % {"number": case.number})
    return redirect("case", case.public_id)


@transaction.atomic
def _take_down(request: WorkerRequest, entry: QuickEntry, form: QuickForm) -> Case:
    return take_down(
        entry,
        who=_who(form, request.POST.get("choose", ""), "new" in request.POST, request.worker),
        values=form.values(),
        unit=form.cleaned_data["unit"],
        by=request.worker,
        at=timezone.now(),
    )


def _page(
    request: WorkerRequest,
    entry: QuickEntry,
    task: Task,
    form: QuickForm,
    *,
    hits: list[Hit] | None = None,
    looked: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The form; once a name was looked up, with the records it may mean."""
    presumed = [f"{each.key}-{key}" for each in entry.records for key in each.presumed]
    context = {
        "entry": entry,
        "name": task.name(get_language() or "en"),
        "form": form,
        "asked": [field for field in form if field.name not in [*presumed, "unit", "who"]],
        "presumed": [form[name] for name in [*presumed, "unit"]],
        "hits": hits or [],
        "looked": looked,
        "wrong": what_is_wrong(form, []) if form.errors else [],
        "trail": [(_("My day"), resolve_url("worklist")), (_("Quick entry"), "")],
    }
    return render(request, "work/quick_entry.html", context, status=status)


def _who(form: QuickForm, chosen: str, as_new: bool, by: Worker) -> Person | None:
    """The person on record, the one entered anew by name, or nobody."""
    if chosen:
        person = on_record(chosen)
        if person is None:
            raise Refused(_("This record is no longer there. Look for the person again."), field="who")
        return person
    if not as_new:
        return None
    given, _space, family = form.cleaned_data["who"].strip().rpartition(" ")
    return register_person(by=by, on=timezone.localdate(), given_name=given, family_name=family)


def _entry(key: str) -> QuickEntry:
    every = quick_entries()
    if key and key not in every:
        raise Http404("There is no such short page.")
    return every[key] if key else next(iter(every.values()))
