"""What letters must know of each right beside its figures: one record a right.

The introduction, the operative part, the terms and the reasons read it, so that a new right is a record in
`rights_told.yaml` and no branch anywhere. Two rights have reasons of their own, written for them; every other
one is told from its explanation by `reasoning.general`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import yaml
from django.utils.functional import Promise, lazy
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from opora import law
from opora.decisions import phrases
from opora.decisions.reasoning import cash_social_assistance, changes, child_benefit
from opora.decisions.reasoning.explanation import Explanation
from opora.decisions.reasoning.general import GeneralReasons
from opora.documents.officials import in_language
from opora.law.procedure import Change, changes_to_report

Period = Mapping[str, Any]

WITHIN_A_TERM = "ZUPJS"
"""the act that gives days to report a change; of the others no term was found, so none is printed"""


class Reasons(Protocol):
    """What the module of a right's reasons offers."""

    def reasons_of_period(
        self, period: Period, explanation: Explanation, *, partly: bool, before: Period | None
    ) -> list[Any]:
        """The blocks of one period; `partly` tells that other periods end otherwise."""

    def closing(self, result: Mapping[str, Any], explanation: Explanation, /) -> list[Any]:
        """How long it lasts, after the last period."""

    def what_would_change(self, period: Period, explanation: Explanation) -> list[str]:
        """What would have changed the result of a period that is certain."""


@dataclass(frozen=True)
class RightTold:
    """One right, as letters speak of it."""

    acts: tuple[str, ...]
    """decided under, beside the general procedure"""
    name: Promise | str
    """by itself, as in a heading"""
    exercised: Promise | str
    """after *the right to*: in Slovenian the genitive"""
    payment_cell: str
    """its place in the table `payment_day`; empty where it has none"""
    paid_around_the_day: bool
    """paid about that day, not on it at the latest"""
    duty_to_report: Promise | str
    """which changes to report while it is received; takes `within_days`"""
    reasons: Reasons
    what_is_new: Callable[[Explanation, str, str], list[str]]
    """what changed between two days, as clauses"""
    area: str
    """the field of work, as a form groups rights by it"""
    spoken_as: str = "right"
    """right, conditions (met or not), or set (an amount somebody has to pay)"""
    received: str = "paid"
    """paid, less_to_pay, owed or none: what happens with an amount of money"""
    a_time: str = ""
    """what hours are counted by, where it is not how the right is given"""

    @property
    def is_paid(self) -> bool:
        """Whether an amount of money is paid to the party by the centre."""
        return self.received == "paid"


def _told() -> Mapping[str, Any]:
    return yaml.safe_load((Path(__file__).parent / "rights_told.yaml").read_text("utf-8"))  # type: ignore[no-any-return]


def _label(right: str) -> str:
    """The right's label in the law, as it stands within a sentence."""
    label = law.rulebook().graph.rights[right].label
    return phrases.uncapitalised(str(getattr(label, get_language() or "sl")))


def _duty(right: str, acts: tuple[str, ...]) -> Promise | str:
    if (closed_list := changes_to_report(right)) is not None:
        return lazy(partial(_of_closed_list, closed_list), str)()
    if WITHIN_A_TERM in acts:
        return _("Report {within_days} every change that may affect the right or its extent.")
    return _("Tell us at once of every change that may affect the right or its extent.")


def _of_closed_list(closed_list: Sequence[Change]) -> str:
    changes = "; ".join(in_language(change.label) for change in closed_list)
    sentence = gettext("While you have a right that is given for a year, report {within_days}: {changes}.")
    return sentence.replace("{changes}", changes)


def _record(right: str, words: Mapping[str, Any]) -> RightTold:
    name = lazy(partial(in_language, words["name"]) if "name" in words else partial(_label, right), str)()
    exercised = lazy(partial(in_language, words["exercised"]), str)()
    spoken_as, a_time = words.get("spoken_as", "right"), words.get("a_time", "")
    reasons = GeneralReasons(right, name=name, exercised=exercised, spoken_as=spoken_as, a_time=a_time)
    acts = tuple(words["acts"])
    return RightTold(
        acts=acts,
        name=name,
        exercised=exercised,
        payment_cell=words.get("payment_cell", ""),
        paid_around_the_day=False,
        duty_to_report=_duty(right, acts),
        reasons=reasons,
        what_is_new=reasons.what_is_new,
        area=words["area"],
        spoken_as=spoken_as,
        received=words.get("received", "paid"),
        a_time=a_time,
    )


_WITH_REASONS_OF_THEIR_OWN: Mapping[str, RightTold] = {
    "cash_social_assistance": RightTold(
        area="public_funds",
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
        area="public_funds",
        acts=("ZUPJS", "ZSDP-1"),
        name=pgettext_lazy("right by itself", "child benefit"),
        exercised=pgettext_lazy("the right to", "child benefit"),
        payment_cell="child_benefit",
        paid_around_the_day=False,
        duty_to_report=_duty("child_benefit", ("ZUPJS", "ZSDP-1")),
        reasons=child_benefit,
        what_is_new=changes.in_benefit,
    ),
}

AREAS: Mapping[str, Promise | str] = {
    area: lazy(partial(in_language, words), str)() for area, words in _told()["areas"].items()
}
"""the fields of work by their names, in the order of a form"""

RIGHTS: dict[str, RightTold] = {
    **_WITH_REASONS_OF_THEIR_OWN,
    **{right: _record(right, words) for right, words in _told()["rights"].items()},
}


def claimable() -> list[str]:
    """The rights of the law that a party can apply for, in the legal order."""
    return [right for right in law.rulebook().graph.rights if told(right).spoken_as == "right"]


def paid() -> list[str]:
    """The rights of the law whose money the centre pays to the party, in the legal order."""
    return [right for right in law.rulebook().graph.rights if is_money(right) and told(right).is_paid]


def is_money(right: str) -> bool:
    """Whether the amount of a right is money; leave, hours and statuses are not."""
    amount = law.rulebook().graph.rights[right].amount
    return amount is not None and law.rulebook().graph.figures[amount].unit == "EUR"


def told(right: str) -> RightTold:
    """The record of a right. Refused with LookupError for one that has none yet."""
    if right not in RIGHTS:
        raise LookupError(
            f"Letters cannot tell of the right {right!r}: it has no record. Write one in "
            f"decisions/rights_told.yaml."
        )
    return RIGHTS[right]
