"""The reasons for child benefit, period by period: class of income, children, increases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from opora.decisions import phrases
from opora.decisions.reasoning.children import children_left_out, children_table
from opora.decisions.reasoning.explanation import Explanation
from opora.decisions.reasoning.yearly_income import yearly_income_blocks
from opora.law.parameters import load_parameters

CONDITIONS = ("has_entitled_child", "income_is_within_the_classes")
Period = Mapping[str, Any]


def reasons_of_period(
    period: Period, explanation: Explanation, *, partly: bool, before: Period | None
) -> list[Any]:
    """The blocks of one period: outcome, class of income, the children, and what would change it.

    `partly` tells that the right is given in some periods and not in others; what stays as it was in the
    period before is not shown again.
    """
    if not period["entitled"]:
        return _refused(period, explanation, partly=partly)
    return _granted(period, explanation, before if before and before["entitled"] else None)


def closing(result: Mapping[str, Any], explanation: Explanation) -> list[Any]:
    """How long it lasts, and whether a new application is needed."""
    granted = [period for period in result["periods"] if period["entitled"]]
    if not granted or granted[-1].get("to") is None:
        return []
    decided = date.fromisoformat(explanation.situation["dates"]["decided"])
    last_day = phrases.day(granted[-1]["to"])
    if load_parameters().cell("ex_officio_renewal_annual_rights", on=decided).value is True:
        return [
            _(
                "Child benefit is granted for a year at most. Before the right ends on {day}, we check ex "
                "officio whether you are still entitled; you need not file a new application."
            ).format(day=last_day)
        ]
    return [
        _(
            "Child benefit is granted for a year at most. If you still need it after {day}, file a new "
            "application before that day."
        ).format(day=last_day)
    ]


def what_would_change(period: Period, explanation: Explanation) -> list[str]:
    """Of a granted period what would end it; of a refused one, for each condition that fails, its lack."""
    on = period["from"]
    if period["entitled"]:
        return [_higher_income(explanation, on)]
    failing = _conditions_not_met(period)
    alone = len(failing) == 1
    return [
        _an_entitled_child(explanation, on)
        if condition == "has_entitled_child"
        else _lower_income(explanation, on, alone=alone)
        for condition in failing
    ]


def _granted(period: Period, explanation: Explanation, before: Period | None) -> list[Any]:
    on = period["from"]
    left_out = children_left_out(explanation, on)
    return [
        _("{span} you are entitled to {amount} of child benefit a month.").format(
            span=phrases.capital(phrases.span(on, period.get("to"))), amount=phrases.euros(period["amount"])
        ),
        *_income_and_class(explanation, on, before),
        _(
            "The amount depends on the class and on the child's order by age in the family ({article}):"
        ).format(article=explanation.citation("basic_child_benefit", on=on)),
        children_table(explanation, on),
        *([{"kind": "list", "items": left_out}] if left_out else []),
        *what_would_change(period, explanation),
    ]


def _income_and_class(explanation: Explanation, on: str, before: Period | None) -> list[Any]:
    told = ("monthly_income_per_person", "income_class")
    if before and all(
        explanation.ends(each, on=on) == explanation.ends(each, on=before["from"]) for each in told
    ):
        if not explanation.is_exact("monthly_income_per_person", on=on):
            return [_("The class of income stays the same.")]
        return [
            _("The income per person ({income}) and the class ({number}) stay the same.").format(
                income=phrases.euros(explanation.amount("monthly_income_per_person", on=on)),
                number=int(explanation.amount("income_class", on=on)),
            )
        ]
    return [_class(explanation, on), *yearly_income_blocks(explanation, on)]


def _refused(period: Period, explanation: Explanation, *, partly: bool) -> list[Any]:
    on = period["from"]
    blocks: list[Any] = [
        _("You are not entitled to child benefit {span}.").format(span=phrases.span(on, period.get("to")))
        if partly
        else _("You are not entitled to child benefit.")
    ]
    told = {"has_entitled_child": _no_child, "income_is_within_the_classes": _income_too_high}
    failing = _conditions_not_met(period)
    for condition, change in zip(failing, what_would_change(period, explanation), strict=True):
        blocks += [*told[condition](explanation, on), change]
    return blocks


def _conditions_not_met(period: Period) -> list[str]:
    """The decisive one first, then in the order of the act."""
    failing = {reason["key"] for reason in period["reasons"] if reason["holds"] is False}
    decisive = [reason["key"] for reason in period["reasons"] if reason["decisive"]]
    return sorted(failing, key=lambda key: (key not in decisive, CONDITIONS.index(key)))


def _class(explanation: Explanation, on: str) -> str:
    low, high = explanation.ends("monthly_income_per_person", on=on)
    number = int(explanation.amount("income_class", on=on))
    sentence = (
        _(
            "The average monthly income per person in your family is {income}, which is class {number} of "
            "income (up to {bound} per person; {article})."
        )
        if low == high
        else _(
            "The average monthly income per person in your family is between {income} and {most}, which is "
            "class {number} of income in any case (up to {bound} per person; {article})."
        )
    )
    bound = explanation.parameter("income_class_bounds_eur", "income_class", on=on, at=(str(number),))
    return sentence.format(
        income=phrases.euros(low),
        most=phrases.euros(high),
        number=number,
        bound=phrases.euros(bound or 0),
        article=explanation.citation("income_class", on=on),
    )


def _income_too_high(explanation: Explanation, on: str) -> list[Any]:
    income = explanation.amount("monthly_income_per_person", on=on)
    exact = explanation.is_exact("monthly_income_per_person", on=on)
    return [
        _(
            "The average monthly income per person in your family is {income}. Child benefit is due up to "
            "{limit} per person ({article})."
        ).format(
            income=phrases.euros_at_least(income, exact=exact),
            limit=phrases.euros(explanation.amount("child_benefit_income_limit", on=on)),
            article=explanation.citation("income_is_within_the_classes", on=on),
        ),
        *yearly_income_blocks(explanation, on),
    ]


def _higher_income(explanation: Explanation, on: str) -> str:
    sentence = explanation.said(
        _(
            "You would not be entitled to child benefit if the income per person were higher than {limit} "
            "a month."
        ),
        _(
            "The applicant would not be entitled to child benefit if the income per person were higher than "
            "{limit} a month."
        ),
    )
    return sentence.format(limit=phrases.euros(explanation.amount("child_benefit_income_limit", on=on)))


def _lower_income(explanation: Explanation, on: str, *, alone: bool) -> str:
    income = explanation.amount("monthly_income_per_person", on=on)
    limit = explanation.amount("child_benefit_income_limit", on=on)
    sentence = (
        explanation.said(
            _(
                "You would be entitled if the income per person were {limit} or less (it is {excess} too "
                "high)."
            ),
            _(
                "The applicant would be entitled if the income per person were {limit} or less (it is "
                "{excess} too high)."
            ),
        )
        if alone
        else explanation.said(
            _(
                "You would meet this condition if the income per person were {limit} or less (it is {excess} "
                "too high)."
            ),
            _(
                "The applicant would meet this condition if the income per person were {limit} or less (it "
                "is {excess} too high)."
            ),
        )
    )
    exact = explanation.is_exact("monthly_income_per_person", on=on)
    return sentence.format(
        limit=phrases.euros(limit), excess=phrases.euros_at_least(income - limit, exact=exact)
    )


def _no_child(explanation: Explanation, on: str) -> list[Any]:
    article = explanation.citation("has_entitled_child", on=on)
    left_out = children_left_out(explanation, on)
    if not left_out:
        return [
            _(
                "Your family has no child under age whom you maintain, for whom the benefit could be due "
                "({article})."
            ).format(article=article)
        ]
    return [
        _("There is no child in your family for whom the benefit is due ({article}):").format(
            article=article
        ),
        {"kind": "list", "items": left_out},
    ]


def _an_entitled_child(explanation: Explanation, on: str) -> str:
    if children_left_out(explanation, on):
        return explanation.said(
            _("You would be entitled if this reason did not exist for at least one child."),
            _("The applicant would be entitled if for at least one child no reason excluded the benefit."),
        )
    return explanation.said(
        _("You would be entitled if such a child lived in the family."),
        _("The applicant would be entitled if a child under age whom they maintain lived in the family."),
    )
