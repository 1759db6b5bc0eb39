"""Server time of what a worker does all day among a million cases of every task."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from benchmarks._records import CENTRE, records
from benchmarks.pages import gather_static_files
from benchmarks.table import Table
from benchmarks.timing import REQUESTS, WARMING_UP, median_and_p95, server_time

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from opora.organisation.models import Worker

CASES = 1_000_000
OPENED = 50
SEED = 23


def main() -> None:
    """Print the tables: pages, opening a case, recomputing the open deadlines."""
    with records(CENTRE, cases=CASES):
        gather_static_files()
        _pages()
        _opening()
        _recomputing()


def _pages() -> None:
    table = Table(
        f"{CASES:,} cases: server time of one request of a restricted user, with the audit entry it writes",
        ["page", "median ms", "95th percentile ms", "queries"],
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

    worker, head = _busiest(Role.PROFESSIONAL), _busiest(Role.HEAD_OF_UNIT)
    mine = _signed_in(worker)
    of_head = _signed_in(head)
    rng = random.Random(SEED)
    cases = list(Case.objects.visible_to(worker).order_by("-pk").values_list("public_id", "number")[:2000])
    drawn = rng.sample(cases, REQUESTS)
    people = Person.objects.filter(pk__in=rng.sample(range(1, CENTRE), REQUESTS))
    names = list(people.values_list("family_name", flat=True))
    return {
        "worklist": lambda _n: mine.get(reverse("worklist")),
        "list of cases": lambda _n: mine.get(reverse("cases")),
        "unit overview": lambda _n: of_head.get(reverse("unit_overview")),
        "case": lambda n: mine.get(reverse("case", args=[drawn[n % REQUESTS][0]])),
        "search by case number": lambda n: mine.post(reverse("search"), {"text": drawn[n % REQUESTS][1]}),
        "search by name": lambda n: mine.post(reverse("search"), {"text": names[n % len(names)]}),
    }


def _busiest(role: str) -> Worker:
    """The worker of the demo centre with this role whose unit has most open cases."""
    from django.db.models import Count, Q

    from opora.organisation.models import Worker

    of_role = Worker.objects.filter(centre__code="JUZNA_PRIMORSKA", grants__role=role, unit__isnull=False)
    busy = Count("cases", filter=Q(cases__state="open"), distinct=True)
    return of_role.annotate(n=busy).order_by("-n")[0]


def _signed_in(worker: Worker) -> Client:
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(worker, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _opening() -> None:
    """A case of adults in difficulty: number, parties, deadlines, timeline, log, in one transaction."""
    from opora.cases.opening import open_case
    from opora.organisation.models import Role
    from opora.people.models import Person

    worker = _busiest(Role.PROFESSIONAL)
    assert worker.unit is not None
    [person] = Person.objects.filter(pk=1)
    times = []
    for _ in range(OPENED + WARMING_UP):
        began = time.perf_counter()
        open_case(
            task="opinion_on_eviction",
            unit=worker.unit,
            title="",
            parties=[(person, "debtor")],
            opened_by=worker,
            opened_on=date(2026, 3, 2),
            unit_reason="measured",
        )
        times.append((time.perf_counter() - began) * 1000)
    median, p95 = median_and_p95(times[WARMING_UP:])
    table = Table(f"{CASES:,} cases: opening one more", ["median ms", "95th percentile ms"])
    table.add(f"{median:.1f}", f"{p95:.1f}")
    table.print()


def _recomputing() -> None:
    """Every open deadline anew, as after a change of the work-free days."""
    from opora.cases.deadline_recompute import recompute_deadlines
    from opora.cases.models import Deadline

    running = Deadline.objects.running().count()
    began = time.perf_counter()
    moved = sum(len(batch) for batch in recompute_deadlines())
    seconds = time.perf_counter() - began
    table = Table(f"{CASES:,} cases: recomputing the open deadlines", ["open deadlines", "moved", "s"])
    table.add(f"{running:,}", f"{moved:,}", f"{seconds:.1f}")
    table.print()
