"""All rights of the law for a generated country: compiling, computing, memory, and growth."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from benchmarks._country_steps import STEPS, in_a_process
from benchmarks.table import Table
from opora.demo.synth import write_population

PERSONS = 2_100_000
SIZES = (10_000, 100_000, 1_000_000, PERSONS, 10_000_000)
SEED = 1
SHOWN = 12
"""Kernels that take longest; the others stand in one row."""


def main() -> None:
    """Print the tables. `OPORA_BENCH_POPULATION` may name a folder that `opora synth` has written."""
    with tempfile.TemporaryDirectory() as temporary:
        kernels = Path(temporary) / "kernels"
        _print_compiling(in_a_process("compile", kernels), in_a_process("compile", kernels))
        given = os.environ.get("OPORA_BENCH_POPULATION")
        folder = Path(given) if given else Path(temporary) / "population"
        if not given:
            write_population(folder, persons=PERSONS, seed=SEED)
        _print_growth([in_a_process("run", kernels, folder, size) for size in SIZES])


def _print_compiling(cold: dict[str, Any], cached: dict[str, Any]) -> None:
    table = Table(
        "Kernels of the whole law: seconds until each can run, none kept before, and from the cache",
        ["rights", "lines", "cold, clock", "cold, processor", "cached, clock", "cached, processor"],
    )
    rows = [
        (rights, lines, *_both(first), *_both(again))
        for (rights, lines, first), (_, _, again) in zip(cold["kernels"], cached["kernels"], strict=True)
    ]
    rows.sort(key=lambda row: -row[3])
    for rights, lines, *seconds in rows[:SHOWN]:
        name = rights[0] if len(rights) == 1 else f"{rights[0]} and {len(rights) - 1} more"
        table.add(name, lines, *(f"{each:.3f}" for each in seconds))
    rest = rows[SHOWN:]
    _add_sum(table, f"{len(rest)} other kernels, each below {rest[0][3]:.2f} s", rest)
    _add_sum(table, f"all {len(rows)} kernels", rows)
    grouping = [_both(each["grouping"]) for each in (cold, cached)]
    table.add("finding which rights look at each other", "", *(f"{s:.3f}" for both in grouping for s in both))
    table.print()


def _add_sum(table: Table, name: str, rows: list[Any]) -> None:
    sums = [sum(row[place] for row in rows) for place in range(1, 6)]
    table.add(name, sums[0], *(f"{each:.3f}" for each in sums[1:]))


def _print_growth(runs: list[dict[str, Any]]) -> None:
    table = Table(
        "All rights, one month, part by part: seconds on the clock (of the processors together)",
        ["persons", "households", *STEPS, "compute a million", "peak memory MiB"],
    )
    for run in runs:
        steps = [run["steps"][step] for step in STEPS]
        compute = run["steps"]["compute"]
        a_million = 1_000_000 / run["persons"]
        table.add(
            f"{run['persons']:,}",
            f"{run['households']:,}",
            *(f"{step['clock']:.2f} ({step['processor']:.2f})" for step in steps),
            f"{compute['clock'] * a_million:.2f} ({compute['processor'] * a_million:.2f})",
            f"{run['peak_mib']:,.0f}",
        )
    table.print()
    print(
        f"\nAbove {PERSONS:,} the parts of the folder are gone through again. Steps: reading the columns "
        "from Parquet, checking them, preparing the kernels' arguments, and computing (best of 3)."
    )


def _both(taken: dict[str, float]) -> tuple[float, float]:
    return taken["clock"], taken["processor"]
