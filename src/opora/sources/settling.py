"""Facts that contradict one another: which of them counts, and why, as an officer weighed them (ZUP 10)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.sources.evidence import still_in_force
from opora.sources.models import Fact, Settlement


@transaction.atomic
def settle_conflict(chosen: Fact, *, note: str, by: Worker, at: datetime) -> Fact:
    """Let one of several contradicting facts count; the others are superseded by it.

    A register that later says something new opens the question again. Refused without a note: the reasons
    of a decision say why one piece of evidence was believed and the other not.
    """
    if not note.strip():
        raise Refused(_("Write a note: why does this count, and not what the others say?"), field="note")
    chosen = still_in_force(chosen)
    rivals = Fact.objects.not_superseded().filter(
        case_id=chosen.case_id, person=chosen.person, key=chosen.key, period=chosen.period
    )
    rivals.exclude(pk=chosen.pk).update(superseded_by=chosen)
    Settlement.objects.create(fact=chosen, note=note.strip(), by=by, at=at)
    persons = [] if chosen.person is None else [chosen.person]
    detail = {"facts": [chosen.key]}
    record(by, Deed.CHANGED, "settle_conflict", persons=persons, case_id=chosen.case_id, detail=detail, at=at)
    return chosen


def settlements(case_id: int) -> dict[int, Settlement]:
    """By fact the last word on why it counts. One query."""
    told = Settlement.objects.filter(fact__case_id=case_id).select_related("by").order_by("pk")
    return {settlement.fact_id: settlement for settlement in told}
