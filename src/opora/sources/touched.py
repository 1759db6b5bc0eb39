"""What one faulty source has touched: the cases it told something in a time, and the facts it told."""

from __future__ import annotations

from datetime import datetime

from opora.sources.models import Fact, FactQuerySet


def touched_by(source: str, *, from_at: datetime, until_at: datetime) -> list[int]:
    """Ids of the cases in which a register told a fact in this time, ascending."""
    return sorted(set(_facts(source, from_at, until_at).values_list("case_id", flat=True)))


def facts_told_by(source: str, *, from_at: datetime, until_at: datetime) -> list[int]:
    """Ids of these facts: a determination lists the facts it rested on, so its decision can be found."""
    return list(_facts(source, from_at, until_at).values_list("pk", flat=True).order_by("pk"))


def _facts(source: str, from_at: datetime, until_at: datetime) -> FactQuerySet:
    return Fact.objects.from_source(source, from_at=from_at, until_at=until_at)
