"""Appointments: agreed on in a case or without one, changed, called off, and whether they came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.audit import trail
from opora.cases.appointment_series import (
    cancel_following,
    change_following,
    following,
    make_series,
    work_free_turns,
)
from opora.cases.appointments import Plan, cancel_appointment, change_appointment, note_attendance
from opora.cases.links import family_of
from opora.cases.models import Appointment, Case, Room
from opora.documents.papers.drafting import papers_to_write
from opora.organisation.access import may, require
from opora.organisation.models import Unit, Worker
from opora.people.folding import order_key
from opora.people.models import Person
from opora.web.access import WorkerRequest, needs
from opora.web.case_frame import find_case
from opora.web.forms.appointments import (
    AppointmentChangeForm,
    AppointmentForm,
    CancelForm,
    NewAppointmentForm,
    as_typed,
)
from opora.web.forms.papers import LETTER_LANGUAGES, addressee_key
from opora.web.forms.stand_ins import StandInForm, stand_in_form
from opora.web.refusal import on_refusal
from opora.web.templatetags.page import day as written_day


@needs("make_appointment")
def agree_in_case(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Agree on a meeting in a case."""
    case = find_case(request, public_id)
    return _agree(request, case)


@needs("make_appointment")
def agree_on_own(request: WorkerRequest) -> HttpResponse:
    """Agree on a meeting that belongs to no case."""
    return _agree(request, None)


@needs("see_case")
def appointment(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """One meeting: who, when, where, and what may be done with it."""
    found = _find(request, public_id)
    return _page(request, found, _cancel_form(found))


@needs("make_appointment")
def change(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Move a meeting, with the reason."""
    found = _find(request, public_id)
    if request.method != "POST":
        require(request.worker, "make_appointment", case=found.case)
    form = _form(
        AppointmentChangeForm,
        request,
        found.case,
        found.worker,
        appointment=found,
        is_in_series=bool(following(found)),
    )
    on_refusal(request, form=form, draw=lambda: _form_page(request, form, found.case, found))
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form, found.case, found)
    given = form.cleaned_data
    plan = _plan(found.worker, given)
    told = {
        "subject": given["subject"],
        "reason": given["reason"],
        "by": request.worker,
        "at": timezone.now(),
    }
    if form.is_for_following:
        moved = change_following(found, plan, **told)
        messages.success(request, _told_of_moved(moved))
    else:
        change_appointment(found, plan, **told)
        messages.success(request, _("The appointment is changed."))
    return redirect("appointment", public_id)


@require_POST
@needs("make_appointment")
def cancel(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Call a meeting off, with the reason."""
    found = _find(request, public_id)
    form = _cancel_form(found, request.POST)
    on_refusal(request, form=form, draw=lambda: _page(request, found, form))
    if not form.is_valid():
        return _page(request, found, form)
    given = form.cleaned_data
    (cancel_following if form.is_for_following else cancel_appointment)(
        found,
        called_off_by=given["called_off_by"],
        reason=given["reason"],
        by=request.worker,
        at=timezone.now(),
    )
    messages.success(request, _("The appointment is called off. Its time and room are free again."))
    return redirect("appointment", public_id)


@require_POST
@needs("make_appointment")
def attendance(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Say whether they came."""
    found = _find(request, public_id)
    came = request.POST.get("came", "")
    if came not in ("yes", "no"):
        return _page(request, found, _cancel_form(found), status=422)
    note_attendance(found, came=came == "yes", by=request.worker, at=timezone.now())
    return redirect("appointment", public_id)


def _agree(request: WorkerRequest, case: Case | None) -> HttpResponse:
    if request.method != "POST":
        require(request.worker, "make_appointment", case=case)
    form = _form(NewAppointmentForm, request, case, request.worker)
    on_refusal(request, form=form, draw=lambda: _form_page(request, form, case, None))
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form, case, None)
    given = form.cleaned_data
    plan = _plan(request.worker, given)
    rhythm = {
        "every_weeks": 1 if given["every_weeks"] is None else given["every_weeks"],
        "until": given["until"] or given["day"],
    }
    made = make_series(
        plan,
        **rhythm,
        subject=given["subject"],
        case=case,
        kind=given["kind"] or "talk",
        by=request.worker,
        at=timezone.now(),
    )
    words = _("The appointment is in your day.") if len(made) == 1 else _told_of_made(made)
    messages.success(request, words)
    if passed_over := work_free_turns(plan.starts_at, **rhythm):
        days = ", ".join(date_format(day) for day in passed_over)
        messages.warning(
            request, _("No appointment is agreed on for work-free days: %(days)s.") % {"days": days}
        )
    return redirect("appointment", made[0].public_id)


def _told_of_made(made: list[Appointment]) -> str:
    words = ngettext(
        "%(count)d appointment is agreed on, from %(first)s to %(last)s.",
        "%(count)d appointments are agreed on, from %(first)s to %(last)s.",
        len(made),
    )
    return words % _span(made)


def _told_of_moved(moved: list[Appointment]) -> str:
    words = ngettext(
        "%(count)d appointment is moved, now from %(first)s to %(last)s.",
        "%(count)d appointments are moved, now from %(first)s to %(last)s.",
        len(moved),
    )
    return words % _span(moved)


def _span(appointments: list[Appointment]) -> dict[str, Any]:
    days = [timezone.localdate(each.starts_at) for each in appointments]
    return {"count": len(days), "first": written_day(min(days)), "last": written_day(max(days))}


def _find(request: WorkerRequest, public_id: UUID) -> Appointment:
    visible = Appointment.objects.visible_to(request.worker)
    related = visible.select_related("case", "worker", "room__unit", "end_noted_by")
    return get_object_or_404(related.prefetch_related("persons", "with_workers"), public_id=public_id)


def draw_with(request: WorkerRequest, found: Appointment, standing_in: StandInForm) -> HttpResponse:
    """The page of a meeting with the form of a stand-in that was refused."""
    return _page(request, found, _cancel_form(found), standing_in=standing_in, status=422)


def _page(
    request: WorkerRequest,
    found: Appointment,
    form: CancelForm,
    *,
    standing_in: StandInForm | None = None,
    status: int = 200,
) -> HttpResponse:
    persons = sorted(found.persons.all(), key=lambda person: order_key(person.family_name, person.given_name))
    trail.shows(persons, case_id=found.case_id)
    may_act = may(request.worker, "make_appointment", case=found.case)
    context = {
        "appointment": found,
        "persons": persons,
        "workers": [found.worker, *found.with_workers.all()],
        "form": form,
        "may_change": may_act and not found.ended_as,
        "may_note": may_act and not found.is_cancelled and found.starts_at <= timezone.now(),
        "series": len(following(found)) if found.series else 0,
        "stand_ins": standing_in or (stand_in_form(found) if may_act and not found.ended_as else None),
        "invitations": _invitations(request.worker, found, persons) if may_act else [],
        "trail": _way(found.case, found.subject),
    }
    return render(request, "appointments/appointment.html", context, status=422 if form.errors else status)


@dataclass(frozen=True)
class Invitation:
    """A call that may be written to somebody invited: in their language, where letters are written in it."""

    key: str
    name: str
    addressee: str
    who: str
    language: str


def _invitations(worker: Worker, found: Appointment, persons: list[Person]) -> list[Invitation]:
    """The calls of the case's task, to each of those invited who has a part in the case."""
    case = found.case
    if case is None or found.ended_as or found.starts_at < timezone.now():
        return []
    if not may(worker, "write_paper", case=case):
        return []
    parties, language = set(case.person_ids()), get_language() or "en"
    written = dict(LETTER_LANGUAGES)
    return [
        Invitation(
            each.key,
            each.name(language),
            addressee_key(person),
            person.full_name,
            person.language if person.language in written else "sl",
        )
        for each in papers_to_write(case)
        if each.kind == "call"
        for person in persons
        if person.pk in parties
    ]


def _cancel_form(found: Appointment, data: Any = None) -> CancelForm:
    return CancelForm(data, is_in_series=bool(following(found)))


def _form_page(
    request: WorkerRequest, form: AppointmentForm, case: Case | None, found: Appointment | None
) -> HttpResponse:
    shown = {field.name: field for field in form.visible_fields()}
    beside = [name for name in ("day", "hour", "minutes", "every_weeks", "until") if name in shown]
    heading = _("Change the appointment") if found else _("Make an appointment")
    context = {
        "form": form,
        "heading": heading,
        "before": [shown[name] for name in ("kind", "subject")],
        "beside": [shown[name] for name in beside],
        "after": [
            field for name, field in shown.items() if name not in ("kind", "subject", *beside, "which")
        ],
        "which": shown.get("which"),
        "back": _back(case, found),
        "free_terms": reverse("free_terms", args=[case.public_id]) if case and not found else "",
        "trail": _way(case, heading),
    }
    return render(request, "appointments/form.html", context, status=422 if form.errors else 200)


def _form(
    of: type[AppointmentForm],
    request: WorkerRequest,
    case: Case | None,
    first: Worker,
    *,
    appointment: Appointment | None = None,
    **more: Any,
) -> Any:
    """The form with whom and what there is to choose from: persons of the case, colleagues, rooms."""
    persons = _persons(case, request.worker)
    trail.shows(persons, case_id=case.pk if case else None)
    unit = case.unit if case else first.unit
    initial = as_typed(appointment) if appointment else _proposed(request)
    chosen = as_typed(appointment)["with_workers"] if appointment else []
    return of(
        request.POST if request.method == "POST" else None,
        initial=initial,
        persons=persons,
        workers=colleagues_of(unit, first, chosen),
        rooms=rooms_of(first),
        **more,
    )


def _proposed(request: WorkerRequest) -> dict[str, Any]:
    """Today, or the term that was chosen among the free ones."""
    proposed: dict[str, Any] = {"day": timezone.localdate(), "minutes": 30}
    for name in ("day", "hour", "minutes", "room"):
        if name in request.GET:
            proposed[name] = request.GET[name]
    return proposed | {"with_workers": request.GET.getlist("with_workers")}


def _persons(case: Case | None, worker: Worker) -> list[Person]:
    """Those of the case, then those of the family's other cases that the worker may see."""
    if case is None:
        return []
    family = Person.objects.filter(parties__case__in=family_of(case).visible_to(worker))
    found = Person.objects.filter(parties__case=case) | family
    own = set(case.parties.persons().values_list("person", flat=True))
    return sorted(
        found.distinct(),
        key=lambda person: (person.pk not in own, order_key(person.family_name, person.given_name)),
    )


def colleagues_of(unit: Unit | None, first: Worker, chosen: list[int]) -> list[Worker]:
    """Who works in the unit, and who is invited already from elsewhere."""
    of_centre = Worker.objects.active().filter(centre=first.centre_id).exclude(pk=first.pk)
    found = of_centre.filter(unit=unit) | of_centre.filter(pk__in=chosen)
    return sorted(found, key=lambda worker: order_key(worker.family_name, worker.given_name))


def rooms_of(first: Worker) -> list[Room]:
    """Rooms of the centre in use, those of one's own unit first."""
    found = Room.objects.filter(unit__centre=first.centre_id, closed_on=None).select_related("unit")
    return sorted(found, key=lambda room: (room.unit_id != first.unit_id, room.unit.name, room.name))


def _plan(worker: Worker, given: dict[str, Any]) -> Plan:
    return Plan(
        worker=worker,
        starts_at=timezone.make_aware(datetime.combine(given["day"], given["hour"])),
        minutes=given["minutes"],
        room=_room(given.get("room")),
        place=given["place"],
        with_workers=list(Worker.objects.filter(pk__in=given.get("with_workers", []))),
        persons=list(Person.objects.filter(pk__in=given.get("persons", []))),
    )


def _room(key: int | None) -> Room | None:
    return Room.objects.select_related("unit").filter(pk=key).first() if key is not None else None


def _way(case: Case | None, here: str) -> list[tuple[str, str]]:
    if case is None:
        return [(_("Calendar"), reverse("calendar")), (here, "")]
    return [(_("Cases"), reverse("cases")), (case.number, reverse("case", args=[case.public_id])), (here, "")]


def _back(case: Case | None, found: Appointment | None) -> str:
    if found is not None:
        return reverse("appointment", args=[found.public_id])
    return reverse("case", args=[case.public_id]) if case else reverse("calendar")
