"""Opening a case of any task: first which task, then one page on which nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from opora.audit import trail
from opora.cases.models import Body, Case, CaseState, Party
from opora.cases.opening import parties_offered
from opora.catalogue import Task, catalogue
from opora.organisation.access import reach
from opora.organisation.models import Unit, Worker
from opora.people.folding import order_key
from opora.people.models import Person
from opora.web.access import WorkerRequest, needs
from opora.web.forms.opening import OpeningForm, proposed
from opora.web.household_rows import find, look_for_records
from opora.web.opening_whole import open_whole
from opora.web.party_rows import PartyRow, change_party_rows, first_party_rows, read_party_rows
from opora.web.refusal import UNPROCESSABLE, on_refusal
from opora.web.sealed_cases import after_opening
from opora.web.task_choice import fields_of_work, task_on, why_closed
from opora.web.what_is_wrong import what_is_wrong

BODIES_OFFERED = 300


@needs("open_case")
def choose_task(request: WorkerRequest) -> HttpResponse:
    """Every task a case may be opened for, by field of work; typing leaves those that hold the words."""
    typed = request.GET.get("q", "")[:100]
    source = _source(request, request.GET.get("from", ""))
    fields = fields_of_work(typed, on=timezone.localdate())
    context = {
        "typed": typed,
        "fields": fields,
        "is_open": bool(typed.strip()),
        "found": sum(len(field.tasks) for field in fields),
        "source": source,
        "following": _following(source) if source else [],
        "person": _person(request),
        "trail": [(_("My day"), resolve_url("worklist")), (_("New case"), "")],
    }
    return render(request, "work/choose_task.html", context)


@needs("open_case")
def new_case(request: WorkerRequest, task: str) -> HttpResponse:
    """The form; a button of a row changes the rows, the last button opens the case."""
    definition = _task(task)
    if closed := why_closed(definition, timezone.localdate()):
        return render(request, "work/task_closed.html", {"name": _name(definition), "why": closed})
    source = _source(request, request.POST.get("from", "") or request.GET.get("from", ""))
    units = units_to_open_in(request.worker)
    if request.method != "POST":
        form = OpeningForm(task=definition, units=units, initial=proposed(definition, request.worker.unit_id))
        rows = first_party_rows(definition, _offered(request, definition, source))
        return _page(request, task, definition, form, rows, source)
    step = request.POST.get("step", "")
    rows = read_party_rows(request.POST, definition, judged=not step)
    form = OpeningForm(request.POST, task=definition, units=units)
    if step:
        as_is = {name: form[name].value() for name in form.fields}
        form = OpeningForm(task=definition, units=units, initial=as_is)
        rows = change_party_rows(rows, step, definition, request.worker)
        return _page(request, task, definition, form, rows, source)

    def draw() -> HttpResponse:
        return _page(request, task, definition, form, rows, source, status=UNPROCESSABLE)

    on_refusal(request, form=form, draw=draw)
    named = [row for row in rows if not row.is_empty]
    if not _is_complete(form, named, request.worker):
        return draw()
    case = open_whole(
        task, form.cleaned_data, named, by=request.worker, at=timezone.now(), grew_out_of=source
    )
    address, told = after_opening(case, request.worker)
    messages.success(request, told)
    return HttpResponseClientRedirect(address) if request.htmx else HttpResponseRedirect(address)


def _is_complete(form: OpeningForm, named: list[PartyRow], worker: Worker) -> bool:
    """Whether nothing is missing; a row in which only a name was typed shows whom it may mean."""
    for row in named:
        if not (row.is_body or row.is_new or row.person):
            find(row, worker)
    complete = all([form.is_valid(), *(row.is_complete() for row in named)])
    return complete and not look_for_records([row for row in named if not row.is_body], worker)


def _page(
    request: WorkerRequest,
    key: str,
    task: Task,
    form: OpeningForm,
    rows: list[PartyRow],
    source: Case | None,
    status: int = 200,
) -> HttpResponse:
    trail.shows([row.person for row in rows if row.person])
    field = next(each for each in catalogue().code_lists["fields_of_work"].entries if each.key == task.field)
    context = {
        "key": key,
        "task": task,
        "name": _name(task),
        "field_name": field.name(get_language() or "en"),
        "form": form,
        "rows": rows,
        "source": source,
        "open_already": _open_already(key, rows, request.worker),
        "bodies": Body.objects.order_by("name").values_list("name", flat=True)[:BODIES_OFFERED],
        "knows_persons": any(not role.is_body for role in task.roles) or not task.roles,
        "knows_bodies": any(role.is_body for role in task.roles),
        "wrong": what_is_wrong(form, rows) if status == UNPROCESSABLE else [],
        "trail": [
            (_("My day"), resolve_url("worklist")),
            (_("New case"), resolve_url("open_case")),
            (_name(task), ""),
        ],
    }
    return render(request, "work/new_case.html", context, status=status)


def _open_already(key: str, rows: list[PartyRow], worker: Worker) -> list[Party]:
    """Who of the rows takes part in an open case of this task: told before a second one is opened.

    Only of cases that the worker may see; it may be right to open another, so nothing is refused.
    """
    persons = [row.person for row in rows if row.person]
    if not persons:
        return []
    running = Case.objects.visible_to(worker).filter(task=key).exclude(state=CaseState.CLOSED)
    found = Party.objects.filter(person__in=persons, case__in=running).select_related("person", "case")
    return list(found.order_by("-case__pk", "pk"))


def _task(key: str) -> Task:
    try:
        task = task_on(key, timezone.localdate())
    except KeyError:
        raise Http404("The catalogue has no such task.") from None
    if task.classification is None:
        raise Http404("No cases are opened for this task.")
    return task


def _source(request: WorkerRequest, public_id: str) -> Case | None:
    """The case a new one grows out of, if this worker may see it."""
    try:
        wanted = UUID(public_id)
    except ValueError:
        return None
    return Case.objects.visible_to(request.worker).filter(public_id=wanted).first()


def _person(request: WorkerRequest) -> Person | None:
    """For whom a case is opened from their page, where this worker may read it."""
    try:
        wanted = UUID(request.GET.get("person", ""))
    except ValueError:
        return None
    return Person.objects.visible_to(request.worker).filter(public_id=wanted).first()


def _offered(request: WorkerRequest, task: Task, source: Case | None) -> Iterable[tuple[Person | Body, str]]:
    """Who stands in the rows of a new form: the parties of the case it grows out of, or the person."""
    if source is not None:
        return parties_offered(source, task)
    person = _person(request)
    first = next((role.key for role in task.roles if not role.is_body), "")
    return [(person, first)] if person else []


def _following(source: Case) -> list[tuple[str, str, str]]:
    """What a case of its task may lead to: key, name, and why none can be opened where that is so."""
    today = timezone.localdate()
    tasks = [(key, task_on(key, today)) for key in task_on(source.task, today).follows]
    return [
        (key, _name(task), why_closed(task, today)) for key, task in tasks if task.classification is not None
    ]


def units_to_open_in(worker: Worker) -> list[Unit]:
    """The units in which this worker may open cases."""
    found = reach(worker, "open_case")
    units = (
        Unit.objects.filter(centre=found.centre) if found.centre else Unit.objects.filter(pk__in=found.units)
    )
    return sorted(units, key=lambda unit: order_key(unit.name))


def _name(task: Task) -> str:
    return task.name(get_language() or "en")
