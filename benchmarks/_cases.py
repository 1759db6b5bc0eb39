"""A million cases of every task, for the benchmark: filled by the database itself, five years of a country.

A worker has about eighty open cases, whatever the whole: a larger country has more workers, not busier ones.
So most cases lie in units without demo workers, and the demo centre has its own share.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

    from opora.cases.deadline_due import Due
    from opora.catalogue import Task

ON = date(2026, 1, 1)
SHARE_OF_DEMO_CENTRE = 16
"""One case in so many lies in the demo centre, as of sixteen centres."""

FILL = Path(__file__).with_name("_cases.sql").read_text(encoding="utf-8")


NUMBERS = """
INSERT INTO cases_counter (series, last)
SELECT 'case/' || centre.code || '/' || classification || '/' || year, max(sequence)
FROM cases_case JOIN organisation_centre centre ON centre.id = centre_id
GROUP BY centre.code, classification, year
ON CONFLICT (series) DO UPDATE SET last = greatest(cases_counter.last, excluded.last)
"""


def number_on(cursor: CursorWrapper) -> None:
    """The next case that is opened gets a number behind those that were filled in."""
    cursor.execute(NUMBERS)


def fill_cases_of_every_task(cursor: CursorWrapper, cases: int, persons: int) -> None:
    """Fill the tables; the definitions are told to the database first, so that it can do the rest alone."""
    from django.utils import timezone

    from opora.cases.catalogue_versions import keep_version
    from opora.catalogue import catalogue
    from opora.organisation.models import Centre, Worker

    centre = Centre.objects.get(code="JUZNA_PRIMORSKA").pk
    known = {
        key: found
        for key, versions in catalogue().tasks.items()
        for found in versions
        if found.opens_cases and not found.seal and found.is_valid(ON)
    }
    tasks = [(place, key, task.sl, task.valid_from) for place, (key, task) in enumerate(known.items())]
    _tell(cursor, "tasks_measured (place int, key text, title text, valid_from date)", tasks)
    steps = [(key, step.key, place) for key, task in known.items() for place, step in enumerate(task.steps)]
    _tell(cursor, "steps_measured (task text, key text, place int)", steps)
    kinds = [(key, kind.key, place) for key, task in known.items() for place, kind in enumerate(task.records)]
    _tell(cursor, "records_measured (task text, key text, place int)", kinds)
    deadlines = [
        (key, each.key, place, json.dumps(dict(each.rests_on)))
        for key, task in known.items()
        for place, each in enumerate(_deadlines_of(task))
    ]
    _tell(cursor, "deadlines_measured (task text, key text, place int, rests_on text)", deadlines)
    cursor.execute(
        "CREATE TEMP TABLE units_measured AS SELECT id, centre_id, centre_id = %s AS is_own,"
        " row_number() OVER (ORDER BY centre_id <> %s, id) - 1 AS place FROM organisation_unit",
        [centre, centre],
    )
    cursor.execute(
        "CREATE TEMP TABLE workers_measured AS"
        " SELECT id, unit_id FROM organisation_worker WHERE unit_id IS NOT NULL"
    )
    workers = Worker.objects.filter(centre=centre).count()
    told = {
        "cases": cases,
        "persons": persons,
        "centre": centre,
        "share": SHARE_OF_DEMO_CENTRE,
        "version": keep_version(timezone.now()),
        "on": ON.isoformat(),
        "open": workers * 80 * SHARE_OF_DEMO_CENTRE,
    }
    cursor.execute(FILL, told)
    number_on(cursor)


def _deadlines_of(task: Task) -> list[Due]:
    """The first deadlines of a task that run where everything they are counted from happened on one day."""
    from opora.cases.deadline_due import due
    from opora.cases.deadline_facts import Facts, Happened

    happened = []
    for deadline in task.deadlines:
        *what, field = (deadline.starts or deadline.falls_on or "").split(".")
        of_field = what[:1] == ["record"] and len(what) == 2
        happened.append(
            Happened(".".join(what), ON, content={field: ON})
            if of_field
            else Happened(".".join([*what, field]), ON)
        )
    found = due(task, Facts(on=ON, opened_on=ON, happened=tuple(happened)))
    running = {each.key: each for each in found if each.met_on is None}
    return list(running.values())[:2]


def _tell(cursor: CursorWrapper, table: str, rows: list[tuple[object, ...]]) -> None:
    cursor.execute(f"CREATE TEMP TABLE {table}")
    marks = ", ".join(["%s"] * len(rows[0]))
    cursor.executemany(f"INSERT INTO {table.partition(' ')[0]} VALUES ({marks})", rows)
