"""The conditions of cash social assistance beside income: as fulfilled, as the reason for refusing, and what
would have changed the result. One function a condition, in the order of the act.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from opora.decisions import phrases
from opora.decisions.reasoning.explanation import Explanation
from opora.decisions.reasoning.fault_reasons import fault_reasons
from opora.decisions.reasoning.minimum_income import is_single
from opora.decisions.reasoning.property import property_blocks, savings_told


@dataclass(frozen=True)
class Finding:
    """What a reader is told of one condition."""

    sentence: str
    blocks: list[Any] = field(default_factory=list)
    """tables that show how it was found"""
    would_change: str = ""
    """for a condition that is not met: what would have made the difference, as a clause with *if*"""


def residence(explanation: Explanation, on: str, *, holds: bool) -> Finding:
    """Lives in Slovenia, with citizenship and residence, a permit, or protection."""
    me = explanation.situation["applicant"]
    article = explanation.citation("residence_condition_met", on=on)
    if holds:
        return Finding(_status(explanation, me).format(article=article))
    lives_here = explanation.fact(me, "actually_lives_in_slovenia") is True
    found = (
        _(
            "You have neither Slovenian citizenship with permanent residence, nor a permanent residence "
            "permit, nor recognised international protection."
        )
        if lives_here
        else _("We found that you do not actually live in Slovenia.")
    )
    required = _(
        "The right belongs to those who actually live in Slovenia and have Slovenian citizenship with "
        "permanent residence, a permanent residence permit, or recognised international protection "
        "({article})."
    ).format(article=article)
    change = (
        explanation.said(
            _("if you had one of the statuses named"), _("if the applicant had one of the statuses required")
        )
        if lives_here
        else explanation.said(
            _("if you actually lived in Slovenia and had one of the statuses named"),
            _("if the applicant actually lived in Slovenia and had one of the statuses required"),
        )
    )
    return Finding(f"{required} {found}", would_change=change)


def fault(explanation: Explanation, on: str, *, holds: bool) -> Finding:
    """The applicant could not have influenced the lack of income."""
    article = explanation.citation("applicant_is_not_at_fault", on=on)
    if holds:
        return Finding(
            _(
                "We found no reason for the lack of income that you could have influenced yourself "
                "({article})."
            ).format(article=article)
        )
    reasons = fault_reasons(explanation, explanation.situation["applicant"], on)
    sentence = _(
        "There is no right where the person could have influenced the lack of income themselves. We found "
        "this circumstance: {reasons} ({article})."
    ).format(reasons=phrases.listed(reasons), article=article)
    return Finding(sentence, would_change=_("if this circumstance did not exist"))


def property_within_ceiling(explanation: Explanation, on: str, *, holds: bool) -> Finding:
    """Property that counts is not above the ceiling."""
    counted, ceiling = (
        explanation.amount("counted_property", on=on),
        explanation.amount("property_ceiling", on=on),
    )
    exact = explanation.is_exact("counted_property", on=on)
    words = {
        "counted": phrases.euros_at_least(counted, exact=exact),
        "ceiling": phrases.euros(ceiling),
        "article": explanation.citation("property_is_within_ceiling", on=on),
    }
    alone = is_single(explanation, on)
    if holds:
        found = _property_that_is_no_obstacle(alone, counted > 0).format(**words)
        return Finding(" ".join([found, *savings_told(explanation, on)]))
    sentence = (
        _("Your property that counts is worth {counted}. It exceeds the ceiling of {ceiling} ({article}).")
        if alone
        else _(
            "Your family's property that counts is worth {counted}. It exceeds the ceiling of {ceiling} "
            "({article})."
        )
    )
    change = _("if the property that counts were worth at least {excess} less")
    return Finding(
        sentence.format(**words),
        property_blocks(explanation, on),
        change.format(excess=phrases.euros(counted - ceiling)),
    )


def own_home(explanation: Explanation, on: str, *, holds: bool) -> Finding | None:
    """A valuable home of one's own after many payments; says nothing to those who own none."""
    if explanation.situation.get("dwelling", {}).get("dwelling_is_owned") is not True:
        return None
    if holds:
        return Finding(_("The home in which you live does not stand in the way of the right."))
    me = explanation.situation["applicant"]
    limit = explanation.parameter("own_home_value_limit", "own_home_is_no_obstacle", on=on)
    allowed = explanation.parameter("own_home_entry_after_payments", "own_home_is_no_obstacle", on=on)
    sentence = _(
        "The home that you own is worth more than {limit}, and you received more than {allowed} payments "
        "({counted}: {payments}). Further assistance is then possible only if we find a reason that you "
        "cannot influence, and if you allow a prohibition of disposal to be entered in the land register "
        "({article})."
    ).format(
        limit=phrases.euros(limit or 0),
        allowed=phrases.number(allowed or "0"),
        counted=phrases.uncapitalised(explanation.label("payments_in_last_24_months")),
        payments=explanation.fact(me, "payments_in_last_24_months"),
        article=explanation.citation("own_home_is_no_obstacle", on=on),
    )
    if explanation.fact(me, "reason_beyond_influence_found") is not True:
        found = _("We found no such reason.")
    else:
        found = _("You did not allow the entry.")
    return Finding(f"{sentence} {found}", would_change=_secured(explanation))


def _status(explanation: Explanation, me: str) -> str:
    if explanation.fact(me, "citizenship") == "SI" and explanation.fact(
        me, "permanent_residence_in_slovenia"
    ):
        return _(
            "You actually live in Slovenia and have Slovenian citizenship and permanent residence "
            "({article})."
        )
    if explanation.fact(me, "permanent_residence_permit"):
        return _("You actually live in Slovenia and have a permanent residence permit ({article}).")
    return _("You actually live in Slovenia and have recognised international protection ({article}).")


def _property_that_is_no_obstacle(alone: bool, has_some: bool) -> str:
    if not has_some:
        return (
            _("You have no property that counts; the ceiling is {ceiling} ({article}).")
            if alone
            else _("Your family has no property that counts; the ceiling is {ceiling} ({article}).")
        )
    return (
        _(
            "Your property that counts is worth {counted} and does not exceed the ceiling of {ceiling} "
            "({article})."
        )
        if alone
        else _(
            "Your family's property that counts is worth {counted} and does not exceed the ceiling of "
            "{ceiling} ({article})."
        )
    )


def _secured(explanation: Explanation) -> str:
    return explanation.said(
        _("if there were such a reason and you allowed the entry"),
        _("if a reason beyond the applicant's influence were found and the entry were allowed"),
    )
