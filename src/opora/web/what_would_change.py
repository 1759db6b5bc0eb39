"""The sentence of the letter on what would have changed a result, for the page of the calculation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from opora.decisions.matter import Participant, matter_of_situation
from opora.decisions.reasoning import RIGHTS, Explanation
from opora.sources.known_facts import declared_facts

Period = Mapping[str, Any]


class WhatWouldChange:
    """Asks the reasons of the letter about the periods of one computation."""

    def __init__(
        self, situation: Mapping[str, Any], result: Mapping[str, Any], names: Mapping[str, str]
    ) -> None:
        matter = matter_of_situation(situation)
        people = {key: Participant(name=name) for key, name in names.items()}
        matter = replace(matter, people=matter.people | people)  # type: ignore[operator]
        self._explanation = Explanation(result["figures"], situation, declared_facts(), matter)

    def sentences(self, right: str, period: Period) -> list[str]:
        """One sentence, and where several conditions fail one for each; none while nothing is certain."""
        if period["entitled"] is None:
            return []
        failing = [reason for reason in period["reasons"] if reason["holds"] is False]
        told = [_told_last(period, reason) for reason in failing] or [period]
        return list(dict.fromkeys(self._last_sentence(right, each) for each in told))

    def _last_sentence(self, right: str, period: Period) -> str:
        """The reasons of a period end with what would have changed it."""
        blocks = RIGHTS[right].reasons_of_period(period, self._explanation, partly=False, before=None)
        return str(blocks[-1])


def _told_last(period: Period, condition: Mapping[str, Any]) -> Period:
    """The period with this condition as the least decisive: the letter then speaks of it last."""
    reasons = [each | {"decisive": each["key"] != condition["key"]} for each in period["reasons"]]
    return {**period, "reasons": reasons}
