"""Appointments: agreed on for several workers, persons and a room at once, changed, called off, held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.double_booking import lock_calendars, refuse_taken
from opora.cases.models import Appointment, AppointmentKind, Attendance, Case, Room
from opora.cases.protection import refuse_protected_address
from opora.cases.timeline import add_event
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person

LONGEST = 12 * 60  # minutes
CANCELLED = (Attendance.CANCELLED_BY_PARTY, Attendance.CANCELLED_BY_CENTRE)


@dataclass(frozen=True)
class Plan:
    """When, where and with whom an appointment is to be; `worker` answers for it, `with_workers` join."""

    worker: Worker
    starts_at: datetime
    minutes: int
    room: Room | None = None
    place: str = ""
    with_workers: Sequence[Worker] = ()
    persons: Sequence[Person] = field(default=())

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def workers(self) -> list[Worker]:
        """Everybody who works there, each once."""
        return list({worker.pk: worker for worker in (self.worker, *self.with_workers)}.values())


@transaction.atomic
def make_appointment(
    *,
    worker: Worker,
    starts_at: datetime,
    subject: str,
    by: Worker,
    at: datetime,
    minutes: int = 30,
    place: str = "",
    case: Case | None = None,
    kind: AppointmentKind | str = AppointmentKind.TALK,
    room: Room | None = None,
    with_workers: Sequence[Worker] = (),
    persons: Sequence[Person] = (),
    series: UUID | None = None,
) -> Appointment:
    """Agree on a meeting. Refused in the past, without a subject, and while a worker or the room is taken."""
    require(by, "make_appointment", case=case)
    plan = Plan(worker, starts_at, minutes, room, place.strip(), with_workers, persons)
    _refuse_impossible(plan, subject, case, at)
    _refuse_address(plan, subject, case)
    lock_calendars(plan.workers, room)
    refuse_taken(plan.workers, room, starts_at, plan.ends_at)
    appointment = Appointment.objects.create(
        case=case,
        kind=AppointmentKind(kind),
        worker=worker,
        starts_at=starts_at,
        minutes=minutes,
        subject=subject.strip(),
        place=plan.place,
        room=room,
        changed_at=at,
        series=series,
    )
    _set_people(appointment, plan)
    _tell(appointment, "appointment_made", "make_appointment", Deed.CREATED, by=by, at=at)
    return appointment


@transaction.atomic
def change_appointment(
    appointment: Appointment,
    plan: Plan,
    *,
    subject: str,
    reason: str,
    by: Worker,
    at: datetime,
    moved_along: Sequence[Appointment] = (),
) -> Appointment:
    """Move a meeting to another time, room or company. Refused like a new one, and without a reason.

    Those that are `moved_along` leave their times too, so they are in nobody's way.
    """
    appointment = _locked(appointment)
    require(by, "make_appointment", case=appointment.case)
    _refuse_ended(appointment)
    if not reason.strip():
        raise Refused(_("Write why the appointment is changed."), field="reason")
    _refuse_impossible(plan, subject, appointment.case, at)
    _refuse_address(plan, subject, appointment.case)
    lock_calendars(plan.workers, plan.room)
    refuse_taken(plan.workers, plan.room, plan.starts_at, plan.ends_at, but=[appointment, *moved_along])
    appointment.worker, appointment.subject = plan.worker, subject.strip()
    appointment.starts_at, appointment.minutes = plan.starts_at, plan.minutes
    appointment.room, appointment.place = plan.room, plan.place.strip()
    _end_change(appointment, reason, at)
    appointment.save()
    _set_people(appointment, plan)
    _tell(
        appointment,
        "appointment_changed",
        "change_appointment",
        Deed.CHANGED,
        by=by,
        at=at,
        reason=reason.strip(),
    )
    return appointment


@transaction.atomic
def cancel_appointment(
    appointment: Appointment, *, called_off_by: Attendance | str, reason: str, by: Worker, at: datetime
) -> Appointment:
    """Call a meeting off, for the party or for the centre: its time is free again. A reason is needed."""
    require(by, "make_appointment", case=appointment.case)
    return call_off(appointment, called_off_by=called_off_by, reason=reason, by=by, at=at)


def call_off(
    appointment: Appointment, *, called_off_by: Attendance | str, reason: str, by: Worker, at: datetime
) -> Appointment:
    """The same as a part of another act, as of sending the case to another centre."""
    appointment = _locked(appointment)
    _refuse_ended(appointment)
    if called_off_by not in CANCELLED:
        raise Refused(_("Choose who called the appointment off."), field="called_off_by")
    if not reason.strip():
        raise Refused(_("Write why the appointment was called off."), field="reason")
    appointment.ended_as, appointment.end_noted_by = Attendance(called_off_by), by
    appointment.cancelled_at = at
    _end_change(appointment, reason, at)
    appointment.save()
    _tell(
        appointment,
        "appointment_cancelled",
        "cancel_appointment",
        Deed.CHANGED,
        by=by,
        at=at,
        reason=reason.strip(),
    )
    return appointment


@transaction.atomic
def note_attendance(appointment: Appointment, *, came: bool, by: Worker, at: datetime) -> Appointment:
    """Say whether they came. Refused before the meeting begins, and after it was called off."""
    appointment = _locked(appointment)
    require(by, "make_appointment", case=appointment.case)
    if appointment.is_cancelled:
        raise Refused(_("This appointment was called off, so nobody was expected."))
    if appointment.starts_at > at:
        raise Refused(_("The appointment has not begun yet. Say whether they came when it has."))
    appointment.ended_as = Attendance.ATTENDED if came else Attendance.MISSED
    appointment.end_noted_by = by
    appointment.save(update_fields=["ended_as", "end_noted_by"])
    key = "appointment_attended" if came else "appointment_missed"
    _tell(appointment, key, "note_attendance", Deed.CHANGED, by=by, at=at)
    return appointment


def refuse_clash_within(moved: Sequence[Appointment]) -> None:
    """Refused where meetings that were moved together now meet one another."""
    for each in moved:
        workers = [each.worker, *each.with_workers.all()]
        refuse_taken(workers, each.room, each.starts_at, each.ends_at, but=[each])


def _locked(appointment: Appointment) -> Appointment:
    locked = Appointment.objects.select_for_update(of=("self",))
    return locked.select_related("case", "worker", "room").get(pk=appointment.pk)


def _refuse_impossible(plan: Plan, subject: str, case: Case | None, at: datetime) -> None:
    if plan.starts_at < at:
        raise Refused(_("This time has already passed. Choose a later one."), field="hour")
    if not subject.strip():
        raise Refused(_("Write what the meeting is about."), field="subject")
    if not 0 < plan.minutes <= LONGEST:
        raise Refused(_("A meeting takes between one minute and twelve hours."), field="minutes")
    _refuse_strangers(plan, case)
    if plan.room is not None:
        _refuse_room(plan.room, plan)


def _refuse_strangers(plan: Plan, case: Case | None) -> None:
    """Workers and rooms of another centre are agreed on with it; persons are those of the case."""
    centre = plan.worker.centre_id
    if any(not worker.is_active or worker.centre_id != centre for worker in plan.workers):
        raise Refused(
            _("Only workers of your centre with an open account can be invited."), field="with_workers"
        )
    if plan.room is not None and plan.room.unit.centre_id != centre:
        raise Refused(_("This room belongs to another centre. Choose one of yours."), field="room")
    if plan.persons and case is None:
        raise Refused(_("Persons are invited in their case. Make the appointment there."), field="persons")


def _refuse_address(plan: Plan, subject: str, case: Case | None) -> None:
    """The calendar of a unit is read by all of it, so it never says where a protected home is."""
    refuse_protected_address(
        case,
        subject,
        plan.place,
        on=timezone.localdate(plan.starts_at),
        field="place",
        persons=plan.persons,
    )


def _refuse_room(room: Room, plan: Plan) -> None:
    """A room that was given up, or holds fewer than come (004c, R-15)."""
    if room.closed_on is not None and room.closed_on <= timezone.localdate(plan.starts_at):
        raise Refused(
            _("The room %(room)s is no longer in use. Choose another one.") % {"room": room}, field="room"
        )
    expected = len(plan.workers) + len(plan.persons)
    if room.seats is not None and expected > room.seats:
        words = ngettext(
            "The room %(room)s has %(seats)d seat, and %(expected)d are expected. Choose a larger one.",
            "The room %(room)s has %(seats)d seats, and %(expected)d are expected. Choose a larger one.",
            room.seats,
        )
        raise Refused(words % {"room": room, "seats": room.seats, "expected": expected}, field="room")


def _refuse_ended(appointment: Appointment) -> None:
    if appointment.is_cancelled:
        raise Refused(_("This appointment was called off. Make a new one."))
    if appointment.ended_as:
        raise Refused(_("This appointment is over, so it can no longer be changed. Make a new one."))


def _set_people(appointment: Appointment, plan: Plan) -> None:
    appointment.with_workers.set(_but(plan.with_workers, plan.worker))
    appointment.persons.set(plan.persons)


def _but(workers: Iterable[Worker], first: Worker) -> list[Worker]:
    return [worker for worker in workers if worker.pk != first.pk]


def _end_change(appointment: Appointment, reason: str, at: datetime) -> None:
    appointment.reason, appointment.changed_at = reason.strip(), at
    appointment.revision += 1


def _tell(
    appointment: Appointment, key: str, what: str, deed: Deed, *, by: Worker, at: datetime, **detail: Any
) -> None:
    """The timeline of the case, where there is one, and the log."""
    if appointment.case is not None:
        add_event(appointment.case, key, by=by, at=at, appointment=appointment.pk, **detail)
    persons = list(appointment.persons.values_list("pk", flat=True))
    record(by, deed, what, persons=persons, case_id=appointment.case_id, at=at)
