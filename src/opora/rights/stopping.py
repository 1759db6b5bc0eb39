"""A new decision on a right takes the place of what an emergency act prolonged.

It takes the months that it grants, and at the latest those after the month of its issue. A choice: what was
given before a refusal was issued stays, for no source says that it is demanded back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import F

from opora.cases.timeline import add_event
from opora.decisions.models import IN_EFFECT, Decision
from opora.law import month_after
from opora.people.models import Person
from opora.rights.models import Determination, Entitlement, Prolongation


def stop_prolongations(decision: Decision) -> int:
    """Let the months that an issued decision takes be given by it alone; how many it took."""
    determination = (
        Determination.objects.filter(decision=decision).select_related("case__application").first()
    )
    if determination is None or decision.issued_on is None:
        return 0
    person = hold_person(determination.case.application.applicant_id)
    stopped = 0
    for right in decision.remedy["rights"]:
        first = _first_taken(determination.result["rights"][right], decision.issued_on)
        prolonged = Prolongation.objects.lasting().filter(person=person, right=right, month__gte=first)
        for each in prolonged.exclude(decision=decision).select_related("decision__case"):
            _stop(each, decision)
            stopped += 1
    return stopped


def taken_from(person: Person, right: str, *, after: Decision) -> date | None:
    """The first month that a decision issued after another one takes; None where there is none."""
    newer = (
        Determination.objects.filter(
            case__application__applicant=person,
            decision__state__in=IN_EFFECT,
            decision__remedy__rights__contains=right,
            decision__issued_at__gt=after.issued_at,
        )
        .exclude(decision=after)
        .annotate(issued_on=F("decision__issued_on"))
    )
    return min((_first_taken(each.result["rights"][right], each.issued_on) for each in newer), default=None)


def hold_person(pk: int) -> Person:
    """The person, held until the transaction ends: a decision and a prolongation never pass each other."""
    return Person.objects.select_for_update(no_key=True).get(pk=pk)


def _first_taken(result: Mapping[str, Any], issued_on: date) -> date:
    granted = [date.fromisoformat(period["from"]) for period in result["periods"] if period["entitled"]]
    return min([day.replace(day=1) for day in granted] + [month_after(issued_on)])


def _stop(prolongation: Prolongation, decision: Decision) -> None:
    prolongation.stopped_by = decision
    prolongation.save(update_fields=["stopped_by"])
    if prolongation.entitlement_id:
        Entitlement.objects.filter(pk=prolongation.entitlement_id).update(revoked_from=prolongation.month)
    add_event(
        prolongation.decision.case,
        "prolongation_stopped",
        by=decision.decided_by,
        at=decision.issued_at,  # type: ignore[arg-type]
        right=prolongation.right,
        month=f"{prolongation.month:%Y-%m}",
        number=decision.number,
    )
