"""For which child the benefit is due, in what amount, and why not for another."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from opora.decisions import phrases
from opora.decisions.reasoning.explanation import Explanation
from opora.decisions.reasoning.tables import Row, cell, table


def children_table(explanation: Explanation, on: str) -> dict[str, Any]:
    """A row for each child with the basic amount of its class and order, and the increases."""
    children = entitled_children(explanation, on)
    return table(
        [
            (pgettext("column", "Child"), "text"),
            (pgettext("column", "Order by age"), "text"),
            (pgettext("column", "Basic amount in EUR"), "amount"),
            (pgettext("column", "Increase"), "text"),
            (pgettext("column", "EUR a month"), "amount"),
        ],
        [_row(explanation, child, on) for child in children],
        total=[
            pgettext("total", "Together"),
            None,
            None,
            None,
            cell(explanation.amount("child_benefit", on=on)),
        ],
    )


def entitled_children(explanation: Explanation, on: str) -> list[str]:
    """The children for whom the benefit is due, the eldest first."""
    children = [
        person for person in explanation.persons if explanation.holds("is_entitled_child", person, on=on)
    ]
    return sorted(children, key=lambda child: explanation.amount("birth_order", child, on=on))


def children_left_out(explanation: Explanation, on: str) -> list[str]:
    """A sentence for each child of the family, under age, for whom the benefit is not due."""
    return [
        _("{child}: the benefit is not due, because {reason}.").format(
            child=explanation.matter.name(person), reason=_why_not(explanation, person, on)
        )
        for person in explanation.persons
        if explanation.value("is_entitled_child", person, on=on) is False
        and explanation.value("is_child_below_age_limit", person, on=on) is not False
    ]


def _row(explanation: Explanation, child: str, on: str) -> Row:
    return [
        explanation.matter.name(child),
        pgettext("order of a child", "{order}.").format(
            order=int(explanation.amount("birth_order", child, on=on))
        ),
        cell(explanation.amount("basic_child_benefit", child, on=on)),
        "; ".join(_increases(explanation, child, on)) or "–",
        cell(explanation.amount("child_benefit_for_the_child", child, on=on)),
    ]


def _increases(explanation: Explanation, child: str, on: str) -> list[str]:
    reasons = {
        "not_in_kindergarten_increase": _("{percent} %, not in kindergarten"),
        "single_parent_increase": _("{percent} %, single-parent family"),
    }
    found = {figure: explanation.amount(figure, child, on=on) for figure in reasons}
    return [
        reasons[figure].format(percent=phrases.percent(share)) for figure, share in found.items() if share > 0
    ]


def _why_not(explanation: Explanation, child: str, on: str) -> str:
    """The condition that failed; the engine explains no figure that it did not have to look at."""
    if explanation.value("family_actually_lives_in_slovenia", child, on=on) is False:
        return _(
            "the child and you do not both live in Slovenia, or the child's residence is not registered here"
        )
    excluded = {
        "employed_or_self_employed": _("the child is employed or self-employed"),
        "in_free_full_day_institution": _("the child is in an institution with free full-day care"),
        "in_foster_care": _("the child is in foster care"),
        "entitled_under_international_treaty": _(
            "a benefit is due for the child under an international treaty"
        ),
    }
    for fact, reason in excluded.items():
        if explanation.fact(child, fact) is True:
            return reason
    if explanation.value("maintenance_does_not_stand_in_the_way", child, on=on) is False:
        return _("the child lives with one parent and maintenance is not settled")
    starts = explanation.value("child_benefit_starts_on", child, on=on)
    return (
        _("the right begins on {day}").format(day=phrases.day(str(starts)))
        if starts
        else _("a condition is not met")
    )
