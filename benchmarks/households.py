"""10,000 random households: what a country gets of each right is to the cent what each of them would get.

`make test` holds the same for 500. `OPORA_HOUSEHOLDS` draws another number.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from tests.law.batch.sample import Sample, drawn_by_chance, known_law

from benchmarks.table import Table
from opora.law.batch import population_of_cases, prepare_month
from opora.law.country.together import grouped
from opora.law.engine.program import choose_versions

HOUSEHOLDS = 10_000
ON_ONE_DATE = 500


def main() -> None:
    """Print how many households and rights were compared, and how many differ."""
    wanted, random = int(os.environ.get("OPORA_HOUSEHOLDS", HOUSEHOLDS)), Random(2026)
    clock, processor = perf_counter(), process_time()
    compared = given = 0
    differing: list[str] = []
    with tempfile.TemporaryDirectory() as kernels:
        for _ in range(0, wanted, ON_ONE_DATE):
            sample = drawn_by_chance(random, min(ON_ONE_DATE, wanted))
            for number, right, of_country in _of_country(sample, Path(kernels)):
                compared += 1
                given += of_country[0]
                if sample.results[number][right] != of_country:
                    differing.append(f"{right} of household {number} on {sample.dates}")
    table = Table(
        f"Each right of {wanted:,} random households: batch beside explain",
        ["results compared", "of them given", "that differ", "seconds", "processor seconds"],
    )
    taken = f"{perf_counter() - clock:.0f}", f"{process_time() - processor:.0f}"
    table.add(f"{compared:,}", f"{given:,}", len(differing), *taken)
    table.print()
    for difference in differing[:20]:
        print(difference)


def _of_country(sample: Sample, kernels: Path) -> list[tuple[int, str, tuple[int, int]]]:
    """For each household and right whether it is given, and the amount; -1 where it has no result."""
    graph = known_law()
    population = population_of_cases(sample.cases, graph.facts)
    found = []
    for group in grouped(graph, choose_versions(graph, sample.dates), tuple(graph.rights)):
        month = prepare_month(graph, population, sample.dates, group, cache_folder=kernels).run()
        for right, columns in month.rights.items():
            for number in range(len(sample.cases)):
                known = bool(columns.has_result[number])
                result = (int(columns.entitled[number]), int(columns.amount[number])) if known else (-1, 0)
                found.append((number, right, result))
    return found
