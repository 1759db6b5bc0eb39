"""Four rights for a generated country: batch, and beside it the same rules in OpenFisca-Core."""

from __future__ import annotations

import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks._generated_country import DATES, Country, generate
from benchmarks.table import Table
from opora.law import rulebook
from opora.law.batch import MonthResult, Population, PreparedMonth, compilations, prepare_month

RIGHTS = ("child_benefit", "cash_social_assistance", "income_supplement", "state_scholarship")
RUNS = 9
RUNS_OF_OPENFISCA = 3
CORES = os.cpu_count() or 1


@dataclass
class Taken:
    """Seconds on the clock, and of all processors together: on a busy machine the second says more."""

    clock: float
    processor: float

    def __add__(self, other: Taken) -> Taken:
        return Taken(self.clock + other.clock, self.processor + other.processor)


@dataclass
class Measured:
    """From columns in memory to a population that can be computed, and computing the rights."""

    loading: Taken
    computing: Taken
    amounts: dict[str, Any]
    """Of each right the amounts of all households, in cents."""
    determined: dict[str, Any]
    """Of each right the households that have a result; the law lacks a figure for the others."""
    peak: float
    """Memory of the process at most so far, MiB."""


def main() -> None:
    """Print the times, their ratios and the difference in the amounts."""
    country = generate(rulebook().graph.facts)
    size = f"{int(country.household[-1]) + 1:,} households, {len(country.household):,} persons"
    ours = measure_batch(country, size)
    theirs = measure_openfisca(country)
    if theirs is not None:
        _print_comparison(size, ours, theirs)


def measure_batch(country: Country, size: str) -> Measured:
    graph = rulebook().graph
    loading = _median(
        [_taken(lambda: Population.from_arrow(country.table, graph.facts))[0] for _ in range(3)]
    )
    population = Population.from_arrow(country.table, graph.facts)
    with tempfile.TemporaryDirectory() as folder:

        def prepare() -> PreparedMonth:
            return prepare_month(graph, population, DATES, RIGHTS, cache_folder=Path(folder))

        compiling, prepared = _taken(prepare)
        compiled = compilations()
        preparing, prepared = _taken(prepare)
        assert compilations() == compiled, "a kernel was compiled twice"
    table = Table(f"One month of four rights, {size}", ["step", "seconds", "processor seconds"])
    _row(table, "load and check the columns", loading)
    _row(table, "compile the kernel, once for a version of the rules", compiling)
    _row(table, "prepare a month with the kernel at hand", preparing)
    for threads in sorted({1, CORES}):
        prepared.run(threads=threads)
        runs = [_taken(lambda: prepared.run(threads=threads))[0] for _ in range(RUNS)]  # noqa: B023
        computing = _median(runs)
        _row(table, f"compute, {threads} thread(s), median of {RUNS}", computing)
        _row(table, f"compute, {threads} thread(s), best", min(runs, key=lambda taken: taken.clock))
    table.print()
    result = prepared.run(threads=CORES)
    _print_result(result)
    amounts = {right: result.rights[right].amount for right in RIGHTS}
    determined = {right: result.rights[right].has_result for right in RIGHTS}
    return Measured(loading + preparing, computing, amounts, determined, _peak())


def measure_openfisca(country: Country) -> Measured | None:
    """None where OpenFisca-Core is not installed: it is a dependency of the benchmarks only."""
    try:
        from benchmarks._openfisca_rights import PERIOD, build_simulation, tax_benefit_system
    except ImportError as error:
        print(f"\nOpenFisca-Core is not installed ({error}); `make bench` installs it.")
        return None
    graph = rulebook().graph
    system = tax_benefit_system(graph.facts, graph.parameters)
    loading, computing = [], []
    amounts: dict[str, Any] = {}
    for _ in range(RUNS_OF_OPENFISCA):
        taken, simulation = _taken(lambda: build_simulation(system, country))
        loading.append(taken)
        taken, found = _taken(lambda: [simulation.calculate(right, PERIOD) for right in RIGHTS])  # noqa: B023
        computing.append(taken)
        amounts = {
            right: np.rint(values.astype(np.float64) * 100).astype(np.int64)
            for right, values in zip(RIGHTS, found, strict=True)
        }
    everybody = dict.fromkeys(RIGHTS, np.ones(len(amounts[RIGHTS[0]]), bool))
    return Measured(_median(loading), _median(computing), amounts, everybody, _peak())


def _print_result(result: MonthResult) -> None:
    table = Table("What came out", ["right", "households", "EUR a month", "without result"])
    for right, columns in result.rights.items():
        euros = f"{columns.total_cents / 100:,.2f}"
        table.add(right, f"{columns.households_entitled:,}", euros, columns.without_result)
    table.print()


def _print_comparison(size: str, ours: Measured, theirs: Measured) -> None:
    table = Table(
        f"Beside OpenFisca-Core, {size}",
        ["step", "Opora s", "OpenFisca s", "ratio", "Opora processor s", "OpenFisca processor s", "ratio"],
    )
    for step, own, other in (
        ("build the population or simulation", ours.loading, theirs.loading),
        ("compute four rights", ours.computing, theirs.computing),
        ("both", ours.loading + ours.computing, theirs.loading + theirs.computing),
    ):
        clock = f"{own.clock:.3f}", f"{other.clock:.3f}", f"{other.clock / own.clock:.0f} ×"
        processor = (
            f"{own.processor:.3f}",
            f"{other.processor:.3f}",
            f"{other.processor / own.processor:.0f} ×",
        )
        table.add(step, *clock, *processor)
    table.add("memory of the process at most, MiB", f"{ours.peak:,.0f}", f"{theirs.peak:,.0f}", *[""] * 4)
    table.print()
    table = Table(
        "Difference in the amounts: in 32-bit floats half a cent is not exact",
        [
            "right",
            "Opora EUR",
            "OpenFisca EUR",
            "difference",
            "households that differ",
            "by more than 5 cents",
        ],
    )
    for right in RIGHTS:
        compared = ours.determined[right]
        own, other = ours.amounts[right][compared], theirs.amounts[right][compared]
        apart = np.abs(own - other)
        table.add(
            *(right, f"{own.sum() / 100:,.2f}", f"{other.sum() / 100:,.2f}"),
            *(f"{(own.sum() - other.sum()) / 100:,.2f}", int((apart > 0).sum()), int((apart > 5).sum())),
        )
    table.print()


def _row(table: Table, step: str, taken: Taken) -> None:
    table.add(step, f"{taken.clock:.3f}", f"{taken.processor:.3f}")


def _median(taken: list[Taken]) -> Taken:
    return Taken(
        statistics.median(each.clock for each in taken), statistics.median(each.processor for each in taken)
    )


def _peak() -> float:
    """OpenFisca comes second, so its figure is at least ours."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _taken(act: Callable[[], Any]) -> tuple[Taken, Any]:
    clock, processor = time.perf_counter(), time.process_time()
    found = act()
    return Taken(time.perf_counter() - clock, time.process_time() - processor), found
