"""`opora simulation serve`: the process that holds a population for the page of reforms."""

from __future__ import annotations

import argparse
import os
import shutil
from datetime import date
from pathlib import Path

from opora.config import environment

BEHIND_THE_PAGES = 5
"""How far it stands back (`nice`) while a page wants the processor."""
PERSONS, SEED = 100_000, 1


def add_subcommands(subcommands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `opora simulation serve`."""
    parser = subcommands.add_parser("simulation", help="the population that reforms are tried on")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    action = actions.add_parser("serve", help="answer the page of reforms until told to stop")
    action.set_defaults(run=serve)


def serve(_chosen: argparse.Namespace) -> int:
    """Hold the population that `OPORA_REFORM_POPULATION` names, or one that is generated on first use."""
    from opora.law.country.partition import Way
    from opora.reports.simulation import Holder
    from opora.reports.simulation import serve as serve_simulation

    os.nice(BEHIND_THE_PAGES)
    named = environment.reform_population()
    holder = Holder(
        (lambda _month: named) if named else generated, way=Way(cache_folder=environment.home() / "kernels")
    )
    serve_simulation(environment.simulation_socket(), holder)
    return 0


def generated(month: date) -> Path:
    """The generated population of a month; made anew where its facts are those of an earlier law."""
    from opora.demo.synth import write_population
    from opora.law import rulebook

    law = rulebook().hash[:12]
    populations = environment.home() / "populations"
    folder = populations / f"{month:%Y-%m}-{law}"
    if not folder.exists():
        for earlier in populations.glob("*"):
            if not earlier.name.endswith(law):
                shutil.rmtree(earlier)
        write_population(folder, persons=PERSONS, seed=SEED, month=month)
    return folder
