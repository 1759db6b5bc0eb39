"""What the commands share that print at a terminal: its language, a reader who leaves, tables."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

SPOKEN = ("sl", "it")
OTHERWISE = "en"


def language_of(chosen: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """The language asked for, else that of the terminal (`LC_ALL`, `LC_MESSAGES`, `LANG`), else English."""
    names = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    wanted = chosen or next((name for name in names if name), OTHERWISE)
    return wanted[:2] if wanted[:2] in SPOKEN else OTHERWISE


def until_the_reader_leaves(
    run: Callable[[argparse.Namespace], int],
) -> Callable[[argparse.Namespace], int]:
    """Ends quietly where whoever reads the output has seen enough (`… | head`)."""

    @wraps(run)
    def quietly(chosen: argparse.Namespace) -> int:
        try:
            code = run(chosen)
            sys.stdout.flush()
        except BrokenPipeError:
            # Python flushes once more when it ends; by then nobody listens.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        return code

    return quietly


def print_rows(rows: Sequence[dict[str, str]], columns: Sequence[str]) -> None:
    """Print rows as tab-separated text with a heading, for eyes, `column -ts` and spreadsheets."""
    print("\t".join(columns))
    for row in rows:
        print("\t".join(" ".join(str(row[column]).split()) for column in columns))


def print_wrapped(text: str, *, indent: int, hanging: int = 0, width: int = 100) -> None:
    """Print a sentence so that it can be read in a window of `width` columns; nothing for no text."""
    lines = textwrap.wrap(
        text,
        width,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )
    for line in lines:
        print(line)
