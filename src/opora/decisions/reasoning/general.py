"""The reasons for any right, told from its explanation alone: what was decided, the condition that decided
it, how the amount was computed, and what would have changed the result.

Conditions, figures and facts stand by their labels behind a colon, in the nominative, so that no sentence has
to inflect them. A right that deserves sentences of its own has a module of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from opora import law
from opora.decisions import measures, phrases
from opora.decisions.acts_named import citation
from opora.decisions.reasoning.amounts import amount_blocks, what_is_new
from opora.decisions.reasoning.explanation import Explanation
from opora.decisions.reasoning.named import label_of, value_told
from opora.law.engine.graph import Right

Period = Mapping[str, Any]
Reason = Mapping[str, Any]

MOST_CIRCUMSTANCES = 4
"""more of them are no answer to what would have changed the result"""


class GeneralReasons:
    """The reasons for one right, in the words of its record."""

    def __init__(
        self, right: str, *, name: Promise | str, exercised: Promise | str, spoken_as: str, a_time: str = ""
    ) -> None:
        self._right = right
        self._name = name
        self._exercised = exercised
        self._spoken_as = spoken_as
        self._a_time = a_time

    def reasons_of_period(
        self, period: Period, explanation: Explanation, *, partly: bool, before: Period | None
    ) -> list[Any]:
        """The outcome, the decisive condition, the amount, the other conditions, what would change it."""
        if not period["entitled"]:
            return self._refused(period, explanation, partly=partly)
        decisive, *others = period["reasons"]
        blocks = [self._outcome(period), *_met(decisive, period, explanation)]
        if period["amount"] is not None:
            blocks += amount_blocks(period, explanation, self._law)
        if before is not None and before["entitled"]:
            blocks.append(_("You still meet the other conditions.") if others else None)
        elif others:
            items = [_named(each, period, explanation) for each in others]
            blocks += [_("These conditions are met as well:"), {"kind": "list", "items": items}]
        return [each for each in (*blocks, *self.what_would_change(period, explanation)) if each]

    def closing(self, result: Mapping[str, Any], _explanation: Explanation) -> list[Any]:
        """Until when it is given; nothing of what is given once, or is no right of the party."""
        granted = [period for period in result["periods"] if period["entitled"]]
        if not granted or self._law.given == "once" or self._spoken_as != "right":
            return []
        if last_day := granted[-1].get("to"):
            return [_("The right is granted until {day}.").format(day=phrases.day(last_day))]
        if result["open_ended"]:
            return [_("The right has no fixed end; it lasts as long as its conditions are met.")]
        return []

    def what_would_change(self, period: Period, explanation: Explanation) -> list[str]:
        """Of a granted period what would end it; of a refused one what each failing condition lacks."""
        if period["entitled"]:
            return [_what_would_end_it(period, explanation)]
        failing = _failing(period)
        return [_what_lacked(reason, period, explanation, alone=len(failing) == 1) for reason in failing]

    def what_is_new(self, explanation: Explanation, then: str, on: str) -> list[str]:
        """The amounts behind the right that differ between two days."""
        amount = self._law.amount
        return what_is_new(amount, explanation, then, on) if amount else []

    def _refused(self, period: Period, explanation: Explanation, *, partly: bool) -> list[Any]:
        blocks: list[Any] = [self._refusal(period, partly=partly)]
        failing = _failing(period)
        for reason, change in zip(failing, self.what_would_change(period, explanation), strict=True):
            blocks += [
                _("This condition is not met: {condition}.").format(
                    condition=_named(reason, period, explanation)
                ),
                *_found(reason, period, explanation),
                change,
            ]
        return blocks

    def _outcome(self, period: Period) -> str:
        words = {
            "right": self._exercised,
            "name": self._name,
            "span": phrases.span(period["from"], period.get("to")),
        }
        if period["amount"] is not None:
            words["amount"] = self._amount(period["amount"])
        return phrases.capital(self._sentence(period).format(**words))

    def _sentence(self, period: Period) -> str:
        with_amount = period["amount"] is not None
        if self._spoken_as == "set" and with_amount:
            return _("{span} this is set: {name}, {amount}.")
        if self._spoken_as != "right":
            return _("{span} the conditions are met for this: {name}.")
        if not with_amount:
            return _("{span} you have the right to {right}.")
        if self._law.given == "once" and period.get("to"):
            return _("You have the right to {right}: {amount}, {span}.")
        if self._law.given == "once":
            return _("You have the right to {right}, once in the amount of {amount}.")
        return _("{span} you have the right to {right}: {amount}.")

    def _refusal(self, period: Period, *, partly: bool) -> str:
        words = {
            "right": self._exercised,
            "name": self._name,
            "span": phrases.span(period["from"], period.get("to")),
        }
        if self._spoken_as != "right":
            return _("The conditions are not met for this: {name}.").format(**words)
        if partly:
            return phrases.capital(_("You have no right to {right} {span}.").format(**words))
        return _("You have no right to {right}.").format(**words)

    def _amount(self, amount: str) -> str:
        unit = law.rulebook().graph.figures[str(self._law.amount)].unit
        return measures.amount_told(amount, unit, self._law.given, a_time=self._a_time)

    @property
    def _law(self) -> Right:
        return law.rulebook().graph.rights[self._right]


def _failing(period: Period) -> list[Reason]:
    """The conditions that fail, the decisive one first."""
    failing = [reason for reason in period["reasons"] if reason["holds"] is False]
    return sorted(failing, key=lambda reason: not reason["decisive"])


def _met(reason: Reason, period: Period, explanation: Explanation) -> list[Any]:
    sentence = _("This condition decides, and it is met: {condition}.")
    return [
        sentence.format(condition=_named(reason, period, explanation)),
        *_found(reason, period, explanation),
    ]


def _named(reason: Reason, period: Period, explanation: Explanation) -> str:
    """The condition by its label, with its article."""
    label = phrases.uncapitalised(label_of(reason["key"], explanation, on=period["from"]))
    article = citation(reason["article"], confirmed=reason["article_confirmed"])
    return f"{label} ({article})" if article else label


def _found(reason: Reason, period: Period, explanation: Explanation) -> list[Any]:
    """What was compared, or the facts and amounts for which a condition fails."""
    items = []
    for name, value in reason["values"].items():
        if isinstance(value, bool) and name.partition("@")[0] in law.rulebook().graph.figures:
            continue
        told = value_told(name, value)
        if told and name != reason["key"]:
            items.append(f"{phrases.capital(label_of(name, explanation, on=period['from']))}: {told}")
    if not items:
        return []
    lead = _("We compared:") if _is_comparison(reason) else _("We found:")
    return [lead, {"kind": "list", "items": items}]


def _is_comparison(reason: Reason) -> bool:
    return bool(reason["would_change"]) and reason["would_change"]["kind"] == "comparison"


def _what_would_end_it(period: Period, explanation: Explanation) -> str:
    decisive = period["reasons"][0]
    if _is_comparison(decisive):
        sentence = (
            _("The result would be another one if this value were higher by {by} or more: {label}.")
            if _is_own_side(decisive)
            else _("The result would be another one if this value were lower by {by} or more: {label}.")
        )
        return _by_how_much(sentence, decisive, period, explanation)
    return _("The result would be another one if any of these conditions were not met.")


def _what_lacked(reason: Reason, period: Period, explanation: Explanation, *, alone: bool) -> str:
    """One sentence on what would have changed the result, or met this condition where others fail as well."""
    if _is_comparison(reason):
        return _by_how_much(_lacking(reason, alone=alone), reason, period, explanation)
    facts = (reason["would_change"] or {}).get("facts", {})
    if not 0 < len(facts) <= MOST_CIRCUMSTANCES:
        return _entitled_if(alone=alone).format(what=_("this condition were met"))
    labels = [_circumstance(name, explanation, period) for name in facts]
    if len(labels) > 1:
        return _(
            "The result could be another one if one of these circumstances were otherwise: {labels}."
        ).format(labels="; ".join(labels))
    wanted = next(iter(facts.values()))
    what = _("this held: {label}") if wanted else _("this did not hold: {label}")
    return _entitled_if(alone=alone).format(what=what.format(label=labels[0]))


def _circumstance(name: str, explanation: Explanation, period: Period) -> str:
    return phrases.uncapitalised(label_of(name, explanation, on=period["from"]))


def _entitled_if(*, alone: bool) -> str:
    return (
        _("The conditions would be met if {what}.") if alone else _("This condition would be met if {what}.")
    )


def _lacking(reason: Reason, *, alone: bool) -> str:
    if _is_own_side(reason):
        what = _("this value were lower by {by} or more: {label}")
    else:
        what = _("this value were higher by {by} or more: {label}")
    return _entitled_if(alone=alone).format(what=what)


def _is_own_side(reason: Reason) -> bool:
    """Whether the figure compared is the party's own, and not a bound that the law sets beside it."""
    return reason["would_change"]["figure"] not in law.rulebook().graph.parameters


def _by_how_much(sentence: str, reason: Reason, period: Period, explanation: Explanation) -> str:
    change = reason["would_change"]
    name = change["figure"] if _is_own_side(reason) else change["limit"]
    return sentence.format(
        by=value_told(name, change["by"]),
        label=phrases.uncapitalised(label_of(name, explanation, on=period["from"])),
    )
