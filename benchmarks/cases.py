"""Server time of what a worker does all day among many cases of every task.

`OPORA_BENCH_CASES=1000000` measures a million of them; filling that takes a quarter of an hour, once.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING
from unittest.mock import patch

from benchmarks._records import CENTRE, records
from benchmarks._together import PROCESSES, THREADS, asked_together
from benchmarks.pages import gather_static_files
from benchmarks.table import Table
from benchmarks.timing import REQUESTS, WARMING_UP, median_and_p95, processor_seconds, server_time
from opora.config.reading_ahead import read_ahead

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from opora.organisation.models import Worker

CASES = int(os.environ.get("OPORA_BENCH_CASES", "100000"))
OPENED = 50
TOGETHER = (1, 16)
ASKED_TOGETHER = 320
SEED = 23


def main() -> None:
    """Print the tables: pages, the list for many at once, opening a case, recomputing the open deadlines."""
    with records(CENTRE, cases=CASES):
        gather_static_files()
        read_ahead()
        _pages()
        _together()
        _opening()
        _recomputing()


def _pages() -> None:
    table = Table(
        f"{CASES:,} cases: server time of one request of a restricted user, with the audit entry it writes",
        ["page", "median ms", "95th percentile ms", "processor ms", "queries"],
    )
    for name, ask in _requests().items():
        table.add(name, *server_time(name, ask))
    table.print()


def _requests() -> dict[str, Callable[[int], HttpResponse]]:
    """By page, what is asked for in the request of a number."""
    from django.urls import reverse

    from opora.cases.models import Case
    from opora.organisation.models import Role
    from opora.people.models import Person

    worker, head = _busiest(Role.PROFESSIONAL)[0], _busiest(Role.HEAD_OF_UNIT)[0]
    mine, of_head = _signed_in(worker), _signed_in(head)
    of_director = _signed_in(_busiest(Role.DIRECTOR)[0])
    rng = random.Random(SEED)
    cases = list(Case.objects.visible_to(worker).order_by("-pk").values_list("public_id", "number")[:2000])
    drawn = rng.sample(cases, REQUESTS)
    people = list(Person.objects.filter(pk__in=rng.sample(range(1, CENTRE), REQUESTS)))

    def found(text: str) -> HttpResponse:
        return mine.post(reverse("search"), {"text": text})

    return {
        "my day": lambda _n: mine.get(reverse("worklist")),
        "list of cases": lambda _n: mine.get(reverse("cases")),
        "unit overview": lambda _n: of_head.get(reverse("unit_overview")),
        "overview of all units": lambda _n: of_director.get(reverse("unit_overview")),
        "counts of a task, all units": lambda _n: of_director.get(
            reverse("counts_of_task", args=["endangered_child"])
        ),
        "case": lambda n: mine.get(reverse("case", args=[drawn[n % REQUESTS][0]])),
        "catalogue": lambda _n: mine.get(reverse("catalogue")),
        "search by case number": lambda n: found(drawn[n % REQUESTS][1]),
        "search by running number": lambda n: found(drawn[n % REQUESTS][1].split("-")[1].split("/")[0]),
        "search by name": lambda n: found(people[n % REQUESTS].family_name),
        "search by EMŠO": lambda n: found(people[n % REQUESTS].emso or "Novak"),
    }


def _busiest(role: str) -> list[Worker]:
    """The workers of the demo centre with this role, those with most open cases first."""
    from django.db.models import Count, Q

    from opora.organisation.models import Worker

    of_role = Worker.objects.filter(centre__code="JUZNA_PRIMORSKA", grants__role=role)
    busy = Count("cases", filter=Q(cases__state="open"), distinct=True)
    return list(of_role.annotate(n=busy).order_by("-n", "pk"))


def _signed_in(worker: Worker) -> Client:
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(worker, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _together() -> None:
    """The list of cases, as others publish it: restricted users, one and sixteen of them at once."""
    from django.urls import reverse

    from opora.organisation.models import Role

    table = Table(
        f"{CASES:,} cases: the list of cases, of {PROCESSES} processes of {THREADS} threads",
        ["restricted users at once", "median ms", "95th percentile ms", "answers a second"],
    )
    workers = _busiest(Role.PROFESSIONAL)
    for users in TOGETHER:
        chosen = [workers[number % len(workers)] for number in range(users)]
        median, p95, rate = asked_together(reverse("cases"), chosen, each=ASKED_TOGETHER // users)
        table.add(users, f"{median:.1f}", f"{p95:.1f}", f"{rate:.0f}")
    table.print()


def _opening() -> None:
    """A case of adults in difficulty: number, parties, deadlines, timeline, log, in one transaction."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from opora.cases.opening import open_case
    from opora.organisation.models import Role
    from opora.people.models import Person

    worker = _busiest(Role.PROFESSIONAL)[0]
    assert worker.unit is not None
    [person] = Person.objects.filter(pk=1)

    def open_one() -> None:
        open_case(
            task="opinion_on_eviction",
            unit=worker.unit,
            title="",
            parties=[(person, "debtor")],
            opened_by=worker,
            opened_on=date(2026, 3, 2),
            unit_reason="measured",
        )

    times = []
    for number in range(OPENED + WARMING_UP):
        if number == WARMING_UP:
            busy = processor_seconds()
        began = time.perf_counter()
        open_one()
        times.append((time.perf_counter() - began) * 1000)
    busy = (processor_seconds() - busy) / OPENED * 1000
    with CaptureQueriesContext(connection) as captured:
        open_one()
    median, p95 = median_and_p95(times[WARMING_UP:])
    table = Table(
        f"{CASES:,} cases: opening one more", ["median ms", "95th percentile ms", "processor ms", "queries"]
    )
    table.add(f"{median:.1f}", f"{p95:.1f}", f"{busy:.1f}", len(captured))
    table.print()


def _recomputing() -> None:
    """Every open deadline anew: where no day changed, where one day became work-free, and where all move."""
    from django.db.models import F

    from opora.cases.models import Deadline

    running = Deadline.objects.running()
    count = running.count()
    table = Table(
        f"{CASES:,} cases: recomputing the open deadlines, {count:,} of them",
        ["what changed", "moved", "s", "processor s"],
    )
    _recomputed()
    table.add("nothing", *_recomputed())
    with _work_free(running.order_by("day")[count // 2].day):
        table.add("one day became work-free", *_recomputed())
    _recomputed()
    running.update(day=F("day") + timedelta(days=1))
    table.add("every last day", *_recomputed())
    table.print()


def _recomputed() -> tuple[str, str, str]:
    """How many moved, and in how many seconds, as printed."""
    from opora.cases.deadline_recompute import recompute_deadlines

    began, busy = time.perf_counter(), processor_seconds()
    moved = sum(len(batch) for batch in recompute_deadlines())
    return f"{moved:,}", f"{time.perf_counter() - began:.1f}", f"{processor_seconds() - busy:.1f}"


@contextmanager
def _work_free(day: date) -> Iterator[None]:
    """A day on which the offices are closed, beside those of the law."""
    from opora.law.procedure import OfficeCalendar, law, standard_law

    present = standard_law()
    closed = OfficeCalendar(closed_on=dict(present.office.closed_on) | {day: "measured"})
    changed = law.ProcedureLaw(present.parameters, closed)
    with (
        patch("opora.cases.deadline_days.standard_law", lambda: changed),
        patch("opora.law.procedure.deciding.standard_law", lambda: changed),
    ):
        yield
