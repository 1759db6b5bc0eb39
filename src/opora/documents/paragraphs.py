"""A typed text as the paragraphs of a letter."""

from __future__ import annotations

import re

LONGEST_PARAGRAPH = 4000  # as `letter.Sentences` takes it
_BLANK_LINE = re.compile(r"\n\s*\n")
_END_OF_SENTENCE = re.compile(r"(?<=[.!?]) ")


def paragraphs(text: str) -> list[str]:
    """The paragraphs, parted by blank lines; a single line break inside one is a space.

    One that is longer than a letter takes is parted behind a sentence.
    """
    parts = (" ".join(part.split()) for part in _BLANK_LINE.split(text))
    return [piece for part in parts if part for piece in _pieces(part)]


def _pieces(part: str) -> list[str]:
    pieces = [""]
    for sentence in _END_OF_SENTENCE.split(part) if len(part) > LONGEST_PARAGRAPH else [part]:
        longer = f"{pieces[-1]} {sentence}".strip()
        if len(longer) <= LONGEST_PARAGRAPH or not pieces[-1]:
            pieces[-1] = longer
        else:
            pieces.append(sentence)
    return pieces
