"""The newest cases that a worker may read, a page at a time, however many there are.

One condition for all grounds of access, in the order of opening, would walk through the cases of everybody
else. So each ground is read from the front of its own index, by unit and state, by worker and state, and the
newest of all of them are kept. Who may read a case `visible_to` alone decides: it has the last word.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from opora.cases.models import Case, CaseState
from opora.organisation.access import Reach, reach
from opora.organisation.access_table import tasks_apart
from opora.organisation.kept_queries import kept
from opora.organisation.models import Worker

BEYOND_ALL = 2**63 - 1
NEWEST = """
WITH states AS (SELECT name FROM unnest(%(states)s::text[]) AS state (name)),
of_units AS (
    SELECT found.id FROM unnest(%(units)s::bigint[]) AS unit (id) CROSS JOIN states CROSS JOIN LATERAL (
        SELECT id FROM cases_case
        WHERE unit_id = unit.id AND state = states.name AND seal = '' AND id < %(behind)s {only} {in_unit}
        ORDER BY id DESC LIMIT %(most)s) found
),
of_centre AS (
    SELECT id FROM cases_case
    WHERE centre_id = %(centre)s AND state = ANY (%(states)s) AND seal = '' AND id < %(behind)s
      {only} {in_centre}
    ORDER BY id DESC LIMIT %(most)s
),
own AS (
    SELECT found.id FROM states CROSS JOIN LATERAL (
        SELECT id FROM cases_case
        WHERE assigned_to_id = %(worker)s AND state = states.name AND id < %(behind)s {only}
        ORDER BY id DESC LIMIT %(most)s) found
),
let_in AS (
    SELECT c.id FROM cases_access a JOIN cases_case c ON c.id = a.case_id
    WHERE a.worker_id = %(worker)s AND a.from_at <= %(at)s AND a.until_at > %(at)s
      AND c.state = ANY (%(states)s) AND c.id < %(behind)s {only}
    ORDER BY c.id DESC LIMIT %(most)s
)
SELECT id FROM of_units UNION SELECT id FROM of_centre UNION SELECT id FROM own UNION SELECT id FROM let_in
ORDER BY id DESC LIMIT %(most)s
"""


NOT_APART = "task <> ALL (%(apart)s)"


def newest_visible_to(
    worker: Worker,
    *,
    most: int,
    states: Collection[str] = CaseState.values,
    behind: int | None = None,
    of: int | None = None,
    task: str = "",
) -> list[Case]:
    """At most so many cases in these states, the newest first; `behind` is the last one seen already.

    `of` leaves the cases of one worker, `task` those of one task.
    """
    at = timezone.now()
    reached = reach(worker, "see_case", timezone.localdate(at))
    asked: dict[str, Any] = {
        "worker": worker.pk,
        "units": list(reached.units),
        "centre": reached.centre,
        "states": list(states),
        "behind": BEYOND_ALL if behind is None else behind,
        "most": most,
        "at": at,
        "of": of,
        "task": task,
    }
    only = ("AND assigned_to_id = %(of)s " if of else "") + ("AND task = %(task)s" if task else "")
    with connection.cursor() as cursor:
        cursor.execute(NEWEST.format(only=only, **_narrowed(reached, asked)), asked)
        found = [row[0] for row in cursor.fetchall()]
    return _seen_among(worker, found) if found else []


@kept
def _seen_among(worker: Worker, keys: list[int]) -> QuerySet[Case]:
    return Case.objects.visible_to(worker).filter(pk__among=keys).newest_first()


def _narrowed(reached: Reach, asked: dict[str, Any]) -> dict[str, str]:
    """Conditions for whoever reaches some fields of work by assignment alone; none for others."""
    if reached.is_wide:
        return {"in_unit": "", "in_centre": ""}
    asked |= {"apart": tasks_apart(), "wide": list(reached.wide_units)}
    return {
        "in_unit": f"AND (unit_id = ANY (%(wide)s::bigint[]) OR {NOT_APART})",
        "in_centre": "" if reached.is_centre_wide else f"AND {NOT_APART}",
    }
