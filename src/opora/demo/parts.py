"""Parts of the demo handled side by side, each in a process of its own, with word of how far they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, wait
from multiprocessing import get_context
from typing import Any

from opora.demo.starting import start_quietly

Say = Callable[[str], None]
SECONDS_BETWEEN_WORDS = 10


def say_nothing(_words: str) -> None:
    """Where nobody looks on."""


def handle_parts(
    act: Callable[..., Any],
    parts: Sequence[Sequence[Any]],
    *,
    processes: int,
    how_far: Callable[[], str],
    say: Say,
) -> list[Any]:
    """What the act gives for the arguments of each part; one process alone does them one after another."""
    if processes == 1:
        return [act(*part) for part in parts]
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=start_quietly) as pool:
        running = [pool.submit(act, *part) for part in parts]
        said = ""
        while wait(running, timeout=SECONDS_BETWEEN_WORDS).not_done:
            if (words := how_far()) != said:
                say(words)
            said = words
        return [each.result() for each in running]
