"""The operative part (izrek) as it was typed, as the points that the letter numbers (ZUP 213)."""

from __future__ import annotations

import re

from opora.documents.paragraphs import paragraphs

_NUMBERED = re.compile(r"(?P<number>\d{1,2})[.)]\s+(?=[^\W\d_a-zčšž]|[»“\"(])(?P<words>.+)", re.DOTALL)


def points(text: str) -> list[str]:
    """A point for each paragraph, and for each line that goes on counting: the number typed is dropped.

    A line that begins with a day or an ordinal (“1. 5. 2026”, “2. člen”) does not count.
    """
    found: list[str] = []
    for paragraph in paragraphs(text):
        for place, line in enumerate(paragraph.split("\n")):
            counted = _NUMBERED.fullmatch(line)
            goes_on = counted is not None and int(counted["number"]) == len(found) + 1
            words = counted["words"] if counted is not None and goes_on else line
            if place == 0 or goes_on:
                found.append(words)
            else:
                found[-1] = f"{found[-1]}\n{words}"
    return found
