"""`opora law examples`: the pages beside the example situations, compared with what the law gives today."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from opora.config.command_law_book import EXAMPLES
from opora.config.terminal import language_of, until_the_reader_leaves

STALE = 1
CANNOT_USE = 2


def add_topics(topics: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the topic to `opora law`."""
    topic = topics.add_parser("examples", help="which pages beside the examples are out of date")
    topic.add_argument("--write", action="store_true", help="write those pages anew")
    topic.add_argument("--examples", type=Path, default=EXAMPLES, help="folder with situations by right")
    topic.set_defaults(run=until_the_reader_leaves(examples))


def examples(chosen: argparse.Namespace) -> int:
    """Print each page that is out of date; with `--write`, write it."""
    from opora.config.command_decide import sentences
    from opora.law import SituationError

    if not chosen.examples.is_dir():
        print(f"There is no folder {chosen.examples}. Name another with --examples.", file=sys.stderr)
        return CANNOT_USE
    stale = 0
    for situation in sorted(chosen.examples.rglob("*.json")):
        try:
            stale += sum(map(_renewed if chosen.write else _named, _stale_page(situation)))
        except SituationError as error:
            print(sentences(error, situation, language_of(None)), file=sys.stderr)
            return CANNOT_USE
    if chosen.write:
        print(f"{stale} pages written.")
        return 0
    print(f"{stale} pages out of date." + (" `opora law examples --write` writes them." if stale else ""))
    return STALE if stale else 0


def _stale_page(situation: Path) -> Iterator[tuple[Path, str]]:
    """The page of a situation with its new text, where it says something else or is not there."""
    from opora.law.command import determine_file
    from opora.law.telling.example_pages import example_page, page_beside

    page, text = page_beside(situation), example_page(situation.stem, determine_file(situation))
    if not page.exists() or page.read_text("utf-8") != text:
        yield page, text


def _named(stale: tuple[Path, str]) -> bool:
    print(stale[0])
    return True


def _renewed(stale: tuple[Path, str]) -> bool:
    page, text = stale
    page.write_text(text, "utf-8")
    return _named(stale)
