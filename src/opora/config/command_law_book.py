"""`opora law coverage`, `diff` and `book`: the law read as a whole, beside its sources and over time."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from opora.config.terminal import language_of, print_rows, until_the_reader_leaves

UNKNOWN_RIGHT = 2
CANNOT_WRITE = 2
EXAMPLES = Path("examples")


def add_topics(topics: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the three topics to `opora law`."""
    topic = topics.add_parser("coverage", help="how much of the conditions the sources name is in the rules")
    topic.add_argument("--examples", type=Path, default=EXAMPLES, help="folder with situations by right")
    topic.set_defaults(run=until_the_reader_leaves(coverage))
    topic = topics.add_parser("diff", help="which parameters and rules changed between two days")
    topic.add_argument("earlier", type=day, metavar="DATE1")
    topic.add_argument("later", type=day, metavar="DATE2")
    topic.add_argument("--right", help="only what this right rests on, such as child_benefit")
    topic.set_defaults(run=until_the_reader_leaves(diff))
    topic = topics.add_parser("book", help="the law as pages (HTML) that anybody can read")
    topic.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write the pages to")
    topic.add_argument("--language", choices=["sl", "it", "en"], default="sl")
    topic.add_argument("--examples", type=Path, default=EXAMPLES, help="folder with situations by right")
    topic.add_argument("--right", action="append", metavar="KEY", help="only this right; may be repeated")
    topic.set_defaults(run=book)


def day(text: str) -> date:
    """A day as an argument."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write one such as 2026-03-01") from None


def coverage(chosen: argparse.Namespace) -> int:
    """Print leaves and months of each right, then what is not modelled and what is open."""
    from opora.law.coverage.printing import left_out_rows, missing_rows, right_rows, summary

    rows = right_rows(chosen.examples)
    print_rows(rows, tuple(rows[0]))
    for heading, more in (("Values missing", missing_rows()), ("Not modelled or open", left_out_rows())):
        print(f"\n# {heading} ({len(more)})")
        if more:
            print_rows(more, tuple(more[0]))
    print(f"\n{summary()}")
    return 0


def diff(chosen: argparse.Namespace) -> int:
    """Print what changed, parameters first."""
    from opora.law import rulebook
    from opora.law.changes import changed_parameters, changed_rules

    graph = rulebook().graph
    if chosen.right is not None and chosen.right not in graph.rights:
        known = ", ".join(graph.rights)
        print(f"No right is called {chosen.right!r}. Choose one of: {known}.", file=sys.stderr)
        return UNKNOWN_RIGHT
    earlier, later = sorted((chosen.earlier, chosen.later))
    parameters = changed_parameters(graph, earlier, later, right=chosen.right)
    rules = changed_rules(graph, earlier, later, right=chosen.right)
    print(f"# Parameters ({len(parameters)})")
    columns: tuple[str, ...] = (
        "key",
        "label",
        "at",
        "before",
        "after",
        "unit",
        "since",
        "gazette",
        "source",
        "confidence",
    )
    print_rows([_row_of(change, columns) for change in parameters], columns)
    print(f"\n# Rules ({len(rules)})")
    columns = ("key", "label", "since", "article", "before", "after")
    print_rows([_row_of(change, columns) for change in rules], columns)
    return 0


def _row_of(change: object, columns: tuple[str, ...]) -> dict[str, str]:
    """A change as text; what did not stand, or was not found, is a dash."""
    row = {column: getattr(change, column) for column in columns}
    if "at" in row:
        row["at"] = ", ".join(row["at"])
    return {column: "–" if value is None else str(value) for column, value in row.items()}


def book(chosen: argparse.Namespace) -> int:
    """Write the pages; the last line says where to begin."""
    import django

    from opora.config.messages import compile_messages
    from opora.law import rulebook

    known = rulebook().graph.rights
    if unknown := [key for key in chosen.right or () if key not in known]:
        print(f"No right is called {unknown[0]!r}. Choose one of: {', '.join(known)}.", file=sys.stderr)
        return UNKNOWN_RIGHT
    compile_messages()
    django.setup()
    from opora.law_book.pages import write_book

    try:
        written = write_book(
            chosen.out, language=chosen.language, examples=chosen.examples, rights=chosen.right
        )
    except OSError as problem:
        from opora.law.situation.wording import said

        language = language_of(chosen.language)
        print(said("cannot_be_written", file=chosen.out, why=problem.strerror)[language], file=sys.stderr)
        return CANNOT_WRITE
    print(f"{len(written)} pages: {written[0]}")
    return 0
