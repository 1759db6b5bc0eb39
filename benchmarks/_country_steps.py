"""The steps of a population run, each measured in a process of its own, so that its memory is its own.

`python -m benchmarks._country_steps compile KERNELS` and `… run KERNELS FOLDER PERSONS` print JSON.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from opora.law import rulebook
from opora.law.batch import Population, compile_rights, prepare_month
from opora.law.batch.together import grouped
from opora.law.country import PopulationFolder, rights_named
from opora.law.country.partition import ABOUT_DWELLINGS, dates_of
from opora.law.country.running import plan_for
from opora.law.engine.program import choose_versions

MONTH = date(2026, 5, 1)
REPEATS = 3
STEPS = ("read", "check", "prepare", "compute")


@dataclass
class Taken:
    """Seconds on the clock, and of all processors together."""

    clock: float = 0.0
    processor: float = 0.0

    def __add__(self, other: Taken) -> Taken:
        return Taken(self.clock + other.clock, self.processor + other.processor)


def compiled(kernels: Path) -> dict[str, Any]:
    """Of each kernel that a population without gaps needs, what it took to have it."""
    graph, dates = rulebook().graph, dates_of(MONTH)
    versions = choose_versions(graph, dates)
    taken, groups = taken_by(lambda: grouped(graph, versions, rights_named(graph, "all")))
    rows = []
    for rights in groups:
        law_is_known = not _unknown_figures(rights)
        each, kernel = taken_by(
            lambda: compile_rights(
                graph,
                versions,
                rights,  # noqa: B023
                careful=not law_is_known,  # noqa: B023
                gaps=False,
                cache_folder=kernels,
            )
        )
        rows.append([rights, kernel.source.text.count("\n"), asdict(each)])
    return {"grouping": asdict(taken), "kernels": rows}


def _unknown_figures(rights: tuple[str, ...]) -> bool:
    from opora.law.batch.kernel import source_of
    from opora.law.batch.running import cells_on

    graph, dates = rulebook().graph, dates_of(MONTH)
    source = source_of(graph, choose_versions(graph, dates), rights, careful=False)
    return not all(cells_on(source, graph, dates)[1])


def run(kernels: Path, path: Path, persons: int) -> dict[str, Any]:
    """All rights of so many persons, part by part; a folder of fewer is gone through again."""
    graph, dates = rulebook().graph, dates_of(MONTH)
    folder = PopulationFolder(path)
    rights = rights_named(graph, "all")
    plan = plan_for(folder, graph, rights, MONTH, None)
    steps = {step: Taken() for step in STEPS}
    done = households = entitled = 0
    part = 0
    while done < persons:
        read, table = taken_by(lambda: folder.read(part % folder.parts, plan.columns))  # noqa: B023
        table = table.drop_columns([name for name in ABOUT_DWELLINGS if name in table.column_names])
        if done + len(table) > persons:
            table = _whole_households(table, persons - done)
        check, population = taken_by(lambda: Population.from_arrow(table, graph.facts))  # noqa: B023
        prepare, month = taken_by(
            lambda: prepare_month(graph, population, dates, rights, cache_folder=kernels)  # noqa: B023
        )
        runs = [taken_by(month.run) for _ in range(REPEATS)]
        compute = min((taken for taken, _ in runs), key=lambda taken: taken.clock)
        compute = Taken(compute.clock, min(taken.processor for taken, _ in runs))
        for step, taken in zip(STEPS, (read, check, prepare, compute), strict=True):
            steps[step] += taken
        done += population.persons
        households += population.households
        entitled += sum(each.households_entitled for each in runs[0][1].rights.values())
        part += 1
        if not population.households:
            break
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "persons": done,
        "households": households,
        "entitled": entitled,
        "steps": {step: asdict(taken) for step, taken in steps.items()},
        "peak_mib": peak,
        "kernels": len(month.turns),
        "columns": len(population.columns),
    }


def _whole_households(table: Any, rows: int) -> Any:
    """At most so many persons, without parting a household."""
    household = table.column("household")
    while rows and household[rows].as_py() == household[rows - 1].as_py():
        rows -= 1
    return table.slice(0, rows)


def taken_by(act: Callable[[], Any]) -> tuple[Taken, Any]:
    clock, processor = time.perf_counter(), time.process_time()
    found = act()
    return Taken(time.perf_counter() - clock, time.process_time() - processor), found


def in_a_process(*arguments: object) -> dict[str, Any]:
    """The same from outside."""
    command = [sys.executable, "-m", "benchmarks._country_steps", *map(str, arguments)]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found


if __name__ == "__main__":
    what, kernels, *more = sys.argv[1:]
    found = compiled(Path(kernels)) if what == "compile" else run(Path(kernels), Path(more[0]), int(more[1]))
    print(json.dumps(found))
