"""Records of the registers of the on-call service, for tests."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.organisation.factories import WorkerFactory

from opora.cases.models import CaseRecord
from opora.cases.records import add_to_register
from opora.organisation.models import Worker

HERE = ZoneInfo("Europe/Ljubljana")
OCTOBER = date(2026, 10, 1)
COORDINATOR = "violence_prevention_coordinator"


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=HERE)


ENTERED = at("2026-11-02 08:00")


def coordinator(**told: Any) -> Worker:
    return WorkerFactory(professional_worker=True, qualifications=[COORDINATOR], **told)


def participation(
    worker: Worker, number: str, began: str, ended: str, *, entered: datetime = ENTERED
) -> CaseRecord:
    """A worker's part in an intervention."""
    told = {
        "intervention": number,
        "worker": worker.pk,
        "position": "standby_1",
        "began_at": at(began),
        "ended_at": at(ended),
        "place": "field",
        "task": "domestic_violence",
    }
    return _entered("intervention_participation", "participation", told, worker, entered)


def travel(worker: Worker, number: str, left: str, arrived: str) -> CaseRecord:
    told = {
        "day": at(left).date(),
        "worker": worker.pk,
        "intervention": number,
        "began_at": at(left),
        "ended_at": at(arrived),
        "from_to": "Koper – Piran",
    }
    return _entered("intervention_participation", "travel", told, worker)


def crisis_table(worker: Worker, centre: str, *, month_ends_on: date = date(2026, 10, 31)) -> CaseRecord:
    """What a crisis centre reports for a month."""
    told = {
        "centre": centre,
        "month_ends_on": month_ends_on,
        "admissions": 2,
        "users": 5,
        "nights": 61,
        "days": 70,
        "state": "draft",
    }
    return _entered("crisis_centre_monthly_tables", "monthly_table", told, worker)


def a_month(worker: Worker) -> list[CaseRecord]:
    """Three parts in two interventions of October 2026: 4:00, 2:30 and 0:10."""
    other = WorkerFactory(professional_worker=True, unit=worker.unit)
    return [
        participation(worker, "1/2026", "2026-10-09 20:00", "2026-10-10 00:00"),
        participation(other, "1/2026", "2026-10-09 21:00", "2026-10-09 23:30"),
        participation(worker, "2/2026", "2026-10-25 02:00", "2026-10-25 02:10"),
    ]


def _entered(
    task: str, key: str, told: dict[str, Any], worker: Worker, entered: datetime = ENTERED
) -> CaseRecord:
    return add_to_register(task, key, told, unit=worker.unit, by=worker, at=entered)
