"""Finding persons by name, EMŠO and case number in a centre and in a country."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

from benchmarks._records import CENTRE, COUNTRY, records
from benchmarks.table import Table
from benchmarks.timing import median_and_p95

SEARCHES = 200
SEED = 7
TODAY = date(2026, 3, 10)


def main() -> None:
    """Print the table."""
    table = Table(
        "Search for persons: a page of 25, with units and the right to open",
        ["persons", "search", "median ms", "95th percentile ms", "slowest ms", "found on average"],
    )
    for persons in (CENTRE, COUNTRY):
        with records(persons):
            for name, texts in _searches().items():
                _measure(table, persons, name, texts)
    table.print()


def _searches() -> dict[str, list[str]]:
    """What is typed, drawn from persons on record."""
    from opora.cases.models import Case
    from opora.people.models import Person

    rng = random.Random(SEED)
    highest = Person.objects.order_by("-pk").values_list("pk", flat=True)[0]
    drawn = list(Person.objects.filter(pk__in=rng.sample(range(1, highest + 1), SEARCHES)))
    numbers = Case.objects.filter(pk__in=rng.sample(range(1, Case.objects.count() + 1), SEARCHES))

    def each(text: Callable[[Person], str]) -> list[str]:
        return [text(person) for person in drawn]

    return {
        "family name": each(lambda person: person.family_name),
        "given name": each(lambda person: person.given_name),
        "first three letters of a family name": each(lambda person: person.family_name[:3]),
        "first two letters of a given name": each(lambda person: person.given_name[:2]),
        "given and family name": each(lambda person: person.full_name),
        "beginnings of both": each(lambda person: f"{person.family_name[:3]} {person.given_name[:2]}"),
        "names nobody has": each(lambda person: f"{person.family_name[:4]} qx"),
        "EMŠO": [person.emso for person in drawn if person.emso],
        "case number": [case.number for case in numbers],
    }


def _measure(table: Table, persons: int, name: str, texts: list[str]) -> None:
    import time

    from opora.organisation.models import Worker
    from opora.people.search import search_persons

    worker = Worker.objects.get(login="ana.kobalar")
    times, found = [], 0
    for text in texts[:5] + texts:
        began = time.perf_counter()
        found += len(search_persons(text, worker, on=TODAY).hits)
        times.append((time.perf_counter() - began) * 1000)
    measured = times[5:]
    median, p95 = median_and_p95(measured)
    table.add(
        f"{persons:,}",
        name,
        f"{median:.1f}",
        f"{p95:.1f}",
        f"{max(measured):.1f}",
        f"{found / len(times):.0f}",
    )
