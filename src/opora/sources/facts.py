"""What is known of a case's people now, and where two origins say different things."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from opora.sources.fact_periods import written_period
from opora.sources.models import Fact, FactQuerySet, Origin

# Evidence outweighs a register because an officer has weighed it (free assessment of evidence);
# a register outweighs what the applicant only states.
WEIGHT = {Origin.APPLICANT: 0, Origin.REGISTER: 1, Origin.EVIDENCE: 2}

Slot = tuple[int | None, str, DateRange | None]


@dataclass(frozen=True)
class Knowledge:
    """One slot: the fact that counts, and those of other origins that say otherwise."""

    fact: Fact
    contradicted_by: tuple[Fact, ...]

    @property
    def is_in_conflict(self) -> bool:
        return bool(self.contradicted_by)


def facts_in_force(case_id: int) -> list[Fact]:
    """The facts that count, one for each person, key and period, in that order. One query, of facts alone."""
    return [known.fact for known in weigh(_told(case_id))]


def knowledge(case_id: int) -> list[Knowledge]:
    """Every slot something is known of, with its contradictions. One query."""
    return weigh(_told(case_id).select_related("entered_by"))


def _told(case_id: int) -> FactQuerySet:
    told = Fact.objects.filter(case_id=case_id, value__isnull=False).not_superseded()
    return told.order_by("person_id", "key", "period", "pk")


def weigh(facts: Iterable[Fact]) -> list[Knowledge]:
    """Join the facts of each slot to one piece of knowledge."""
    slots: dict[Slot, list[Fact]] = {}
    for fact in facts:
        slots.setdefault((fact.person_id, fact.key, fact.period), []).append(fact)
    return [_weighed(rivals) for rivals in slots.values()]


def as_situation(facts: Iterable[Fact]) -> dict[int | None, dict[str, Any]]:
    """Facts by person, in the form of a situation: a scalar, or values by month or year.

    The dwelling's are under None.
    """
    persons: dict[int | None, dict[str, Any]] = {}
    for fact in facts:
        told = persons.setdefault(fact.person_id, {})
        period = written_period(fact.period)
        if period is None:
            told[fact.key] = fact.value
        else:
            told.setdefault(fact.key, {})[period] = fact.value
    return persons


def _weighed(rivals: list[Fact]) -> Knowledge:
    counts = max(rivals, key=lambda fact: WEIGHT[Origin(fact.origin)])
    return Knowledge(counts, tuple(fact for fact in rivals if fact.value != counts.value))
