"""Taking down a contact on one short page: case, records, steps and minutes at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import BoundField
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.cases.entry_times import Form
from opora.cases.models import Case
from opora.cases.quick_entries import QuickEntry, quick_entries, take_down
from opora.cases.records import Faulty
from opora.catalogue import Task, catalogue
from opora.web.access import WorkerRequest, needs
from opora.web.entry_clock import clock_of, count_time
from opora.web.forms.quick_entry import QuickForm
from opora.web.forms.record_fields import AtHand
from opora.web.long_hours import warn_of_long
from opora.web.opening import units_to_open_in
from opora.web.refusal import UNPROCESSABLE, on_refusal
from opora.web.what_is_wrong import what_is_wrong
from opora.web.who_came import WhoCame, look_up, person_who_came


@needs("open_case")
def quick_entry(request: WorkerRequest) -> HttpResponse:
    """The short page. Whoever a typed name means is chosen before anything is kept."""
    entry = _entry(request.POST.get("of") or request.GET.get("of", ""))
    came = look_up(request.POST.get("who", ""), request.POST.get("person", ""), request.worker)
    finds = "find" in request.POST
    if finds and request.htmx:
        return render(request, "work/_who_it_is.html", {"came": came, "is_asked": False})
    now = timezone.localtime()
    task = entry.definition(now.date())
    form = _form(
        request, entry, task, {"unit": request.worker.unit_id, "-".join(entry.when): now.isoformat()}
    )
    if request.method != "POST":
        return _page(request, entry, task, form, came)
    if finds:
        as_is = {name: form[name].value() for name in form.fields}
        return _page(request, entry, task, _form(request, entry, task, as_is, judged=False), came)

    def draw() -> HttpResponse:
        return _page(request, entry, task, form, came, status=UNPROCESSABLE)

    on_refusal(request, form=form, draw=draw)
    if not form.is_valid() or not came.is_settled:
        return draw()
    try:
        case = _take_down(request, entry, form, came)
    except Faulty as faulty:
        for key, sentence in faulty.faults.items():
            form.add_error(next((each for each in form.fields if each.endswith(f"-{key}")), None), sentence)
        return draw()
    record, field = entry.minutes
    warn_of_long(request, form.values()[record].get(field))
    count_time(request, _timed(entry, task), centre=case.centre, at=timezone.now())
    messages.success(request, _("Taken down as the case %(number)s.") % {"number": case.number})
    return redirect("case", case.public_id)


@transaction.atomic
def _take_down(request: WorkerRequest, entry: QuickEntry, form: QuickForm, came: WhoCame) -> Case:
    return take_down(
        entry,
        who=person_who_came(came, request.worker),
        values=form.values(),
        unit=form.cleaned_data["unit"],
        by=request.worker,
        at=timezone.now(),
    )


def _form(
    request: WorkerRequest, entry: QuickEntry, task: Task, initial: dict[str, Any], *, judged: bool = True
) -> QuickForm:
    return QuickForm(
        (request.POST or None) if judged else None,
        entry=entry,
        task=task,
        at_hand=AtHand(lists=catalogue().code_lists),
        units=units_to_open_in(request.worker),
        initial=initial,
    )


def _page(
    request: WorkerRequest,
    entry: QuickEntry,
    task: Task,
    form: QuickForm,
    came: WhoCame,
    *,
    status: int = 200,
) -> HttpResponse:
    """The form; once a name was typed, with those whom it may mean."""
    named = [f"{each.key}-{key}" for each in entry.records for key in each.presumed]
    presumed = [form[name] for name in [*named, "unit"]]
    apart = {"who", "person", *(field.name for field in presumed)}
    context = {
        "entry": entry,
        "name": task.name(get_language() or "en"),
        "form": form,
        "asked": [field for field in form if field.name not in apart],
        "presumed": presumed,
        "presumed_words": ", ".join(filter(None, map(_words_of, presumed))),
        "came": came,
        "clock": clock_of(request, _timed(entry, task)),
        "is_asked": status == UNPROCESSABLE and not came.is_settled and not form.errors,
        "wrong": what_is_wrong(form, []) if form.errors else [],
        "trail": [(_("My day"), resolve_url("worklist")), (_("Quick entry"), "")],
    }
    return render(request, "work/quick_entry.html", context, status=status)


def _timed(entry: QuickEntry, task: Task) -> Form:
    return Form.of(entry.task, entry.key, task, is_quick=True)


def _words_of(field: BoundField) -> str:
    """What stands in a field, in words; with its name where it is a bare number."""
    value = str(field.value() or "")
    choices = getattr(field.field.widget, "choices", None)
    if choices is not None:
        return str({str(key): words for key, words in choices}.get(value, value))
    return f"{field.label} {value}" if value else ""


def _entry(key: str) -> QuickEntry:
    every = quick_entries()
    if key and key not in every:
        raise Http404("There is no such short page.")
    return every[key] if key else next(iter(every.values()))
