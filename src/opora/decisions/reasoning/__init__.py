"""The reasons of a decision in sentences, made from the engine's structured explanation.

The law engine says which conditions hold and what every figure is worth; this package says it to the person
it
concerns, in their language: one module a right, one for each thing that is computed. It decides nothing.

Names to know: `reasons_of_right`, `Explanation`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any

from opora.decisions import phrases
from opora.decisions.introduction import right_name
from opora.decisions.parts import section
from opora.decisions.reasoning import cash_social_assistance, child_benefit
from opora.decisions.reasoning.changes import what_changes
from opora.decisions.reasoning.explanation import Explanation

__all__ = ["Explanation", "reasons_of_right"]

RIGHTS: dict[str, ModuleType] = {module.RIGHT: module for module in (cash_social_assistance, child_benefit)}


def reasons_of_right(right: str, result: Mapping[str, Any], explanation: Explanation) -> list[dict[str, Any]]:
    """A section for each period of the right; the later ones say first what changes with them."""
    told = RIGHTS[right]
    periods = [period for period in result["periods"] if period["entitled"] is not None]
    partly = len({period["entitled"] for period in periods}) > 1
    sections = []
    for number, (before, period) in enumerate(zip([None, *periods], periods, strict=False), start=1):
        new = what_changes(right, before, period, explanation) if before else []
        blocks = [*new, *told.reasons_of_period(period, explanation, partly=partly, before=before)]
        sections.append(section(f"{right}-{number}", _heading(right, period, len(periods)), blocks))
    if sections:
        sections[-1]["blocks"] += told.closing(result, explanation)
    return sections


def _heading(right: str, period: Mapping[str, Any], periods: int) -> str:
    name = phrases.capital(right_name(right))
    return name if periods == 1 else f"{name} {phrases.span(period['from'], period.get('to'))}"
