"""Decisions whose ground has moved: by a faulty register, or by a fact told differently after the issue.

Finding them is all: whether one is replaced, and how (ZUP 260, 281), an officer decides in its case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from opora.cases.models import Case
from opora.decisions.models import IN_EFFECT, Decision, DecisionQuerySet
from opora.sources.models import Fact
from opora.sources.touched import facts_told_by, newer_facts


@dataclass(frozen=True)
class Touched:
    """A decision in effect, and the facts it rests on that are told differently since."""

    decision: Decision
    facts: tuple[str, ...]  # keys


def decisions_resting_on(source: str, *, from_at: datetime, until_at: datetime) -> DecisionQuerySet:
    """Decisions in effect that rest on what a register told in this time, in the order of their issue."""
    told = facts_told_by(source, from_at=from_at, until_at=until_at)
    return Decision.objects.filter(state__in=IN_EFFECT, determination__facts__overlap=told).order_by(
        "issued_at", "pk"
    )


def touched_decisions(cases: QuerySet[Case]) -> list[Touched]:
    """Decisions in effect of these cases whose facts were told differently since, the oldest first."""
    told_since = Fact.objects.filter(case_id=OuterRef("case_id"), recorded_at__gt=OuterRef("issued_at"))
    found = list(
        Decision.objects.filter(Exists(told_since), case__in=cases, state__in=IN_EFFECT)
        .filter(determination__isnull=False)
        .select_related("case", "determination")
        .defer("letter", "edits", "warnings", "determination__situation", "determination__result")
        .order_by("issued_at", "pk")
    )
    facts = newer_facts({pk for each in found for pk in each.determination.facts})
    marked = (Touched(each, _told_differently(each, facts)) for each in found)
    return [touched for touched in marked if touched.facts]


def _told_differently(decision: Decision, newer: dict[int, list[Fact]]) -> tuple[str, ...]:
    changed = {
        fact.key
        for pk in decision.determination.facts
        for fact in newer.get(pk, [])
        if decision.issued_at is not None and fact.recorded_at > decision.issued_at
    }
    return tuple(sorted(changed))
