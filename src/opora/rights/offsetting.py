"""What a line of a payment list pays out: less what was paid for its month before, less final debts.

A decision that takes the place of another gives its months anew, though the one before may have paid them;
what was received for them counts. Of what is left a list keeps back final debts of the same right, the oldest
first. A choice: up to the whole payment, for no source names a part that must be left to the debtor.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from django.db.models import F, Q, Sum

from opora.decisions.models import IN_EFFECT, DecisionState
from opora.rights.models import Debt, Entitlement, Offset, Payment

UNDONE = (DecisionState.REPLACED, DecisionState.ANNULLED, DecisionState.WITHDRAWN)


class Due(Protocol):
    """A month of an entitlement with what it gives."""

    @property
    def entitlement(self) -> Entitlement: ...
    @property
    def month(self) -> date: ...
    @property
    def cents(self) -> int: ...


@dataclass
class Line:
    """One line: what is paid out, and what is kept back for which debt."""

    entitlement: Entitlement
    month: date
    cents: int
    kept: list[tuple[Debt, int]] = field(default_factory=list)


def settled_lines(due: Sequence[Due], right: str) -> list[Line]:
    """The lines in the order in which they are due."""
    persons = list({each.entitlement.person_id for each in due})
    received = received_of(persons, right)
    debts, rests = _open_debts(persons, right)
    lines = []
    for each in due:
        person, key = each.entitlement.person_id, (each.entitlement.person_id, each.month)
        already = min(each.cents, max(0, received.get(key, 0)))
        received[key] = received.get(key, 0) - already
        line = Line(each.entitlement, each.month, each.cents - already)
        for debt in debts.get(person, ()):
            part = min(line.cents, rests[debt.pk])
            if part > 0:
                line.kept.append((debt, part))
                line.cents -= part
                rests[debt.pk] -= part
        lines.append(line)
    return lines


def note_offsets(lines: Iterable[tuple[Line, Payment]]) -> None:
    """Keep what each payment kept back, once the payments are kept."""
    Offset.objects.bulk_create(
        [
            Offset(debt=debt, payment=payment, cents=cents)
            for line, payment in lines
            for debt, cents in line.kept
        ]
    )


def received_of(persons: Sequence[int], right: str) -> dict[tuple[int, date], int]:
    """What persons hold for a month by entitlements that give it no more, less what is demanded back."""
    received: dict[tuple[int, date], int] = {}
    taken_away = Q(entitlement__revoked_from__lte=F("for_month")) | Q(
        ~Q(entitlement__decision__state__in=IN_EFFECT), entitlement__revoked_from__isnull=True
    )
    paid = Payment.objects.filter(taken_away, entitlement__person__in=persons, entitlement__right=right)
    for payment in paid.select_related("entitlement").prefetch_related("offsets"):
        key = (payment.entitlement.person_id, payment.for_month)
        kept = sum(offset.cents for offset in payment.offsets.all())
        received[key] = received.get(key, 0) + payment.cents + kept
    for debt in Debt.objects.filter(person__in=persons, right=right).exclude(decision__state__in=UNDONE):
        for month, cents in debt.months.items():
            key = (debt.person_id, date.fromisoformat(f"{month}-01"))
            received[key] = received.get(key, 0) - cents
    return received


def _open_debts(persons: Sequence[int], right: str) -> tuple[dict[int, list[Debt]], dict[int, int]]:
    """Final debts by person, held against other lists, and the rest of each."""
    final = Debt.objects.select_for_update(of=("self",)).filter(
        person__in=persons, right=right, decision__state=DecisionState.FINAL
    )
    debts: dict[int, list[Debt]] = {}
    for debt in final.order_by("pk"):
        debts.setdefault(debt.person_id, []).append(debt)
    every = [debt.pk for found in debts.values() for debt in found]
    with_sums = Debt.objects.filter(pk__in=every)
    kept = dict(with_sums.values_list("pk").annotate(Sum("offsets__cents")))
    paid = dict(with_sums.values_list("pk").annotate(Sum("repayments__cents")))
    rests = {
        debt.pk: debt.cents - (kept[debt.pk] or 0) - (paid[debt.pk] or 0)
        for found in debts.values()
        for debt in found
    }
    return debts, rests
