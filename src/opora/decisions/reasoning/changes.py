"""What changes from one period to the next: said before the reasons of the later one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opora.decisions import phrases
from opora.decisions.reasoning.explanation import Explanation
from opora.decisions.reasoning.minimum_income import counted_as, family_mark

Period = Mapping[str, Any]


def what_changes(
    what_is_new: Callable[[Explanation, str, str], list[str]],
    before: Period,
    now: Period,
    explanation: Explanation,
) -> list[Any]:
    """A sentence that names the day and a list of all that is new on it; nothing where only the amount is."""
    on = now["from"]
    found = what_is_new(explanation, before["from"], on)
    if not found:
        return []
    return [
        _("From {day} on this is different:").format(day=phrases.day(on)),
        {"kind": "list", "items": [f"{phrases.capital(each)}." for each in found]},
    ]


def in_assistance(explanation: Explanation, then: str, on: str) -> list[str]:
    """Members, basic amount and the sums on which cash social assistance rests."""
    changes = _amounts(
        explanation,
        then,
        on,
        {
            "minimum_income": _("the minimum income: {before} before, now {now}"),
            "counted_child_benefit": _("the child benefit that counts as income: {before} before, now {now}"),
            "own_income": _("the own income: {before} before, now {now}"),
            "property_ceiling": _("the property ceiling: {before} before, now {now}"),
        },
    )
    basic = [
        explanation.parameter("minimum_income_basic_amount", "member_minimum_income", on=day)
        for day in (then, on)
    ]
    if basic[0] != basic[1]:
        changes.insert(
            0,
            _("the basic amount of the minimum income: {before} before, now {now}").format(
                before=phrases.euros(basic[0] or 0), now=phrases.euros(basic[1] or 0)
            ),
        )
    return [*_members(explanation, then, on), *changes]


def in_benefit(explanation: Explanation, then: str, on: str) -> list[str]:
    """Income per person and, child by child, whether child benefit is due and how much."""
    changes = _amounts(
        explanation,
        then,
        on,
        {"monthly_income_per_person": _("the income per person: {before} before, now {now}")},
    )
    for person in explanation.persons:
        name = explanation.matter.name(person)
        was, now = (explanation.holds("is_entitled_child", person, on=day) for day in (then, on))
        if was and not now:
            changes.append(_no_longer_due(explanation, person, on).format(child=name))
        if now and not was:
            changes.append(_("{child}: the benefit is now due").format(child=name))
        if was and now:
            changes += _amounts_of(explanation, person, then, on)
    return changes


def _no_longer_due(explanation: Explanation, child: str, on: str) -> str:
    if explanation.value("is_child_below_age_limit", child, on=on) is False:
        return _("{child}: the benefit is no longer due, because the age limit is reached")
    return _("{child}: the benefit is no longer due")


def _amounts_of(explanation: Explanation, child: str, then: str, on: str) -> list[str]:
    """The new amount of a child, with the reason where it is one of the child's own."""
    before, now = (explanation.amount("child_benefit_for_the_child", child, on=day) for day in (then, on))
    if before == now:
        return []
    sentence = _why_the_amount_changes(explanation, child, then, on)
    return [
        sentence.format(
            child=explanation.matter.name(child),
            before=phrases.euros(before),
            now=phrases.euros(now),
            order=int(explanation.amount("birth_order", child, on=on)),
            because=_why_the_kindergarten_increase_ends(explanation, child, on),
            article=explanation.citation("not_in_kindergarten_increase", on=on),
        )
    ]


def _why_the_amount_changes(explanation: Explanation, child: str, then: str, on: str) -> str:
    def ends(figure: str) -> bool:
        return explanation.amount(figure, child, on=then) > 0 == explanation.amount(figure, child, on=on)

    def differs(figure: str) -> bool:
        return explanation.amount(figure, child, on=then) != explanation.amount(figure, child, on=on)

    same_place = not differs("birth_order") and not _class_differs(explanation, then, on)
    if ends("not_in_kindergarten_increase") and same_place and differs("basic_child_benefit"):
        return _(
            "{child}: the increase for a child not in kindergarten ends, {because}, and the basic amount is "
            "adjusted ({article}; {before} before, now {now})"
        )
    if ends("not_in_kindergarten_increase"):
        return _(
            "{child}: the increase for a child not in kindergarten ends, {because} ({article}; {before} "
            "before, now {now})"
        )
    if ends("single_parent_increase"):
        return _("{child}: the increase for a single-parent family ends ({before} before, now {now})")
    if differs("birth_order"):
        return _("{child}: is now number {order} by age ({before} before, now {now})")
    if _class_differs(explanation, then, on):
        return _("{child}: another class of income ({before} before, now {now})")
    return _("{child}: the basic amount is adjusted ({before} before, now {now})")


def _why_the_kindergarten_increase_ends(explanation: Explanation, child: str, on: str) -> str:
    """The child is too old for it, or else now attends; or the act gives no such increase any more."""
    figure = "not_in_kindergarten_increase"
    limit = int(explanation.parameter("child_benefit_not_in_kindergarten_age_limit", figure, on=on) or 0)
    if explanation.amount("age_years", child, on=on) >= limit:
        return ngettext(
            "because the child has turned {age}", "because the child has turned {age}", limit
        ).format(age=limit)
    if explanation.fact(child, "in_kindergarten") is True:
        return _("because the child now attends kindergarten")
    return _("because the act no longer provides it")


def _class_differs(explanation: Explanation, then: str, on: str) -> bool:
    return explanation.amount("income_class", on=then) != explanation.amount("income_class", on=on)


def _members(explanation: Explanation, then: str, on: str) -> list[str]:
    before = set(explanation.members(family_mark(explanation), on=then))
    now = set(explanation.members(family_mark(explanation), on=on))
    changes = []
    for person in explanation.persons:
        name = explanation.matter.name(person)
        if person in before - now:
            changes.append(_("{person}: no longer counts as a member of the family").format(person=name))
        elif person in now - before:
            changes.append(_("{person}: now counts as a member of the family").format(person=name))
        elif person in now and counted_as(explanation, person, then) != (
            role := counted_as(explanation, person, on)
        ):
            changes.append(_("{person}: now counts as {role}").format(person=name, role=role))
    return changes


def _amounts(explanation: Explanation, then: str, on: str, sentences: Mapping[str, str]) -> list[str]:
    values = {
        figure: (explanation.amount(figure, on=then), explanation.amount(figure, on=on))
        for figure in sentences
        if explanation.is_exact(figure, on=then) and explanation.is_exact(figure, on=on)
    }
    return [
        sentences[figure].format(before=phrases.euros(before), now=phrases.euros(now))
        for figure, (before, now) in values.items()
        if before != now
    ]
