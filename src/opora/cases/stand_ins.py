"""Somebody of a meeting falls out: who is free at that time, and who takes over, with the reason.

Who offered their time on that day, in a record of the case that `offers` it (a leader of workshops), comes
first; then the others of the unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from opora.cases.appointments import Plan, change_appointment
from opora.cases.catalogue_versions import task_of
from opora.cases.double_booking import taken_of
from opora.cases.models import Appointment
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.folding import order_key


@dataclass(frozen=True)
class StandIn:
    """Somebody who is free at the time of a meeting; `has_offered` their time on that day."""

    worker: Worker
    has_offered: bool


def stand_ins(appointment: Appointment) -> list[StandIn]:
    """Who could take over a part in it, those first who offered their time."""
    offered = _offered(appointment)
    of_centre = Worker.objects.active().filter(centre=appointment.worker.centre_id)
    unit = appointment.case.unit_id if appointment.case else appointment.worker.unit_id
    known = of_centre.filter(pk__in=offered) | of_centre.filter(unit=unit)
    taking_part = {each.pk for each in _workers(appointment)}
    taken = taken_of(known.values("pk"), appointment.starts_at, appointment.ends_at)
    free = [each for each in known if each.pk not in taken | taking_part]
    found = [StandIn(worker, worker.pk in offered) for worker in free]
    return sorted(
        found,
        key=lambda each: (not each.has_offered, order_key(each.worker.family_name, each.worker.given_name)),
    )


def take_over(
    appointment: Appointment, *, out: Worker, instead: Worker, reason: str, by: Worker, at: datetime
) -> Appointment:
    """Let somebody else take the part of a worker in a meeting, at its time and place.

    Refused like any change of a meeting: without a reason, and while whoever takes over is taken.
    """
    workers = _workers(appointment)
    if out.pk not in {each.pk for each in workers}:
        raise Refused(_("Choose who falls out: one of those who take part."), field="out")
    others = [each for each in workers if each.pk != out.pk]
    first, *rest = [instead, *others] if out.pk == appointment.worker_id else [*others, instead]
    plan = Plan(
        worker=first,
        starts_at=appointment.starts_at,
        minutes=appointment.minutes,
        room=appointment.room,
        place=appointment.place,
        with_workers=rest,
        persons=list(appointment.persons.all()),
    )
    return change_appointment(appointment, plan, subject=appointment.subject, reason=reason, by=by, at=at)


def _workers(appointment: Appointment) -> list[Worker]:
    return [appointment.worker, *appointment.with_workers.all()]


def _offered(appointment: Appointment) -> set[int]:
    """The workers who offered their time on the day of a meeting, in a record of its case."""
    if appointment.case is None:
        return set()
    day = timezone.localdate(appointment.starts_at)
    fields = {each.key: each.offers for each in task_of(appointment.case).records if each.offers}
    kept = appointment.case.records.filter(key__in=fields, struck_at=None, happened_on=day)
    named = (each.content.get(fields[each.key]) for each in kept)
    return {int(worker) for worker in named if worker is not None}
