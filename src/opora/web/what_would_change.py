"""What would have changed a result, as the letter says it, told of the applicant for the officer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from opora.decisions.matter import Participant, matter_of_situation
from opora.decisions.reasoning.explanation import Explanation
from opora.decisions.reasoning.of_right import what_would_change
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
        self._explanation = Explanation(
            result["figures"], situation, declared_facts(), matter, speaks_to_the_party=False
        )

    def sentences(self, right: str, period: Period) -> list[str]:
        """One sentence, and where several conditions fail one for each; none while nothing is certain."""
        return what_would_change(right, period, self._explanation)
