"""Supervision that the workers of a unit owe for the services of a year, and what was done of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from opora.cases.models import CaseRecord
from opora.norms import Beside, Owed, beside_norm, norms, owed
from opora.norms.owed import By, Performed
from opora.organisation.models import Unit, Worker
from opora.reports.norms.counted import co_providers, following, leading, services

REGISTER = "trainings_and_supervision"
BALANCE, ATTENDANCE = "supervision_balance", "attendance"


@dataclass(frozen=True)
class WorkerOwed:
    """One worker: services beside the norm, and supervision and training owed and done."""

    worker: Worker
    beside: tuple[Beside, ...]
    owed: tuple[Owed, ...]


def owed_in_unit(
    unit: Unit, *, year: int, training_hours: int | None = None, by: By = "pro_rata"
) -> tuple[WorkerOwed, ...]:
    """Every active worker who carried out a service for a unit in the year, by name.

    Supervision done is the newest balance of the register for a service, training the hours attended.
    `NormUnknown` for a year before the rulebook.
    """
    carried_out = _services(unit, year)
    workers = Worker.objects.active().filter(pk__in=carried_out).order_by("family_name", "given_name", "pk")
    done, trained = _done(unit, year), _trained(unit, year)
    return tuple(
        WorkerOwed(
            worker,
            tuple(_beside(performed, count, year) for performed, count in carried_out[worker.pk].items()),
            owed(
                carried_out[worker.pk],
                year=year,
                supervised=done[worker.pk],
                trained=trained[worker.pk],
                training_hours=training_hours,
                by=by,
            ),
        )
        for worker in workers
    )


def _beside(performed: Performed, count: int, year: int) -> Beside:
    task, role = performed
    return beside_norm(norms().standard(task, on=date(year, 12, 31)), role, services=count)


def _services(unit: Unit, year: int) -> Mapping[int, Mapping[Performed, int]]:
    """By worker, in the order of the rulebook."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    found: dict[int, dict[Performed, int]] = defaultdict(lambda: defaultdict(int))
    counted = [(leading(each.task), each) for each in services(unit, since=first, until=last)]
    counted += [(following(each.task), each) for each in co_providers(unit, since=first, until=last)]
    order = list(norms().standards)
    for performed, each in sorted(counted, key=lambda row: order.index(row[1].task)):
        if each.worker is not None:
            found[each.worker][performed] += each.services
    return found


def _done(unit: Unit, year: int) -> Mapping[int, Mapping[Performed, Fraction]]:
    """The newest balance of each worker and service in the register of supervision."""
    words = {
        _word(task, role): (task, role)
        for task, versions in norms().standards.items()
        for role in versions[-1].roles
    }
    found: dict[int, dict[Performed, Fraction]] = defaultdict(dict)
    for record in _register(unit, BALANCE, year):
        performed = words.get(record.content.get("for_norm", ""))
        if performed:
            found[_worker(record)][performed] = _number(record.content.get("done", 0))
    return found


def _trained(unit: Unit, year: int) -> Mapping[int, Fraction]:
    hours: dict[int, Fraction] = defaultdict(Fraction)
    for record in _register(unit, ATTENDANCE, year):
        hours[_worker(record)] += _number(record.content.get("hours", 0))
    return hours


def _register(unit: Unit, key: str, year: int) -> list[CaseRecord]:
    """Of the whole centre: whoever keeps the register may sit in another unit."""
    kept = CaseRecord.objects.filter(centre=unit.centre_id, task=REGISTER, key=key, struck_at=None)
    return list(kept.filter(happened_on__year=year).order_by("happened_on", "pk"))


def _word(task: str, role: str) -> str:
    """The word of the code list `supervision_norms` for a service and role."""
    return task if role == "professional_worker" else f"{task}_{role}"


def _worker(record: CaseRecord) -> int:
    return int(record.content.get("worker", 0))


def _number(value: object) -> Fraction:
    return Fraction(Decimal(str(value)))
