"""`opora law`: what the law room knows, printed."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from datetime import date
from itertools import groupby
from pathlib import Path

from opora.config import command_country, command_examples, command_law_book, command_reform
from opora.config.terminal import language_of, print_rows, until_the_reader_leaves

UNKNOWN_RIGHT = 2


def add_subcommands(subcommands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `opora law` and what it can print."""
    parser = subcommands.add_parser("law", help="print what the law room knows")
    topics = parser.add_subparsers(dest="topic", required=True, metavar="TOPIC")
    topic = topics.add_parser("facts", help="every fact with type, unit and labels")
    topic.set_defaults(run=until_the_reader_leaves(facts))
    topic = topics.add_parser("figures", help="every figure with type, unit, labels and article")
    topic.add_argument("--formulas", action="store_true", help="print formula and meaning as well")
    topic.set_defaults(run=until_the_reader_leaves(figures))
    topic = topics.add_parser("schema", help="the JSON schema of a situation")
    topic.set_defaults(run=until_the_reader_leaves(schema))
    topic = topics.add_parser("gaps", help="what is unknown, assumed, derived or unconfirmed")
    topic.add_argument("--right", help="only what this right rests on, such as child_benefit")
    topic.set_defaults(run=until_the_reader_leaves(gaps))
    topic = topics.add_parser("ask", help="the next facts worth asking about a situation")
    topic.add_argument("situation", type=Path)
    topic.add_argument(
        "--language", choices=["sl", "it", "en"], help="of what is said of a file that cannot be used"
    )
    topic.set_defaults(run=until_the_reader_leaves(ask))
    command_law_book.add_topics(topics)
    command_examples.add_topics(topics)
    command_country.add_topics(topics)
    command_reform.add_topics(topics)


def facts(_chosen: argparse.Namespace) -> int:
    """Print every fact."""
    from opora.law.command import facts_table

    print_rows(facts_table(), ("fact", "of", "period", "type", "unit", "range", "sl", "en"))
    return 0


def figures(chosen: argparse.Namespace) -> int:
    """Print every figure."""
    from opora.law.command import figures_table

    columns = ("figure", "of", "type", "unit", "since", "article", "article_confirmed", "sl", "en")
    print_rows(figures_table(), (*columns, "formula", "meaning") if chosen.formulas else columns)
    return 0


def schema(_chosen: argparse.Namespace) -> int:
    """Print the JSON schema of a situation."""
    from opora.law.command import schema_json

    print(schema_json(), end="")
    return 0


PARTS = (
    "Rights that are decided: amounts in force today",
    "Rights that are decided: everything else",
    "Procedure",
    "Rights not modelled yet",
)


def gaps(chosen: argparse.Namespace) -> int:
    """Print what is open in the parameters, the rules, and between two printed figures, by kind."""
    from opora.law.gap_list import open_points, rights_with_parameters

    known = rights_with_parameters()
    if chosen.right is not None and chosen.right not in known:
        print(f"No right is called {chosen.right!r}. Choose one of: {', '.join(known)}.", file=sys.stderr)
        return UNKNOWN_RIGHT
    points = open_points(on=date.today(), right=chosen.right)  # noqa: DTZ011 - the day on the wall
    for part, within in groupby(points, key=lambda point: point.part):
        print(f"# {PARTS[part]}")
        for kind, of_kind in groupby(within, key=lambda point: point.kind):
            rows = [{**asdict(point), "rights": ", ".join(point.rights)} for point in of_kind]
            print(f"\n## {kind} ({len(rows)})")
            print_rows(rows, ("label", "where", "rights", "since", "what"))
        print()
    print(f"{len(points)} gaps.")
    return 0


def ask(chosen: argparse.Namespace) -> int:
    """Print the next questions, the most decisive first."""
    import json

    from opora.config.command_decide import CANNOT_USE_FILE, sentences
    from opora.law import SituationError
    from opora.law.command import ask_file
    from opora.law.situation.wording import said

    language = language_of(chosen.language)
    try:
        questions = ask_file(chosen.situation)
    except OSError as problem:
        sentence = said("cannot_be_read", file=chosen.situation, why=problem.strerror)[language]
        print(sentence, file=sys.stderr)
        return CANNOT_USE_FILE
    except SituationError as error:
        print(sentences(error, chosen.situation, language), file=sys.stderr)
        return CANNOT_USE_FILE
    print(json.dumps(questions, ensure_ascii=False, indent=2))
    return 0
