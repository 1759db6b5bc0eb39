"""`opora synth` and `opora law batch`: a generated population, and everybody's rights in it."""

from __future__ import annotations

import argparse
import os
import sys
import time
from datetime import date
from pathlib import Path

from opora.config.environment import home
from opora.config.terminal import until_the_reader_leaves

CANNOT_BE_DONE = 2
WIDTH = 40


def add_subcommands(subcommands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `opora synth`."""
    parser = subcommands.add_parser(
        "synth",
        help="generate a population as Parquet files",
        description="Nobody in it is real; what is assumed stands in demo/synth/assumptions.yaml.",
        epilog="See docs/population.md.",
    )
    parser.add_argument("--persons", type=int, required=True, help="how many")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same population")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new folder")
    parser.add_argument("--month", type=month_of, help="YYYY-MM for which its incomes are drawn")
    parser.set_defaults(run=until_the_reader_leaves(synth))


def add_topics(topics: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `opora law batch`."""
    topic = topics.add_parser(
        "batch", help="the rights of a whole population", epilog="See docs/population.md."
    )
    topic.add_argument("population", type=Path, metavar="DIR", help="a folder as `opora synth` writes it")
    add_run_options(topic)
    topic.add_argument("--out", type=Path, required=True, metavar="FILE.parquet", help="the result")
    topic.add_argument(
        "--with-gaps", action="store_true", help="take the facts without a column as unknown of everybody"
    )
    topic.set_defaults(run=until_the_reader_leaves(batch))


def add_run_options(topic: argparse.ArgumentParser) -> None:
    """What every run over a population is told."""
    topic.add_argument("--month", type=month_of, required=True, metavar="YYYY-MM", help="the month decided")
    topic.add_argument("--filed", type=day_of, metavar="YYYY-MM-DD", help="otherwise the 15th before")
    topic.add_argument("--rights", default="all", help="`all`, or keys with commas between")


def month_of(text: str) -> date:
    """`2026-05` as its first day."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no month; write it as 2026-05") from None


def day_of(text: str) -> date:
    """`2026-04-15` as a day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2026-04-15") from None


def synth(chosen: argparse.Namespace) -> int:
    """Write the population and say where it is."""
    from opora.demo.synth import SynthError, write_population

    try:
        folder = write_population(
            chosen.out, persons=chosen.persons, seed=chosen.seed, month=chosen.month, progress=Bar("persons")
        )
    except SynthError as error:
        print(error, file=sys.stderr)
        return CANNOT_BE_DONE
    except OSError as problem:
        return cannot_be_written(problem, chosen.out)
    print(f"{chosen.persons:,} persons stand in {folder}.")
    return 0


def batch(chosen: argparse.Namespace) -> int:
    """Write everybody's rights, and print the sums."""
    from opora.law.batch import PopulationError
    from opora.law.country import CountryError, PopulationFolder, determine_folder
    from opora.law.country.partition import Way
    from opora.law.country.running import missing_sentence

    try:
        result = determine_folder(
            PopulationFolder(chosen.population),
            chosen.out,
            month=chosen.month,
            filed=chosen.filed,
            rights=chosen.rights,
            way=Way(cache_folder=kernels()),
            with_gaps=chosen.with_gaps,
            progress=Bar("parts"),
        )
    except (CountryError, PopulationError) as error:
        print(error, file=sys.stderr)
        return CANNOT_BE_DONE
    except OSError as problem:
        return cannot_be_written(problem, chosen.out)
    if result.missing:
        print(missing_sentence(result.missing, chosen.population), file=sys.stderr)
    print("right\thouseholds\tamount\twithout_result")
    for right, totals in result.totals.items():
        print(f"{right}\t{totals.entitled}\t{totals.shown}\t{totals.without_result}")
    return 0


def cannot_be_written(problem: OSError, out: Path) -> int:
    """Say which file or folder cannot be used, and what to do."""
    from opora.law.situation.wording import said

    print(
        said("cannot_be_written", file=problem.filename or out, why=problem.strerror)["en"], file=sys.stderr
    )
    return CANNOT_BE_DONE


def kernels() -> Path:
    """Where compiled kernels are kept; the folder belongs to the one who runs."""
    return home() / "kernels"


class Bar:
    """A line on stderr that fills; where nobody watches, nothing is printed."""

    def __init__(self, of: str) -> None:
        self.of = of
        self.began = time.monotonic()
        self.is_watched = sys.stderr.isatty() or os.environ.get("OPORA_PROGRESS") == "1"

    def __call__(self, done: int, whole: int) -> None:
        if not self.is_watched:
            return
        filled = WIDTH * done // max(whole, 1)
        took = time.monotonic() - self.began
        left = took / done * (whole - done) if done else 0
        line = f"[{'#' * filled}{'.' * (WIDTH - filled)}] {done:,} of {whole:,} {self.of}, {left:.0f} s left"
        print(f"\r{line:<100}", end="\n" if done == whole else "", file=sys.stderr, flush=True)
