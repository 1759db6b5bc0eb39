"""One record of a register: entered, changed by two hands without loss, struck; persons found by search."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.cases.entry_times import Form
from opora.cases.models import Body, CaseRecord
from opora.cases.named_cases import fields_of_cases, told_of_cases
from opora.cases.records import Faulty, Stale, add_to_register, change_record, definition_of, strike_record
from opora.catalogue import catalogue
from opora.catalogue.schema import Record
from opora.organisation.models import Unit, Worker
from opora.organisation.refusal import Refused
from opora.people.folding import order_key
from opora.people.models import Person
from opora.people.search import search_persons
from opora.web.access import WorkerRequest, needs
from opora.web.at_hand import BODIES_OFFERED
from opora.web.catalogue_sheet import reading
from opora.web.entry_clock import Clock, clock_of, count_time
from opora.web.forms.case_work import WhyForm
from opora.web.forms.record_fields import AtHand, Choices
from opora.web.forms.record_form import PREFIX, RecordForm
from opora.web.paging import read_key
from opora.web.record_merging import compare, merged_data
from opora.web.refusal import UNPROCESSABLE, on_refusal
from opora.web.registers import find_register, records_of_register, shows_persons, units_of
from opora.web.roster_shifts import begun_with, faults_of, is_shift, month_to_return_to, workers_listed
from opora.web.what_is_wrong import what_is_wrong

FOUND_SHOWN = 20


@needs("keep_record")
def add_register_record(request: WorkerRequest, register_key: str, kind_key: str) -> HttpResponse:
    """A form of a kind of the register, and what is entered in it."""
    definition = _kind(request.worker, register_key, kind_key)
    unit = _unit(request)
    initial = _first_values(request, definition, register_key)
    form = _form(request, definition, unit, request.POST or None, initial, register_key)
    timed = Form.of(register_key, kind_key, find_register(request.worker, register_key))

    def draw() -> HttpResponse:
        return _page(request, definition, form, register_key, unit, clock=clock_of(request, timed))

    if request.method != "POST" or "find" in request.POST:
        return draw()
    on_refusal(request, form=form, draw=draw)
    if not form.is_valid() or _is_odd(form, register_key, unit):
        return draw()
    try:
        add_to_register(
            register_key, kind_key, form.values(), unit=unit, by=request.worker, at=timezone.now()
        )
    except Faulty as faulty:
        form.say(faulty.faults)
        return draw()
    count_time(request, timed, centre=unit.centre, at=timezone.now())
    messages.success(request, _("It is entered: %(record)s.") % {"record": definition.name(reading())})
    return redirect(_way_back(request, register_key, kind_key))


@needs("keep_record")
def register_record(request: WorkerRequest, register_record: UUID) -> HttpResponse:
    """What a record of a register says, in the form that changes it."""
    kept = _find(request.worker, register_record)
    definition = definition_of(kept)
    shows_persons([kept], definition)
    data = merged_data(request.POST, definition, kept) if request.method == "POST" else None
    form = _form(request, definition, kept.unit, data, kept.content, kept.task)

    def draw() -> HttpResponse:
        return _page(request, definition, form, kept.task, kept.unit, kept)

    if data is None or "find" in request.POST:
        return draw()
    on_refusal(request, form=form, draw=draw)
    if not form.is_valid() or _is_odd(form, kept.task, kept.unit):
        return draw()
    version = read_key(str(data.get("version", ""))) or 0
    try:
        change_record(kept, form.values(), version=version, by=request.worker, at=timezone.now())
    except Faulty as faulty:
        form.say(faulty.faults)
        return draw()
    except Stale as stale:
        return _compare(request, stale, definition, form, version)
    messages.success(request, _("The change is kept."))
    return redirect(_way_back(request, kept.task, kept.key))


@require_POST
@needs("keep_record")
def strike_register_record(request: WorkerRequest, register_record: UUID) -> HttpResponse:
    """Take a record entered by mistake out of every count, with the reason."""
    kept = _find(request.worker, register_record)
    definition, why = definition_of(kept), WhyForm(request.POST, label=_("Why it does not hold"))
    form = _form(request, definition, kept.unit, None, kept.content, kept.task)

    def draw() -> HttpResponse:
        return _page(request, definition, form, kept.task, kept.unit, kept, why=why)

    on_refusal(request, form=why, draw=draw)
    if not why.is_valid():
        return draw()
    strike_record(kept, reason=why.cleaned_data["reason"], by=request.worker, at=timezone.now())
    messages.success(request, _("The record is struck out and counts no more."))
    return redirect(f"{reverse('register', args=[kept.task])}?kind={kept.key}")


def _page(
    request: WorkerRequest,
    definition: Record,
    form: RecordForm,
    key: str,
    unit: Unit,
    kept: CaseRecord | None = None,
    *,
    why: WhyForm | None = None,
    clock: Clock | None = None,
) -> HttpResponse:
    is_sought = "find" in request.POST
    is_wrong = not is_sought and bool(form.errors or (why and why.errors))
    register_name = find_register(request.worker, key).name(reading())
    context = {
        "name": definition.name(reading()),
        "form": form,
        "clock": clock,
        "record": kept,
        "unit": unit,
        "units": list(units_of(request.worker)) if kept is None else [],
        "names_persons": any(field.type == "party" for field in definition.fields),
        "sought": request.POST.get("sought", ""),
        "version": request.POST.get("version") or (kept.version if kept else ""),
        "back": _way_back(request, key, definition.key),
        "why_form": why or WhyForm(label=_("Why it does not hold")),
        "wrong": what_is_wrong(form, []) if is_wrong and form.errors else [],
        "trail": [
            (_("Registers"), reverse("registers")),
            (register_name, reverse("register", args=[key])),
            (definition.name(reading()), ""),
        ],
    }
    return render(request, "registers/record.html", context, status=UNPROCESSABLE if is_wrong else 200)


def _compare(
    request: WorkerRequest, stale: Stale, definition: Record, form: RecordForm, version: int
) -> HttpResponse:
    context = {
        "record": stale.record,
        "name": definition.name(reading()),
        "sentence": stale.message,
        "comparison": compare(stale, definition, based_on=version, reader=request.worker),
        "form": form,
    }
    return render(request, "registers/merge.html", context, status=UNPROCESSABLE)


def _first_values(request: WorkerRequest, definition: Record, key: str) -> dict[str, Any]:
    """What stands in a new form: when it happens is now, and what the page it was begun from says."""
    found: dict[str, Any] = {}
    if definition.happens_on:
        is_moment = any(
            field.key == definition.happens_on and field.type == "moment" for field in definition.fields
        )
        now = timezone.localtime().replace(second=0, microsecond=0)
        found[definition.happens_on] = now.isoformat() if is_moment else now.date().isoformat()
    return found | (begun_with(request.GET) if is_shift(key, definition.key) else {})


def _is_odd(form: RecordForm, key: str, unit: Unit) -> bool:
    """Whether a room of its own refuses what the form would keep; it then stands at its field."""
    faults = faults_of(form.values(), unit) if is_shift(key, form.definition.key) else {}
    form.say(faults)
    return bool(faults)


def _way_back(request: WorkerRequest, key: str, kind: str) -> str:
    """The month a shift was begun from, else the register."""
    month = month_to_return_to(request.GET) if is_shift(key, kind) else ""
    return month or f"{reverse('register', args=[key])}?kind={kind}"


def _form(
    request: WorkerRequest, definition: Record, unit: Unit, data: Any, initial: dict[str, Any], key: str
) -> RecordForm:
    types = {field.type for field in definition.fields}
    listed = is_shift(key, definition.key)
    at_hand = AtHand(
        parties=_persons(request, definition, data, initial) if "party" in types else (),
        workers=workers_listed(unit, initial.get("from"))
        if listed
        else _workers(unit)
        if "worker" in types
        else (),
        bodies=_bodies() if "body" in types else (),
        kept_cases=_kept_cases(request, definition, initial) if "case" in types else (),
        lists=catalogue().code_lists,
    )
    return RecordForm(data, definition=definition, at_hand=at_hand, initial=initial)


def _kept_cases(request: WorkerRequest, definition: Record, initial: dict[str, Any]) -> Choices:
    told, _seen = told_of_cases(set(fields_of_cases(definition, initial).values()), request.worker)
    return [(str(key), name) for key, name in told.items()]


def _persons(request: WorkerRequest, definition: Record, data: Any, initial: dict[str, Any]) -> Choices:
    """The persons chosen so far, and those a search found; each under the public key."""
    fields = [field.key for field in definition.fields if field.type == "party"]
    chosen = {initial.get(key) for key in fields} | {(data or {}).get(f"{PREFIX}-{key}") for key in fields}
    keys = {each for each in map(_uuid, chosen) if each is not None}
    found = list(Person.objects.filter(public_id__in=keys))
    if sought := request.POST.get("sought", "").strip():
        try:
            page = search_persons(sought, request.worker, on=timezone.localdate(), limit=FOUND_SHOWN)
            found += [hit.person for hit in page.hits if hit.person not in found]
        except Refused as refusal:
            messages.warning(request, refusal.message)
    return [(str(person.public_id), _told(person)) for person in found]


def _told(person: Person) -> str:
    """With the year of birth, which tells two of one name apart."""
    return f"{person.full_name} ({person.born.year})" if person.born else person.full_name


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def _workers(unit: Unit) -> Choices:
    found = Worker.objects.filter(centre=unit.centre_id, is_active=True)
    named = sorted(found, key=lambda one: (order_key(one.family_name), order_key(one.given_name)))
    return [(str(one.pk), str(one)) for one in named]


def _bodies() -> Choices:
    known = Body.objects.order_by("name").values_list("pk", "name")[:BODIES_OFFERED]
    return [(str(key), name) for key, name in known]


def _kind(worker: Worker, key: str, kind: str) -> Record:
    found = next((each for each in find_register(worker, key).records if each.key == kind), None)
    if found is None:
        raise Http404("The register keeps no such record.")
    return found


def _unit(request: WorkerRequest) -> Unit:
    """The unit chosen, the worker's own, or the first whose registers they keep."""
    units = list(units_of(request.worker))
    chosen = request.POST.get("unit", "")
    wanted = chosen if chosen.isdecimal() else str(request.worker.unit_id)
    found = next((unit for unit in units if str(unit.pk) == wanted), units[0] if units else None)
    if found is None:
        raise Refused(_("You keep registers of no unit. Ask the administrator for a role in one."))
    return found


def _find(worker: Worker, public_id: UUID) -> CaseRecord:
    rows = CaseRecord.objects.select_related("unit", "centre", "entered_by", "changed_by")
    kept = get_object_or_404(rows, public_id=public_id, case__isnull=True, unit__in=units_of(worker))
    find_register(worker, kept.task)
    return get_object_or_404(
        records_of_register(worker, kept.task).select_related("unit", "centre", "entered_by", "changed_by"),
        pk=kept.pk,
    )
