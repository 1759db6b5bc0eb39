"""Writes a generated population to a folder, part by part, so that memory stays the same for any size."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from opora.demo.synth.assumptions import read_assumptions
from opora.demo.synth.parts import Plan, draw_part
from opora.law import rulebook

ABOUT = "population.json"
Progress = Callable[[int, int], None]


class SynthError(ValueError):
    """The population cannot be written; the message says why and what to do."""


def write_population(
    folder: Path, *, persons: int, seed: int, month: date | None = None, progress: Progress | None = None
) -> Path:
    """So many persons as Parquet, the same bytes of content for the same seed, month and law.

    Every file has as many row groups as the others, and the same one holds the same households. The folder
    appears under its name when it is complete.
    """
    if persons < 1:
        raise SynthError(f"A population of {persons} persons is none. Give a number from 1.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SynthError(f"{folder} is there already and not empty. Name a new folder, or remove it first.")
    graph = rulebook().graph
    assumptions = read_assumptions(graph.facts)
    plan = Plan(graph, assumptions, month or date.fromisoformat(f"{assumptions.month}-01"), seed)
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    unfinished.mkdir(parents=True, exist_ok=True)
    households = _write_parts(plan, persons, unfinished, progress)
    about = {"persons": persons, "households": households, "seed": seed, "month": f"{plan.month:%Y-%m}"}
    (unfinished / ABOUT).write_text(json.dumps(about | {"filed": plan.dates.filed.isoformat()}) + "\n")
    if folder.exists():
        folder.rmdir()
    return unfinished.rename(folder)


def _write_parts(plan: Plan, persons: int, folder: Path, progress: Progress | None) -> int:
    size = plan.assumptions.persons_a_part
    households = 0
    with ExitStack() as files:
        writers: dict[str, pq.ParquetWriter] = {}
        for number, done in enumerate(range(0, persons, size)):
            count = min(size, persons - done)
            tables = draw_part(plan, number, count, first_household=households)
            households += len(tables["dwellings"])
            for name, table in tables.items():
                if name not in writers:
                    writers[name] = files.enter_context(_writer(folder / f"{name}.parquet", table))
                writers[name].write_table(table, row_group_size=len(table))
            if progress:
                progress(done + count, persons)
    return households


def _writer(path: Path, table: pa.Table) -> pq.ParquetWriter:
    return pq.ParquetWriter(path, table.schema, compression="zstd")
