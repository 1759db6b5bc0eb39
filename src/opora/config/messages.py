"""Translations: every room keeps its own `.po` files; they are compiled where they lie."""

from __future__ import annotations

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parents[1]


def compile_messages() -> int:
    """Compile each `.po` newer than its `.mo`; the number of files compiled."""
    stale = [source for source in PACKAGE.rglob("locale/*/LC_MESSAGES/*.po") if _is_stale(source)]
    for source in stale:
        _compile(source)
    return len(stale)


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def _compile(source: Path) -> None:
    language = source.parents[1].name
    with source.open("rb") as file:
        catalogue = read_po(file, locale=language, abort_invalid=True)
    unfinished = source.with_suffix(f".mo.unfinished-{os.getpid()}")  # several processes may compile at once
    with unfinished.open("wb") as file:
        write_mo(file, catalogue)
    unfinished.replace(source.with_suffix(".mo"))
