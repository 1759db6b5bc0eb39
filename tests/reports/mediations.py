"""Mediations of a centre and who leads them, for tests: kept as rows, on whatever days a test asks for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from tests.cases.factories import CaseFactory, PartyFactory
from tests.organisation.factories import WorkerFactory

from opora.cases.models import Case, CaseRecord
from opora.organisation.models import Unit, Worker
from opora.people.models import Person

KEPT = datetime(2026, 5, 4, 7, 0, tzinfo=UTC)
LISTED = date(2021, 3, 15)


def mediator(unit: Unit, **told: Any) -> Worker:
    """A worker with the licence that the task asks for."""
    skills = {"qualifications": ["mediator"], "licences": ["list_of_mediators"]}
    return WorkerFactory(unit=unit, professional_worker=True, **skills | told)


def entry(unit: Unit, who: Worker | Person, /, **told: Any) -> CaseRecord:
    """An entry in the register of mediators."""
    if isinstance(who, Worker):
        named = {"employment": "staff", "worker": who.pk}
    else:
        named = {"employment": "external", "person": str(who.public_id)}
    days = {"licensed_on": "2021-02-01", "listed_on": LISTED.isoformat()}
    return registered(unit, "mediator", LISTED, **days | named | told)


def registered(unit: Unit, key: str, on: date | None, /, **content: Any) -> CaseRecord:
    """A record of the register of mediators."""
    return CaseRecord.objects.create(
        centre=unit.centre, unit=unit, task="mediators", key=key, happened_on=on, content=content,
        entered_by=WorkerFactory(unit=unit), entered_at=KEPT,
    )  # fmt: skip


def mediated(unit: Unit, began: date, *, ended: date | None = None, closed: bool = True, **led: Any) -> Case:
    """A mediation from the day it began, until it ended; `led` names who leads it as the record does."""
    outside = led.pop("outside", None)
    case = CaseFactory(
        unit=unit,
        task="family_mediation",
        opened_on=began,
        closed_on=ended if closed else None,
        state="closed" if ended and closed else "open",
        seal=led.pop("seal", ""),
    )
    if outside is not None:
        led["external_mediator"] = PartyFactory(case=case, person=outside, role="external_mediator").pk
    people = {key: who.pk if isinstance(who, Worker) else who for key, who in led.items()}
    _record(case, "mediation", began, {"started_on": began.isoformat(), **people})
    if ended is not None:
        _record(case, "result", ended, {"ended_on": ended.isoformat(), "result": "agreement"})
    return case


def _record(case: Case, key: str, on: date, content: dict[str, Any]) -> None:
    CaseRecord.objects.create(
        centre=case.centre, unit=case.unit, case=case, task=case.task, key=key, happened_on=on,
        content=content, entered_by=case.opened_by, entered_at=KEPT,
    )  # fmt: skip
