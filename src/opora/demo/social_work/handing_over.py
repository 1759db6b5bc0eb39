"""A case that waits to be taken over: left by whoever handled it, with what must be known at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.utils import timezone

from opora.cases.handovers import hand_over
from opora.demo.social_work.telling import Told

HANDED = {
    "notice_about_child": "Jutri me ni. Starš pride na pogovor ob 10. uri, obvestilo šole je med dokumenti.",
    "older_person": "Gospa potrebuje pomoč na domu že ta teden. Z izvajalcem se je treba dogovoriti o uri.",
}
"""Of which tasks one case is left to its unit, and what is said with it."""


def hand_some_over(told: Iterable[Told], today: date) -> int:
    """Leave the last case of each of these tasks to its unit; how many."""
    at = timezone.make_aware(datetime.combine(today, time()))
    last = {each.story.task: each.case for each in told if each.case.assigned_to is not None}
    for task, message in HANDED.items():
        if (case := last.get(task)) is not None:
            assert case.assigned_to is not None
            hand_over(case, message=message, to=case.unit, by=case.assigned_to, at=at)
            case.refresh_from_db()
    return len(last.keys() & HANDED.keys())
