"""Server time of the pages a worker opens all day, in a centre and in a country."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from benchmarks._records import CENTRE, COUNTRY, records
from benchmarks.table import Table
from benchmarks.timing import REQUESTS, server_time

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

SEED = 11


def main() -> None:
    """Print the table."""
    table = Table(
        "Pages: server time of one request, with the audit entry it writes",
        ["persons", "page", "median ms", "95th percentile ms", "processor ms", "queries"],
    )
    for persons in (CENTRE, COUNTRY):
        with records(persons):
            gather_static_files()
            client, requests = _worker_at_a_browser()
            for name, request in requests.items():
                table.add(f"{persons:,}", name, *server_time(name, partial(request, client)))
    table.print()


def gather_static_files() -> None:
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)


def _worker_at_a_browser() -> tuple[Client, dict[str, Callable[[Client, int], HttpResponse]]]:
    """A signed-in worker with many cases, and what they ask for, by page and number of the request."""
    from django.db.models import Count
    from django.test import Client
    from django.urls import reverse

    from opora.cases.models import Case
    from opora.organisation.models import Worker
    from opora.people.models import Person

    worker = Worker.objects.filter(cases__state="open").annotate(n=Count("cases")).order_by("-n")[0]
    client = Client(headers={"host": "localhost"})
    client.force_login(worker, backend="django.contrib.auth.backends.ModelBackend")
    rng = random.Random(SEED)
    cases = list(Case.objects.filter(assigned_to=worker, state="open").order_by("pk")[:2000])
    mine = rng.sample(cases, min(REQUESTS, len(cases)))
    highest = Person.objects.order_by("-pk").values_list("pk", flat=True)[0]
    names = list(
        Person.objects.filter(pk__in=rng.sample(range(1, highest + 1), REQUESTS)).values_list(
            "family_name", flat=True
        )
    )
    return client, {
        "worklist": lambda client, _number: client.get(reverse("worklist")),
        "cases": lambda client, _number: client.get(reverse("cases")),
        "case": lambda client, number: client.get(reverse("case", args=[mine[number % len(mine)].public_id])),
        "search by name": lambda client, number: client.post(
            reverse("search"), {"text": names[number % len(names)]}
        ),
    }
