"""Writes facts down. The only place that does: a newer fact supersedes an older one of its origin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q

from opora.organisation.models import Worker
from opora.sources.models import Fact, LookUp, Origin

Slot = tuple[str, DateRange | None]
OwnSlot = tuple[int | None, Origin, str, DateRange | None]  # of a person and an origin


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


@dataclass(frozen=True)
class Told:
    """What one origin says of one person at once; without a person, of the dwelling."""

    person_id: int | None
    statements: Iterable[Statement]
    provenance: Provenance


def record_facts(
    *, case_id: int, person_id: int | None, statements: Iterable[Statement], provenance: Provenance
) -> list[Fact]:
    """Write down what is new in the statements, and supersede what it replaces.

    Stating the same again writes nothing, so a look-up may run twice. Without a person the facts are
    of the dwelling.
    """
    return record_all(case_id, [Told(person_id, statements, provenance)])


@transaction.atomic
def record_all(case_id: int, told: Sequence[Told]) -> list[Fact]:
    """As `record_facts`, for all that several origins say of the people of a case, one after the other."""
    lock_facts(case_id)
    latest = _latest(case_id, told)
    news = [pair for each in told for pair in _news(case_id, each, latest)]
    facts = [fact for fact, _before in news]
    for fact, pk in zip(facts, _reserve_ids(len(facts)), strict=True):
        fact.pk = pk
    _supersede(news)
    return Fact.objects.bulk_create(facts)


def lock_facts(case_id: int) -> None:
    """Let one transaction at a time write the facts of a case; released when it ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"opora/facts of case/{case_id}"]
        )


def _latest(case_id: int, told: Sequence[Told]) -> dict[OwnSlot, Fact]:
    """The last fact of each slot from these origins, also where a settled conflict superseded it."""
    persons = {each.person_id for each in told}
    whose = Q(person__in=persons - {None}) | (Q(person__isnull=True) if None in persons else Q())
    origins = {each.provenance.origin for each in told}
    facts = Fact.objects.filter(whose, case_id=case_id, origin__in=origins).order_by("pk")
    return {(fact.person_id, Origin(fact.origin), fact.key, fact.period): fact for fact in facts}


def _news(case_id: int, told: Told, latest: dict[OwnSlot, Fact]) -> Iterator[tuple[Fact, Fact | None]]:
    """The facts to be written, each with the one it replaces; they are the latest of their slots then."""
    provenance = told.provenance
    for statement in {statement.slot: statement for statement in told.statements}.values():
        slot = (told.person_id, provenance.origin, *statement.slot)
        before = latest.get(slot)
        if not _is_news(statement, before):
            continue
        latest[slot] = Fact(
            case_id=case_id,
            person_id=told.person_id,
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
        yield latest[slot], before


def _is_news(statement: Statement, latest: Fact | None) -> bool:
    if latest is None:
        return statement.value is not None
    return bool(statement.value != latest.value)


def _supersede(news: Iterable[tuple[Fact, Fact | None]]) -> None:
    """The older facts point to the newer before these are inserted, so that no slot is taken twice."""
    stored = []
    for fact, before in news:
        if before is not None and before.superseded_by_id is None:
            before.superseded_by_id = fact.pk
            if not before._state.adding:
                stored.append(before)
    Fact.objects.bulk_update(stored, ["superseded_by"])


def _reserve_ids(count: int) -> list[int]:
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [Fact._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]
