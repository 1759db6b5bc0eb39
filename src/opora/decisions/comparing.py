"""What a draft says line by line, and what of it is new since the draft was given back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from opora.decisions.parts import Draft, Edits, printable

Lines = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Change:
    """Lines that stood in one place before and stand there now; one side is empty where nothing stood."""

    language: str
    before: tuple[str, ...]
    now: tuple[str, ...]


def lines_of(draft: Draft, edits: Edits) -> dict[str, list[str]]:
    """Every sentence, entry and row of the letter with its edits, by language."""
    printed = printable(draft, edits)
    versions = printed if len(draft["versions"]) > 1 else {draft["language"]: printed}
    return {language: list(_lines(letter)) for language, letter in versions.items()}


def changes(before: Lines, now: Lines) -> list[Change]:
    """What differs, in the order of the letter; nothing where the letter says the same."""
    return [
        Change(language, tuple(before.get(language, ())[a:b]), tuple(lines[c:d]))
        for language, lines in now.items()
        for tag, a, b, c, d in SequenceMatcher(
            None, before.get(language, ()), lines, autojunk=False
        ).get_opcodes()
        if tag != "equal"
    ]


def _lines(letter: Mapping[str, Any]) -> Iterator[str]:
    yield from _of_blocks(letter["introduction"])
    for point in letter.get("operative", []):
        yield from _of_blocks([point["text"], *point.get("blocks", [])])
    for section in letter.get("reasons", []):
        if section["heading"]:
            yield section["heading"]
        yield from _of_blocks(section["blocks"])
    yield from letter.get("instruction", [])


def _of_blocks(blocks: Iterable[Any]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, str):
            yield block
        elif block["kind"] == "list":
            yield from block["items"]
        elif block["kind"] == "paragraph":
            yield block["text"]
        else:
            rows = [*block["rows"], *([block["total"]] if block.get("total") else [])]
            yield from (" · ".join(cell for cell in row if cell) for row in rows)
