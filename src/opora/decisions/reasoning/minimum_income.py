"""How the family's minimum income comes about: for each member a weight times the basic amount."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from opora.decisions import phrases
from opora.decisions.reasoning.explanation import Explanation
from opora.decisions.reasoning.fault_reasons import fault_reasons
from opora.decisions.reasoning.tables import Row, cell, table

FAMILY = "in_dsp_family"


def is_single(explanation: Explanation, on: str) -> bool:
    """Whether the family is one person, who is then addressed alone."""
    return explanation.holds("is_single_person", on=on)


def minimum_income_blocks(explanation: Explanation, on: str) -> list[Any]:
    """The sentence that says how it is computed, and the table with a row for each member."""
    basic = explanation.parameter("minimum_income_basic_amount", "member_minimum_income", on=on)
    members = explanation.members(family_mark(explanation), on=on)
    return [
        _introduced(explanation, on).format(
            basic=phrases.euros(basic or 0), article=explanation.citation("member_minimum_income", on=on)
        ),
        table(
            [
                (pgettext("column", "Member of the family"), "text"),
                (pgettext("column", "Counted as"), "text"),
                (pgettext("column", "Weight"), "number"),
                (pgettext("column", "EUR"), "amount"),
            ],
            [_row(explanation, member, on) for member in members],
            total=[
                pgettext("total", "Minimum income"),
                None,
                None,
                cell(explanation.amount("minimum_income", on=on)),
            ],
        ),
    ]


def counted_as(explanation: Explanation, member: str, on: str) -> str:
    """As what a member counts: the reason for their weight."""
    if not explanation.holds("counts_in_minimum_income", member, on=on):
        return _("not counted, for a reason within the person's influence: {reasons}").format(
            reasons=phrases.listed(fault_reasons(explanation, member, on))
        )
    if explanation.holds("is_child_of_dsp_family", member, on=on):
        if explanation.holds("is_in_single_parent_family", member, on=on):
            return _("child in a single-parent family")
        return _("child")
    return _adult(explanation, member, on)


def family_mark(explanation: Explanation) -> str:
    """The figure that marks the members of the family for cash social assistance."""
    return explanation.mark("dsp_family")


def _introduced(explanation: Explanation, on: str) -> str:
    if is_single(explanation, on):
        return _(
            "Your minimum income is the basic amount of {basic} times the weight that the law gives a "
            "person in your situation ({article}):"
        )
    return _(
        "The minimum income of your family is computed by multiplying the basic amount of {basic} by the "
        "weight that the law gives each member, and adding up ({article}):"
    )


def _row(explanation: Explanation, member: str, on: str) -> Row:
    return [
        explanation.matter.name(member),
        counted_as(explanation, member, on),
        f"{explanation.amount('minimum_income_weight', member, on=on):.2f}",
        cell(explanation.amount("member_minimum_income", member, on=on)),
    ]


def _adult(explanation: Explanation, member: str, on: str) -> str:
    words = [_place(explanation, member, on)]
    hours = explanation.fact(member, "work_activity_hours")
    if explanation.amount("activity_level", member, on=on) > 0 and hours:
        words.append(_("active in work {hours} hours a month").format(hours=phrases.number(str(hours))))
    return ", ".join(words)


def _place(explanation: Explanation, member: str, on: str) -> str:
    if explanation.holds("is_young_single_with_parents", member, on=on):
        return _("young single person with parents of sufficient means")
    if explanation.holds("is_elderly_or_incapable_single_at_shared_address", member, on=on):
        return _("single person who shares a home with persons of sufficient means")
    if is_single(explanation, on):
        return _("single person")
    if explanation.holds("is_first_adult", member, on=on):
        return _("first adult")
    return _("next adult")
