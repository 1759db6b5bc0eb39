"""The open ends of a case as its closing shows them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import get_language

from opora.cases.models import Case, DeadlineState
from opora.cases.open_ends import open_ends
from opora.organisation.models import Worker
from opora.web.deadlines import words


def ends_shown(case: Case, worker: Worker, on: date) -> dict[str, Any] | None:
    """Each with its words; none where closing leaves nothing behind."""
    ends = open_ends(case, by=worker, on=on)
    if not ends:
        return None
    language = get_language() or "en"
    for deadline in ends.deadlines:
        deadline.case = case
    return {
        "deadlines": [
            {"name": words(each), "day": each.day, "is_paused": each.state == DeadlineState.PAUSED}
            for each in ends.deadlines
        ],
        "left_out": [view.definition.name(language) for view in ends.left_out],
        "cases": ends.cases,
        "uncounted": [record.name(language) for record in ends.uncounted],
    }
