"""What is due for one month of an entitlement: the whole, or the part of its days."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from opora.decisions.models import IN_EFFECT
from opora.law import month_after, rulebook
from opora.people.models import Person
from opora.rights.models import Entitlement


def given(right: str) -> str:
    """Monthly, yearly or once, as the law gives it."""
    return rulebook().graph.rights[right].given


def amount_of_month(entitlement: Entitlement, month: date) -> int:
    """In cents: of a monthly right that begins or ends within the month, the part of its days.

    A choice: no source found says how a part of a month is paid, so its calendar days count.
    """
    full, period = entitlement.monthly_cents, entitlement.period
    if given(entitlement.right) != "monthly":
        return full
    after = month_after(month)
    days = (min(period.upper or after, after) - max(period.lower, month)).days
    share = Decimal(full * days) / (after - month).days
    return int(share.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def entitlements_of_month(person: Person, right: str, month: date) -> list[Entitlement]:
    """Entitlements of a person by decisions in effect that give something in a month and were not revoked.

    Of a replaced decision the months before its end stay due.
    """
    found = Entitlement.objects.filter(
        person=person, right=right, period__startswith__lt=month_after(month)
    ).select_related("decision")
    return [each for each in found if _gives(each, month)]


def _gives(entitlement: Entitlement, month: date) -> bool:
    ends = [day for day in (entitlement.period.upper, entitlement.revoked_from) if day]
    is_undone = entitlement.decision.state not in IN_EFFECT and entitlement.revoked_from is None
    return not is_undone and all(month < end for end in ends)
