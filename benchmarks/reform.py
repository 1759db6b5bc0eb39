"""Moving a parameter on the page of reforms: a population held in memory, the first time and after."""

from __future__ import annotations

import os
import resource
import tempfile
import time
from datetime import date
from pathlib import Path

from benchmarks.table import Table
from opora.demo.synth import write_population
from opora.law import rulebook
from opora.law.batch import compilations
from opora.law.country import PopulationFolder
from opora.law.country.partition import Way
from opora.law.reform import HeldPopulation, read_reform_text

MONTH = date(2026, 5, 1)
PERSONS = int(os.environ.get("OPORA_BENCH_PERSONS", "2100000"))
MOVES = 7
MOVED = ("minimum_income_basic_amount", "child_benefit_amount_primary", "large_family_supplement")


def main() -> None:
    """Print seconds on the clock and of the processors, kernels compiled, and memory."""
    with tempfile.TemporaryDirectory() as folder:
        population = write_population(Path(folder) / "population", persons=PERSONS, seed=1, month=MONTH)
        held = HeldPopulation(
            PopulationFolder(population),
            rulebook().graph,
            month=MONTH,
            way=Way(cache_folder=Path(folder) / "kernels"),
        )
        table = Table(
            f"A parameter moved, {PERSONS:,} persons held in memory",
            ("parameter", "move", "seconds", "processor seconds", "compiled", "peak MiB"),
        )
        for key in MOVED:
            taken = [_moved(held, key, number) for number in range(1, MOVES + 1)]
            table.add(key, "first", *taken[0])
            table.add(key, f"best of {MOVES - 1} after", *min(taken[1:], key=lambda each: float(each[0])))
        table.print()


def _moved(held: HeldPopulation, key: str, number: int) -> tuple[str, str, int, int]:
    reform = read_reform_text(f"parameters:\n  {key}: {{times: 1.0{number}}}\n", "bench.yaml")
    compiled, clock, processor = compilations(), time.perf_counter(), time.process_time()
    held.effect(reform)
    seconds = time.perf_counter() - clock, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"{seconds[0]:.2f}", f"{seconds[1]:.2f}", compilations() - compiled, peak
