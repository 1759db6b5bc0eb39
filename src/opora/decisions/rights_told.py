"""What letters must know of each right beside its figures: one record a right.

The introduction, the operative part, the terms and the reasons read it, so that a new right is a record here
and a module of reasons, and no branch anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from opora.decisions.reasoning import cash_social_assistance, changes, child_benefit
from opora.decisions.reasoning.explanation import Explanation

Period = Mapping[str, Any]


class Reasons(Protocol):
    """What the module of a right's reasons offers."""

    def reasons_of_period(
        self, period: Period, explanation: Explanation, *, partly: bool, before: Period | None
    ) -> list[Any]:
        """The blocks of one period; `partly` tells that other periods end otherwise."""

    def closing(self, result: Mapping[str, Any], explanation: Explanation) -> list[Any]:
        """How long it lasts, after the last period."""

    def what_would_change(self, period: Period, explanation: Explanation) -> list[str]:
        """What would have changed the result of a period that is certain."""


@dataclass(frozen=True)
class RightTold:
    """One right, as letters speak of it."""

    acts: tuple[str, ...]
    """decided under, beside the general procedure"""
    name: Promise
    """by itself, as in a heading"""
    exercised: Promise
    """after *the right to*: in Slovenian the genitive"""
    payment_cell: str
    """its place in the table `payment_day`"""
    paid_around_the_day: bool
    """paid about that day, not on it at the latest"""
    duty_to_report: Promise
    """which changes to report while it is received; takes `within_days`"""
    reasons: Reasons
    what_is_new: Callable[[Explanation, str, str], list[str]]
    """what changed between two days, as clauses"""


RIGHTS: Mapping[str, RightTold] = {
    "cash_social_assistance": RightTold(
        acts=("ZUPJS", "ZSVarPre"),
        name=pgettext_lazy("right by itself", "cash social assistance"),
        exercised=pgettext_lazy("the right to", "cash social assistance"),
        payment_cell="dsp",
        paid_around_the_day=True,
        duty_to_report=_(
            "While you receive cash social assistance, report {within_days} every change that may "
            "affect the right or its amount."
        ),
        reasons=cash_social_assistance,
        what_is_new=changes.in_assistance,
    ),
    "child_benefit": RightTold(
        acts=("ZUPJS", "ZSDP-1"),
        name=pgettext_lazy("right by itself", "child benefit"),
        exercised=pgettext_lazy("the right to", "child benefit"),
        payment_cell="child_benefit",
        paid_around_the_day=False,
        duty_to_report=_(
            "While you receive child benefit, report {within_days} a change in the number of family "
            "members, in a child's schooling or status, of residence, the start or end of a regular "
            "income, and a change between full-time and part-time work."
        ),
        reasons=child_benefit,
        what_is_new=changes.in_benefit,
    ),
}


def told(right: str) -> RightTold:
    """The record of a right. Refused with LookupError for one that has none yet."""
    if right not in RIGHTS:
        raise LookupError(
            f"Letters cannot tell of the right {right!r}: it has no record. Write one in "
            f"decisions/rights_told.py. There are records of {', '.join(RIGHTS)}."
        )
    return RIGHTS[right]
