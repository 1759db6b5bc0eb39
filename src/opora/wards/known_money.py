"""What is known of a ward's money: the last state of the account, and what came and went since.

Without a state that somebody entered nothing is known, and nothing is taken for nought.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from opora.cases.models import CaseRecord


@dataclass(frozen=True, slots=True)
class Known:
    """The balance in cents, from a state of this day; less what waits in runs that are not confirmed."""

    cents: int
    stood_on: date
    account: str


def known_balance(
    states: Iterable[CaseRecord],
    receipts: Iterable[CaseRecord],
    payments: Iterable[CaseRecord],
    *,
    waiting_cents: int = 0,
) -> Known | None:
    """The balance as far as the records tell; a payment whose day is not told is taken as made since."""
    last = max(
        (each for each in states if each.happened_on is not None),
        key=lambda each: (each.happened_on or date.min, each.pk),
        default=None,
    )
    if last is None or last.happened_on is None:
        return None
    day = last.happened_on
    came = sum(each.content["amount"] for each in receipts if each.happened_on and each.happened_on > day)
    went = sum(
        each.content["amount"] for each in payments if each.happened_on is None or each.happened_on > day
    )
    cents = last.content["amount"] + came - went - waiting_cents
    return Known(cents, day, last.content.get("account", ""))
