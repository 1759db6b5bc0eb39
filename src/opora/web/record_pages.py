"""Pages of one record: entered, read, changed, struck; and compared where two changed it at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.cases.balances import told_differences
from opora.cases.catalogue_versions import task_of
from opora.cases.entry_times import Form
from opora.cases.executors import why_unfit_to_keep
from opora.cases.following import Along, enter_record, steps_it_leaves, steps_kept_in
from opora.cases.models import Case, CaseRecord
from opora.cases.records import (
    Faulty,
    Stale,
    change_record,
    definition_of,
    may_read,
    strike_record,
)
from opora.cases.silences import told_of_accounts
from opora.cases.told_minutes import minutes_told, tells_minutes, travel_told
from opora.catalogue.schema import Record
from opora.catalogue.schema.written import WritingAct
from opora.organisation.access import may, require
from opora.web.access import WorkerRequest, needs
from opora.web.at_hand import at_hand
from opora.web.case_course import row_number
from opora.web.case_frame import find_case, header
from opora.web.case_records import cases_to_open, cells_of, names_of_all
from opora.web.entry_clock import Clock, clock_of, count_time
from opora.web.forms.case_work import AlongForm, WhyForm
from opora.web.forms.record_form import RecordForm
from opora.web.long_hours import warn_of_long
from opora.web.presumed import presumed
from opora.web.record_merging import compare, merged_data
from opora.web.refusal import UNPROCESSABLE, on_refusal
from opora.web.what_is_wrong import what_is_wrong
from opora.web.who_is_free import warnings_about, who_is_free
from opora.web.work_place import to_work, work_address

PLACES: Mapping[WritingAct, str] = {"give_consent": "#consents", "disclose": "#disclosures"}
"""Where on the page on which a case goes on the act stands that writes a record."""


@needs("keep_record")
def add(request: WorkerRequest, public_id: UUID, kind: str) -> HttpResponse:
    """An empty form of a kind the task knows, and what is entered in it."""
    case = find_case(request, public_id)
    require(request.worker, "keep_record", case=case)
    definition = _kind(case, kind)
    _refuse_unread(request, definition, case)
    if definition.written_by is not None:
        return redirect(reverse("onward", args=[public_id]) + PLACES[definition.written_by])
    choices = at_hand(case, definition, request.worker)
    initial = presumed(case, definition, request.worker)
    form = RecordForm(request.POST or None, definition=definition, at_hand=choices, initial=initial)
    along = _along(request, case, kind)
    timed = Form.of(case.task, kind, task_of(case))

    def draw() -> HttpResponse:
        return _page(request, case, definition, form, along=along, clock=clock_of(request, timed))

    if request.method != "POST":
        return draw()
    on_refusal(request, form=form, draw=draw)
    if not form.is_valid() or (along and not along.is_valid()):
        return draw()
    try:
        done = _step_done(along)
        kept = enter_record(case, kind, form.values(), along=done, by=request.worker, at=timezone.now())
    except Faulty as faulty:
        form.say(faulty.faults)
        return draw()
    count_time(request, timed, centre=case.centre, at=timezone.now())
    messages.success(request, _("It is entered: %(record)s.") % {"record": definition.name(_language())})
    _warn(request, definition, kept, done)
    _tell_what_waits(request, case, kept)
    return to_work(request, case, f"record-{kind}")


@needs("see_case")
def record(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """What a record says, in the form that changes it where this worker may."""
    kept = _find(request, public_id)
    definition = definition_of(kept)
    is_fixed = kept.struck_at is not None or definition.written_by is not None
    if is_fixed or not may(request.worker, "keep_record", case=kept.case):
        return _read(request, kept, definition)
    choices = at_hand(_case(kept), definition, request.worker)
    form = RecordForm(definition=definition, at_hand=choices, initial=kept.content)
    return _page(request, _case(kept), definition, form, kept)


@require_POST
@needs("keep_record")
def change(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Keep the record as it was changed; where a colleague changed it meanwhile, compare the two."""
    kept = _find(request, public_id)
    case, definition = _case(kept), definition_of(kept)
    require(request.worker, "keep_record", case=case)
    posted = merged_data(request.POST, definition, kept)
    form = RecordForm(posted, definition=definition, at_hand=at_hand(case, definition, request.worker))

    def draw() -> HttpResponse:
        return _page(request, case, definition, form, kept)

    on_refusal(request, form=form, draw=draw)
    if not form.is_valid():
        return draw()
    version = row_number(posted.get("version", ""))
    try:
        kept = change_record(kept, form.values(), version=version, by=request.worker, at=timezone.now())
    except Faulty as faulty:
        form.say(faulty.faults)
        return draw()
    except Stale as stale:
        context = header(request, case, "case") | {
            "record": stale.record,
            "name": definition.name(_language()),
            "sentence": stale.message,
            "comparison": compare(stale, definition, based_on=version, reader=request.worker),
            "form": form,
        }
        return render(request, "work/merge_record.html", context, status=UNPROCESSABLE)
    messages.success(request, _("The change is kept."))
    _warn(request, definition, kept)
    return to_work(request, case, f"record-{kept.key}")


@require_POST
@needs("keep_record")
def strike(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Take a record entered by mistake out of every count, with the reason."""
    kept = _find(request, public_id)
    case, definition = _case(kept), definition_of(kept)
    why = WhyForm(request.POST, label=_("Why it does not hold"))
    form = RecordForm(
        definition=definition, at_hand=at_hand(case, definition, request.worker), initial=kept.content
    )

    def draw() -> HttpResponse:
        return _page(request, case, definition, form, kept, why=why)

    on_refusal(request, form=why, draw=draw)
    if not why.is_valid():
        return draw()
    strike_record(kept, reason=why.cleaned_data["reason"], by=request.worker, at=timezone.now())
    messages.success(request, _("The record is struck out and counts no more."))
    return to_work(request, case, f"record-{kept.key}")


def _warn(request: WorkerRequest, definition: Record, kept: CaseRecord, along: Along | None = None) -> None:
    """What is kept all the same, but should be looked at: sums that differ, a mediator with ties, hours."""
    warn_of_long(
        request,
        minutes_told(definition, kept.content),
        travel_told(definition, kept.content),
        *((along.minutes, along.travel_minutes) if along else ()),
    )
    against = warnings_about(kept, definition, request.worker, at=timezone.now())
    for sentence in (*told_differences(definition, kept.content), *against):
        messages.warning(request, sentence)


def _tell_what_waits(request: WorkerRequest, case: Case, kept: CaseRecord) -> None:
    """A record that says no where the step needs a yes leaves the step open, and the worker reads so."""
    for view in steps_it_leaves(kept, case):
        words = {"step": view.definition.name(_language())}
        messages.warning(
            request, _("The step “%(step)s” stays open: the record says no where it needs a yes.") % words
        )


def _page(
    request: WorkerRequest,
    case: Case,
    definition: Record,
    form: RecordForm,
    kept: CaseRecord | None = None,
    *,
    why: WhyForm | None = None,
    along: AlongForm | None = None,
    clock: Clock | None = None,
) -> HttpResponse:
    """The form; `kept` where it changes a record, `along` where a step may be done with it."""
    is_wrong = bool(form.errors or (why and why.errors) or (along and along.errors))
    context = header(request, case, "case") | {
        "definition": definition,
        "name": definition.name(_language()),
        "form": form,
        "along": along,
        "clock": clock,
        "record": kept,
        "worked_out": _worked_out(definition, kept),
        "accounts": told_of_accounts(definition, case),
        "named_cases": cases_to_open(definition, kept, _language(), request.worker) if kept else [],
        "version": request.POST.get("version") or (kept.version if kept else ""),
        "unfit": None
        if kept
        else why_unfit_to_keep(request.worker, case, definition.key, timezone.localdate()),
        "back": f"{work_address(case)}#record-{definition.key}",
        "free": who_is_free(
            case,
            definition,
            request.worker,
            language=request.GET.get("language", ""),
            at=timezone.now(),
        ),
        "why_form": why or WhyForm(label=_("Why it does not hold")),
        "wrong": [
            wrong for each in (form, along) if each and each.errors for wrong in what_is_wrong(each, [])
        ],
    }
    return render(request, "work/record.html", context, status=UNPROCESSABLE if is_wrong else 200)


def _read(request: WorkerRequest, kept: CaseRecord, definition: Record) -> HttpResponse:
    names = names_of_all([definition], [kept], _language(), request.worker)
    context = header(request, _case(kept), "case") | {
        "record": kept,
        "name": definition.name(_language()),
        "cells": cells_of(definition, kept.content, names, _language()),
        "back": f"{work_address(_case(kept))}#record-{kept.key}",
    }
    return render(request, "work/record_read.html", context)


def _worked_out(definition: Record, kept: CaseRecord | None) -> list[Any]:
    """What nobody types: with its value once there is one."""
    if kept is None:
        return []
    names = names_of_all([definition], [kept], _language())
    derived = {
        told.key: kept.content[told.key]
        for told in definition.fields
        if told.derived and told.key in kept.content
    }
    return cells_of(definition, derived, names, _language())


def _find(request: WorkerRequest, public_id: UUID) -> CaseRecord:
    """The record, if this worker may see its case and read records of its kind."""
    rows = CaseRecord.objects.select_related("case__centre", "case__unit", "case__assigned_to")
    kept = get_object_or_404(
        rows.select_related("case__application", "entered_by", "changed_by"),
        public_id=public_id,
        case__in=Case.objects.visible_to(request.worker),
    )
    _refuse_unread(request, definition_of(kept), _case(kept))
    return kept


def _refuse_unread(request: WorkerRequest, definition: Record, case: Case) -> None:
    if not may_read(request.worker, definition, case, at=timezone.now()):
        raise Http404("Only those who handle the case read records of this kind.")


def _case(kept: CaseRecord) -> Case:
    assert kept.case is not None
    return kept.case


def _kind(case: Case, key: str) -> Record:
    found = next((each for each in task_of(case).records if each.key == key), None)
    if found is None:
        raise Http404("Cases of this kind keep no such record.")
    return found


def _along(request: WorkerRequest, case: Case, kind: str) -> AlongForm | None:
    """Which step was done with it: the one waited for stands there already. None where no step is."""
    if not may(request.worker, "do_step", case=case):
        return None
    today = timezone.localdate()
    views = steps_kept_in(case, task_of(case), kind, worker=request.worker, on=today)
    if not views:
        return None
    steps = [(view.key, view.definition.name(_language())) for view in views]
    initial = {"step": views[0].key if views[0].is_open or len(views) == 1 else ""}
    definition = _kind(case, kind)
    return AlongForm(request.POST or None, steps=steps, initial=initial, is_told=tells_minutes(definition))


def _step_done(along: AlongForm | None) -> Along | None:
    if along is None or not along.cleaned_data["step"]:
        return None
    given = along.cleaned_data
    return Along(given["step"], given["minutes"], given["travel_minutes"])


def _language() -> str:
    return get_language() or "en"
