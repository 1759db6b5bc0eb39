"""Leaves a register alone while it does not answer, so that a dead source holds up nobody's queue.

Kept in the database, because several worker processes share what they learn.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from opora.sources.models import SourceHealth

FAILURES_BEFORE_REST = 3
FIRST_REST = timedelta(seconds=30)
LONGEST_REST = timedelta(minutes=10)


def may_ask(source: str, at: datetime) -> bool:
    """Whether the register may be asked now.

    After a rest one question goes through as a trial; the others wait until it is answered.
    """
    rests = SourceHealth.objects.filter(source=source, resting_until__isnull=False)
    return not rests.exists() or _may_try(source, at)


@transaction.atomic
def _may_try(source: str, at: datetime) -> bool:
    health = SourceHealth.objects.select_for_update().filter(source=source).first()
    if health is None or health.resting_until is None:
        return True
    if at < health.resting_until:
        return False
    health.resting_until = at + FIRST_REST
    health.save(update_fields=["resting_until"])
    return True


def note_answer(source: str) -> None:
    """The register answers: nothing holds it back any more."""
    SourceHealth.objects.filter(source=source).update(failures_in_a_row=0, resting_until=None)


@transaction.atomic
def note_failure(source: str, at: datetime) -> None:
    """The register failed once more; after some failures in a row it rests, each time twice as long."""
    SourceHealth.objects.get_or_create(source=source)
    health = SourceHealth.objects.select_for_update().get(source=source)
    health.failures_in_a_row += 1
    beyond = health.failures_in_a_row - FAILURES_BEFORE_REST
    if beyond >= 0:
        health.resting_until = at + min(FIRST_REST * 2 ** min(beyond, 10), LONGEST_REST)
    health.save(update_fields=["failures_in_a_row", "resting_until"])
