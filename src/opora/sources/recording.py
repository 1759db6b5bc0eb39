"""Writes facts down. The only place that does: a newer fact supersedes an older one of its origin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q

from opora.organisation.models import Worker
from opora.sources.models import Fact, LookUp, Origin

Slot = tuple[str, DateRange | None]


@dataclass(frozen=True)
class Statement:
    """One value of one fact, as an origin states it; None takes an earlier value back."""

    key: str
    period: DateRange | None
    value: Any

    @property
    def slot(self) -> Slot:
        return self.key, self.period


@dataclass(frozen=True)
class Provenance:
    """Where facts come from, when, and who answers for them."""

    origin: Origin
    at: datetime
    source: str = ""
    look_up: LookUp | None = None
    entered_by: Worker | None = None
    evidence_id: int | None = None
    note: str = ""


@transaction.atomic
def record_facts(
    *, case_id: int, person_id: int | None, statements: Iterable[Statement], provenance: Provenance
) -> list[Fact]:
    """Write down what is new in the statements, and supersede what it replaces.

    Stating the same again writes nothing, so a look-up may run twice. Without a person the facts are
    of the dwelling.
    """
    lock_facts(case_id)
    latest = _latest(case_id, person_id, provenance.origin)
    by_slot = {statement.slot: statement for statement in statements}
    news = [statement for slot, statement in by_slot.items() if _is_news(statement, latest.get(slot))]
    facts = [
        Fact(
            pk=pk,
            case_id=case_id,
            person_id=person_id,
            key=statement.key,
            period=statement.period,
            value=statement.value,
            origin=provenance.origin,
            source=provenance.source,
            look_up=provenance.look_up,
            evidence_id=provenance.evidence_id,
            note=provenance.note,
            entered_by=provenance.entered_by,
            recorded_at=provenance.at,
        )
        for pk, statement in zip(_reserve_ids(len(news)), news, strict=True)
    ]
    _supersede(facts, latest)
    return Fact.objects.bulk_create(facts)


def lock_facts(case_id: int) -> None:
    """Let one transaction at a time write the facts of a case; released when it ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"opora/facts of case/{case_id}"]
        )


def _latest(case_id: int, person_id: int | None, origin: Origin) -> dict[Slot, Fact]:
    """The last fact of each slot from an origin, also where a settled conflict superseded it."""
    whose = Q(person__isnull=True) if person_id is None else Q(person=person_id)
    facts = Fact.objects.filter(whose, case_id=case_id, origin=origin).order_by("pk")
    return {(fact.key, fact.period): fact for fact in facts}


def _is_news(statement: Statement, latest: Fact | None) -> bool:
    if latest is None:
        return statement.value is not None
    return bool(statement.value != latest.value)


def _supersede(newer: Sequence[Fact], latest: dict[Slot, Fact]) -> None:
    """The older facts point to the newer before these are inserted, so that no slot is taken twice."""
    older = []
    for fact in newer:
        before = latest.get((fact.key, fact.period))
        if before is not None and before.superseded_by_id is None:
            before.superseded_by_id = fact.pk
            older.append(before)
    Fact.objects.bulk_update(older, ["superseded_by"])


def _reserve_ids(count: int) -> list[int]:
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [Fact._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]
