"""What a decision gives, month by month, ready to be paid; and what a later decision takes away."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Least

from opora.decisions.models import Decision, Undoing
from opora.decisions.rights_told import told
from opora.law import month_after
from opora.rights.cents import CENTS
from opora.rights.models import Determination, Entitlement


@transaction.atomic
def grant_entitlements(decision: Decision) -> list[Entitlement]:
    """One entitlement for each granted period of the determination behind a decision; none twice.

    None for leave, hours and statuses, which are no money, and for money that the centre does not pay to the
    party: a lower kindergarten fee, a contribution that others owe.

    Paid to the applicant. Entitlements of the decision it replaces end, from the beginning where it is set
    aside, else where the new ones begin.
    """
    determination = (
        Determination.objects.filter(decision=decision).select_related("case__application__applicant").first()
    )
    if determination is None or decision.entitlements.exists():
        return []
    application = determination.case.application
    decided = {right: determination.result["rights"][right] for right in decision.remedy["rights"]}
    granted = [
        Entitlement(
            decision=decision,
            person=application.applicant,
            unit_id=determination.case.unit_id,
            right=right,
            period=_due_in(period, result.get("given", "monthly")),
            monthly_cents=int(Decimal(period["amount"]) * CENTS),
        )
        for right, result in decided.items()
        if result.get("unit", "EUR") == "EUR" and told(right).is_paid
        for period in result["periods"]
        if period["entitled"]
    ]
    _end_those_replaced(decision, decided)
    return Entitlement.objects.bulk_create(granted)


def _due_in(period: dict[str, Any], given: str) -> DateRange:
    """The days of the grant; of what is given once, the month in which it falls due."""
    if given == "once":
        month = date.fromisoformat(period["from"]).replace(day=1)
        return DateRange(month, month_after(month))
    after = date.fromisoformat(period["to"]) + timedelta(days=1) if period.get("to") else None
    return DateRange(date.fromisoformat(period["from"]), after)


def _end_those_replaced(decision: Decision, results: dict[str, Any]) -> None:
    if decision.replaces_id is None:
        return
    for right, result in results.items():
        start = min((period["from"] for period in result["periods"]), default=None)
        before = Entitlement.objects.filter(decision_id=decision.replaces_id, right=right)
        if decision.undoing == Undoing.SETS_ASIDE or start is None:
            before.update(revoked_from=F("period__startswith"))
        else:
            first = date.fromisoformat(start)
            before.filter(Q(revoked_from__isnull=True) | Q(revoked_from__gt=first)).update(
                revoked_from=Least(Coalesce(F("revoked_from"), Value(first)), Value(first))
            )
