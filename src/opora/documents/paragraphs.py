"""A typed text as the paragraphs of a letter."""

from __future__ import annotations

import re

LONGEST_PARAGRAPH = 4000  # as `letter.Sentences` takes it
_BLANK_LINE = re.compile(r"\n\s*\n")
_END_OF_SENTENCE = re.compile(r"(?<=[.!?])[ \n]")


def paragraphs(text: str) -> list[str]:
    """The paragraphs, parted by blank lines; a single line break inside one begins a new line there, too.

    One that is longer than a letter takes is parted behind a sentence.
    """
    parts = (_lines(part) for part in _BLANK_LINE.split(text.replace("\r\n", "\n")))
    return [piece for part in parts if part for piece in _pieces(part)]


def _lines(part: str) -> str:
    """Its lines, each without the blanks around it and the doubled ones within."""
    return "\n".join(" ".join(line.split()) for line in part.strip().split("\n"))


def _pieces(part: str) -> list[str]:
    if len(part) <= LONGEST_PARAGRAPH:
        return [part]
    pieces = [""]
    for sentence in _END_OF_SENTENCE.split(part):
        longer = f"{pieces[-1]} {sentence}".strip()
        if len(longer) <= LONGEST_PARAGRAPH or not pieces[-1]:
            pieces[-1] = longer
        else:
            pieces.append(sentence)
    return pieces
