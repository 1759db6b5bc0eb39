"""The reasons for cash social assistance, period by period: the decisive condition first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opora.decisions import phrases
from opora.decisions.reasoning import conditions
from opora.decisions.reasoning.conditions import Finding
from opora.decisions.reasoning.explanation import Explanation
from opora.decisions.reasoning.minimum_income import is_single, minimum_income_blocks
from opora.decisions.reasoning.monthly_income import monthly_income_blocks

Period = Mapping[str, Any]


def income(explanation: Explanation, on: str, *, holds: bool) -> Finding:
    """Own income below the minimum income: the condition that decides the amount."""
    own, minimum = explanation.amount("own_income", on=on), explanation.ends("minimum_income", on=on)[1]
    exact = all(explanation.is_exact(each, on=on) for each in ("own_income", "minimum_income"))
    words = {
        "own": phrases.euros_at_least(own, exact=exact),
        "minimum": phrases.euros(minimum),
        "missing": phrases.euros_at_least(abs(minimum - own), exact=exact),
        "article": explanation.citation("income_below_minimum_income", on=on),
    }
    alone = is_single(explanation, on)
    sentence = _income_below(alone, own) if holds else _income_not_below(alone)
    return Finding(
        sentence.format(**words),
        [*minimum_income_blocks(explanation, on), *monthly_income_blocks(explanation, on)],
        would_change="" if holds else _lower_income(explanation, alone, own > minimum).format(**words),
    )


CONDITIONS: dict[str, Callable[..., Finding | None]] = {
    "residence_condition_met": conditions.residence,
    "applicant_is_not_at_fault": conditions.fault,
    "property_is_within_ceiling": conditions.property_within_ceiling,
    "own_home_is_no_obstacle": conditions.own_home,
    "income_below_minimum_income": income,
}


def reasons_of_period(
    period: Period, explanation: Explanation, *, partly: bool, before: Period | None
) -> list[Any]:
    """The blocks of one period: outcome, why, how computed, what else was checked, what would change it.

    `partly` tells that the right is given in some periods and not in others; what stays as it was in the
    period before is not shown again.
    """
    if not period["entitled"]:
        return _refused(period, explanation, partly=partly)
    if before is not None and before["entitled"]:
        return _still_granted(period, explanation, before)
    return _granted(period, explanation)


def closing(result: Mapping[str, Any], explanation: Explanation) -> list[Any]:
    """How long it lasts, and when to apply again."""
    granted = [period for period in result["periods"] if period["entitled"]]
    if not granted:
        return []
    last_day = granted[-1].get("to")
    if last_day is None or result["open_ended"]:
        return [_without_end(explanation, granted[-1]["from"])]
    months = int(explanation.amount("months_granted", on=granted[0]["from"]))
    return [_duration(months, explanation), _extension(last_day)]


def what_would_change(period: Period, explanation: Explanation) -> list[str]:
    """Of a granted period what would end it; of a refused one, for each condition that fails, its lack."""
    on = period["from"]
    if period["entitled"]:
        return [_what_would_end_it(explanation, on, Decimal(str(period["amount"])))]
    findings = _conditions_not_met(period, explanation)
    return [_change(explanation, finding, alone=len(findings) == 1) for finding in findings]


def _granted(period: Period, explanation: Explanation) -> list[Any]:
    on = period["from"]
    found = income(explanation, on, holds=True)
    others = [finding.sentence for finding in _other_conditions(period, explanation)]
    return [
        _outcome(period),
        found.sentence,
        *found.blocks,
        _("You also meet the other conditions:"),
        {"kind": "list", "items": others},
        *what_would_change(period, explanation),
    ]


def _still_granted(period: Period, explanation: Explanation, before: Period) -> list[Any]:
    on, then = period["from"], before["from"]
    blocks: list[Any] = [_outcome(period), income(explanation, on, holds=True).sentence]
    if explanation.amount("minimum_income", on=on) != explanation.amount("minimum_income", on=then):
        blocks += minimum_income_blocks(explanation, on)
    if explanation.amount("own_income", on=on) != explanation.amount("own_income", on=then):
        blocks += monthly_income_blocks(explanation, on)
    return [
        *blocks,
        _("You still meet the other conditions."),
        *what_would_change(period, explanation),
    ]


def _outcome(period: Period) -> str:
    return _("{span} you are entitled to cash social assistance of {amount} a month.").format(
        span=phrases.capital(phrases.span(period["from"], period.get("to"))),
        amount=phrases.euros(period["amount"]),
    )


def _refused(period: Period, explanation: Explanation, *, partly: bool) -> list[Any]:
    blocks: list[Any] = [
        _("You are not entitled to cash social assistance {span}.").format(
            span=phrases.span(period["from"], period.get("to"))
        )
        if partly
        else _("You are not entitled to cash social assistance.")
    ]
    findings = _conditions_not_met(period, explanation)
    for finding, change in zip(findings, what_would_change(period, explanation), strict=True):
        blocks += [finding.sentence, *finding.blocks, change]
    return blocks


def _conditions_not_met(period: Period, explanation: Explanation) -> list[Finding]:
    """The decisive one first."""
    failing = [reason for reason in period["reasons"] if reason["holds"] is False]
    failing.sort(key=lambda reason: not reason["decisive"])
    findings = [CONDITIONS[reason["key"]](explanation, period["from"], holds=False) for reason in failing]
    return [finding for finding in findings if finding is not None]


def _change(explanation: Explanation, finding: Finding, *, alone: bool) -> str:
    """One sentence on what would have changed the result; where several conditions fail, only this one."""
    sentence = (
        explanation.said(
            _("You would be entitled {condition}."), _("The applicant would be entitled {condition}.")
        )
        if alone
        else explanation.said(
            _("You would meet this condition {condition}."),
            _("The applicant would meet this condition {condition}."),
        )
    )
    return sentence.format(condition=finding.would_change)


def _other_conditions(period: Period, explanation: Explanation) -> list[Finding]:
    findings = [
        CONDITIONS[reason["key"]](explanation, period["from"], holds=True)
        for reason in period["reasons"]
        if reason["key"] != "income_below_minimum_income"
    ]
    return [finding for finding in findings if finding is not None]


def _income_below(alone: bool, own: Decimal) -> str:
    if own == 0:
        return (
            _(
                "You have no income that counts, and your minimum income is {minimum}. Cash social "
                "assistance therefore equals the whole minimum income ({article})."
            )
            if alone
            else _(
                "Your family has no income that counts, and its minimum income is {minimum}. Cash social "
                "assistance therefore equals the whole minimum income ({article})."
            )
        )
    return (
        _(
            "Your own income is {own} a month, your minimum income {minimum}. Cash social assistance is "
            "the difference: {minimum} − {own} = {missing} ({article})."
        )
        if alone
        else _(
            "The own income of your family is {own} a month, its minimum income {minimum}. Cash social "
            "assistance is the difference: {minimum} − {own} = {missing} ({article})."
        )
    )


def _income_not_below(alone: bool) -> str:
    return (
        _(
            "Cash social assistance makes up what your income lacks to the minimum income ({article}). "
            "Your own income is {own} a month, your minimum income {minimum}, so nothing is lacking."
        )
        if alone
        else _(
            "Cash social assistance makes up what a family's income lacks to the minimum income "
            "({article}). The own income of your family is {own} a month, its minimum income {minimum}, so "
            "nothing is lacking."
        )
    )


def _lower_income(explanation: Explanation, alone: bool, above: bool) -> str:
    if not above:
        return explanation.said(
            _("if your own income were below {minimum} (it exactly reaches this limit)")
            if alone
            else _("if your family's own income were below {minimum} (it exactly reaches this limit)"),
            _("if the own income that counts were below {minimum} (it exactly reaches this limit)"),
        )
    return explanation.said(
        _("if your own income were below {minimum} (it is {missing} too high)")
        if alone
        else _("if your family's own income were below {minimum} (it is {missing} too high)"),
        _("if the own income that counts were below {minimum} (it is {missing} too high)"),
    )


def _what_would_end_it(explanation: Explanation, on: str, amount: Decimal) -> str:
    sentence = explanation.said(
        _("You would not be entitled if your average monthly income were higher by {amount} or more.")
        if is_single(explanation, on)
        else _(
            "You would not be entitled if your family's average monthly income were higher by {amount} or "
            "more."
        ),
        _(
            "The applicant would not be entitled if the average monthly income were higher by {amount} or "
            "more."
        ),
    )
    return sentence.format(amount=phrases.euros(amount))


def _duration(months: int, explanation: Explanation) -> str:
    me = explanation.situation["applicant"]
    if explanation.fact(me, "special_circumstances_for_longer") is True:
        return ngettext(
            "Because of special circumstances assistance is granted for {count} month, from the first day "
            "of the month after the application.",
            "Because of special circumstances assistance is granted for {count} months, from the first day "
            "of the month after the application.",
            months,
        ).format(count=months)
    if explanation.fact(me, "extends_cash_social_assistance") is True:
        return ngettext(
            "As an extension assistance is granted for {count} month, from the first day of the month "
            "after the application.",
            "As an extension assistance is granted for {count} months, from the first day of the month "
            "after the application.",
            months,
        ).format(count=months)
    return ngettext(
        "A first grant is for {count} month, from the first day of the month after the application.",
        "A first grant is for {count} months, from the first day of the month after the application.",
        months,
    ).format(count=months)


def _without_end(explanation: Explanation, on: str) -> str:
    """Permanent assistance: no change is to be expected, and the person is elderly or cannot work."""
    return _(
        "Assistance is granted without a fixed end, because {reason} and no change of your situation is to "
        "be expected ({article})."
    ).format(
        reason=_why_for_good(explanation, on),
        article=explanation.citation("assistance_is_permanent", on=on),
    )


def _why_for_good(explanation: Explanation, on: str) -> str:
    me = explanation.situation["applicant"]
    if explanation.holds("is_elderly", me, on=on):
        group = "women" if explanation.fact(me, "sex") == "female" else "men"
        age = int(explanation.parameter("vd_age", "is_elderly", on=on, at=(group,)))
        return ngettext(
            "you have reached the age of {age} year", "you have reached the age of {age} years", age
        ).format(age=age)
    if explanation.fact(me, "permanently_incapable_of_work") is True:
        return _("you are permanently incapable of work")
    return _("you are permanently unemployable by a decision of the Employment Service")


def _extension(last_day: str) -> str:
    return _(
        "It is not extended by itself. If you still need it, file a new application {in_month}, the last "
        "month of the grant."
    ).format(in_month=phrases.in_month(last_day))
