"""Two texts that grew apart from one another, put together line by line."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Line:
    """One line of a text, and whether the other text has it too."""

    words: str
    is_only_here: bool


@dataclass(frozen=True)
class BothTexts:
    """Each text with its own lines marked, and both together: every line of either stands in it once."""

    theirs: list[Line]
    mine: list[Line]
    together: str


def both_texts(theirs: str, mine: str) -> BothTexts:
    """Compare two texts. What both have stands once; where they differ, theirs comes before mine.

    >>> both_texts("Prišla je.\\nOdšla je.", "Prišla je.\\nPoklicati sestro.").together
    'Prišla je.\\nOdšla je.\\nPoklicati sestro.'
    """
    left, right = theirs.splitlines(), mine.splitlines()
    marked_left: list[Line] = []
    marked_right: list[Line] = []
    together: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(a=left, b=right, autojunk=False).get_opcodes():
        differs = tag != "equal"
        marked_left += [Line(words, differs) for words in left[a:b]]
        marked_right += [Line(words, differs) for words in right[c:d]]
        together += left[a:b] + (right[c:d] if differs else [])
    return BothTexts(marked_left, marked_right, "\n".join(together))
