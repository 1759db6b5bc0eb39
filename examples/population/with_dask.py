"""Everybody's rights on several machines: one task of Dask for each part of a population folder.

    pip install dask
    python examples/population/with_dask.py POPULATION 2026-05 child_benefit,cash_social_assistance OUT

Every worker opens the folder itself, so it must see it under the same path. The address of a cluster goes
into `dask.distributed.Client(address)`; without one the processes of this machine do the work.
"""

import sys
from datetime import date
from pathlib import Path

import dask
import pyarrow.parquet as pq

from opora.law.country import PopulationFolder, determine_partition
from opora.law.country.partition import Way


def determine(folder: str, part: int, month: str, rights: str, out: str) -> int:
    """One part of the folder, written to a file of its own; how many households it has."""
    population = PopulationFolder(Path(folder))
    table = determine_partition(
        population.read(part, population.columns),
        month=date.fromisoformat(f"{month}-01"),
        rights=rights,
        way=Way(threads=1),  # the workers are the threads
    )
    pq.write_table(table, Path(out) / f"part-{part:05d}.parquet")
    return len(table)


def main(folder: str, month: str, rights: str, out: str) -> None:
    """All parts, however many workers there are."""
    Path(out).mkdir(parents=True, exist_ok=True)
    parts = range(PopulationFolder(Path(folder)).parts)
    tasks = [dask.delayed(determine)(folder, part, month, rights, out) for part in parts]
    households = sum(dask.compute(*tasks, scheduler="processes"))
    sys.stdout.write(f"{households:,} households stand in {out}.\n")


if __name__ == "__main__":
    main(*sys.argv[1:5])
