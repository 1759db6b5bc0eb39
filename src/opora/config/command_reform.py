"""`opora law reform`: what a change of the law would cost, who would win and who would lose."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from opora.config.command_country import CANNOT_BE_DONE, Bar, add_run_options, cannot_be_written, kernels
from opora.config.terminal import language_of, until_the_reader_leaves


def add_topics(topics: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `opora law reform`."""
    topic = topics.add_parser(
        "reform", help="cost, winners and losers of a change of the law", epilog="See docs/population.md."
    )
    topic.add_argument("reform", type=Path, metavar="REFORM.yaml", help="what changes")
    topic.add_argument("population", type=Path, metavar="DIR", help="a folder as `opora synth` writes it")
    add_run_options(topic)
    topic.add_argument("--out", type=Path, metavar="FOLDER", help="write tables, charts (SVG) and a PDF")
    topic.add_argument("--language", choices=["sl", "it", "en"], help="otherwise the terminal's")
    topic.set_defaults(run=until_the_reader_leaves(reform))


def reform(chosen: argparse.Namespace) -> int:
    """Print the tables; with `--out`, write them with charts and a PDF."""
    from opora.law import rulebook
    from opora.law.batch import PopulationError
    from opora.law.country import CountryError, PopulationFolder
    from opora.law.country.partition import Way
    from opora.law.reform import ReformError, effect_of, read_reform
    from opora.reports.reform import effect_tables, write_reform_folder

    language = language_of(chosen.language)
    graph = rulebook().graph
    try:
        effect = effect_of(
            read_reform(chosen.reform),
            PopulationFolder(chosen.population),
            graph,
            month=chosen.month,
            filed=chosen.filed,
            rights=chosen.rights,
            way=Way(cache_folder=kernels()),
            progress=Bar("parts"),
        )
        if chosen.out:
            tables = write_reform_folder(effect, graph, chosen.out, language=language)
        else:
            tables = effect_tables(effect, graph, language)
    except (ReformError, CountryError, PopulationError) as error:
        print(error, file=sys.stderr)
        return CANNOT_BE_DONE
    except OSError as problem:
        return cannot_be_written(problem, chosen.out)
    for table in tables:
        print(f"# {table.heading}")
        for cells in (table.columns, *table.rows):
            print("\t".join(cells))
        print()
    return 0
