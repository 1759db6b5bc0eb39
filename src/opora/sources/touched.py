"""What one faulty source has told, and what was told differently later: `rights` finds the decisions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from opora.sources.models import Fact


def facts_told_by(source: str, *, from_at: datetime, until_at: datetime) -> list[int]:
    """Ids of what a register told in this time: a determination lists the facts it rested on."""
    told = Fact.objects.from_source(source, from_at=from_at, until_at=until_at)
    return list(told.values_list("pk", flat=True).order_by("pk"))


def newer_facts(rested_on: Collection[int]) -> dict[int, list[Fact]]:
    """For each of these facts what was recorded after it of the same thing with another value.

    Whatever its origin: it supersedes the fact or contradicts it. Two queries.
    """
    facts = Fact.objects.filter(pk__in=rested_on) if rested_on else []
    by_slot = {(fact.case_id, fact.person_id, fact.key, fact.period): fact for fact in facts}
    found: dict[int, list[Fact]] = {}
    cases = {case_id for case_id, _person, _key, _period in by_slot}
    for later in Fact.objects.filter(case_id__in=cases).order_by("pk") if cases else []:
        fact = by_slot.get((later.case_id, later.person_id, later.key, later.period))
        if fact and later.recorded_at > fact.recorded_at and later.value != fact.value:
            found.setdefault(fact.pk, []).append(later)
    return found
