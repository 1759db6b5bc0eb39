"""Cases and records as they would have come about, for counting them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from tests.cases.factories import CaseFactory, PartyFactory
from tests.organisation.factories import WorkerFactory
from tests.people.factories import PersonFactory

from opora.cases.models import Case, CaseRecord, CaseState
from opora.catalogue import catalogue
from opora.counting.counted import count, keys_behind
from opora.counting.figures import Count
from opora.counting.period import Period

TODAY = date(2027, 3, 1)
YEAR = Period.year(2026)


def a_case(task: str, unit: Any, opened: date, closed: date | None = None, **told: Any) -> Case:
    state = CaseState.CLOSED if closed else CaseState.OPEN
    told |= {} if "opened_by" in told else {"opened_by": _somebody_of(unit)}
    return CaseFactory(
        task=task, unit=unit, opened_on=opened, closed_on=closed, state=told.pop("state", state), **told
    )


def _somebody_of(unit: Any) -> Any:
    """One worker for all cases of a unit: a history has many."""
    return unit.workers.first() or WorkerFactory(unit=unit, clerk=True)


def about(case: Case, role: str, person: Any = None, **told: Any) -> Any:
    """Somebody takes part in the case; the person."""
    person = person or PersonFactory(**told)
    PartyFactory(case=case, person=person, role=role)
    return person


def a_record(case: Case, key: str, on: date | None, **content: Any) -> CaseRecord:
    return CaseRecord.objects.create(
        centre=case.centre, unit=case.unit, case=case, task=case.task, key=key, happened_on=on,
        content=content, entered_by=case.opened_by, entered_at=datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip


def an_entry(task: str, key: str, worker: Any, on: date | None, **content: Any) -> CaseRecord:
    """A record of a register."""
    return CaseRecord.objects.create(
        centre=worker.centre, unit=worker.unit, task=task, key=key, happened_on=on, content=content,
        entered_by=worker, entered_at=datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip


def counted(task: str, key: str, *units: Any, period: Period = YEAR, on: date = TODAY) -> Count:
    """The indicator of a task, as it is defined today."""
    version = catalogue().version_for(task, on=on)
    [indicator] = [each for each in version.indicators if each.key == key]
    return count(task, version, indicator, period, units=units, on=on)


def number(task: str, key: str, *units: Any, period: Period = YEAR, on: date = TODAY) -> int | Decimal | None:
    value = counted(task, key, *units, period=period, on=on).whole.value
    return int(value) if value is not None and value == int(value) else value


def by(found: Count, split: str) -> dict[str | None, int]:
    """What stands at each word of a split."""
    [one] = [each for each in found.splits if each.by == split]
    return {word: int(figure.value) for word, figure in one.whole.items() if figure.value is not None}


def behind(found: Count, *units: Any, on: date = TODAY, **asked: Any) -> list[int]:
    assert found.meaning is not None
    return keys_behind(found.meaning, found.period, units=units, on=on, **asked)
