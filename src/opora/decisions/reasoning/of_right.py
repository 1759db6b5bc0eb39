"""The reasons of one right over all its periods, and what would have changed each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opora.decisions import phrases
from opora.decisions.parts import section
from opora.decisions.reasoning.changes import what_changes
from opora.decisions.reasoning.explanation import Explanation
from opora.decisions.rights_told import told

Period = Mapping[str, Any]


def reasons_of_right(right: str, result: Mapping[str, Any], explanation: Explanation) -> list[dict[str, Any]]:
    """A section for each period of the right; the later ones say first what changes with them."""
    record = told(right)
    periods = [period for period in result["periods"] if period["entitled"] is not None]
    partly = len({period["entitled"] for period in periods}) > 1
    sections = []
    for number, (before, period) in enumerate(zip([None, *periods], periods, strict=False), start=1):
        new = what_changes(record.what_is_new, before, period, explanation) if before else []
        reasons = record.reasons.reasons_of_period(period, explanation, partly=partly, before=before)
        sections.append(section(f"{right}-{number}", _heading(right, period, len(periods)), [*new, *reasons]))
    if sections:
        sections[-1]["blocks"] += record.reasons.closing(result, explanation)
    return sections


def what_would_change(right: str, period: Period, explanation: Explanation) -> list[str]:
    """The sentences of the letter on what would have changed the result of a period.

    One sentence, and where several conditions fail one for each; none while nothing is certain.
    """
    if period["entitled"] is None:
        return []
    return told(right).reasons.what_would_change(period, explanation)


def _heading(right: str, period: Period, periods: int) -> str:
    name = phrases.capital(str(told(right).name))
    return name if periods == 1 else f"{name} {phrases.span(period['from'], period.get('to'))}"
