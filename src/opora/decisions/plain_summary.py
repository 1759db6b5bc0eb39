"""A computation in a few plain sentences for the page: outcome, why, and what would have changed it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from opora.decisions import phrases
from opora.decisions.decision_letter import Computed, is_certain
from opora.decisions.introduction import right_exercised
from opora.decisions.matter import Matter
from opora.decisions.reasoning import RIGHTS, Explanation


def plain_summary(computed: Computed, matter: Matter, *, language: str) -> dict[str, list[str]]:
    """By right the sentences a person would be told at the counter, about the first period that matters."""
    with translation.override(language):
        explanation = Explanation(computed.result["figures"], computed.situation, computed.facts, matter)
        return {
            right: _sentences(right, result, explanation)
            for right, result in computed.result["rights"].items()
        }


def _sentences(right: str, result: Mapping[str, Any], explanation: Explanation) -> list[str]:
    if not is_certain(result):
        return [
            _("Whether you have the right to {right} cannot be said yet, because data are missing.").format(
                right=right_exercised(right)
            )
        ]
    leading = next((period for period in result["periods"] if period["entitled"]), result["periods"][0])
    blocks = RIGHTS[right].reasons_of_period(leading, explanation, partly=False, before=None)
    told = [block for block in blocks if isinstance(block, str)]
    later = _later(result, leading)
    return list(dict.fromkeys([*told[:2], *later, told[-1]]))


def _later(result: Mapping[str, Any], leading: Mapping[str, Any]) -> list[str]:
    """One sentence for each later period with another amount."""
    following = [period for period in result["periods"] if period["from"] > leading["from"]]
    return [
        _("{span} the amount is {amount} a month.").format(
            span=phrases.capital(phrases.span(period["from"], period.get("to"))),
            amount=phrases.euros(period["amount"]),
        )
        for period in following
        if period["amount"] is not None
    ]
