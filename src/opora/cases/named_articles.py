"""Whether words name an act and an article of it, the ground on which something is told without consent."""

from __future__ import annotations

import re
from functools import cache

from opora.catalogue.acts import acts

SHORT_NAME = re.compile(r"\b[^\W\d_a-zčšž]{2,}\w*(?:-\d+)?\b")
"""As acts are called for short, ZSV or KZ-1: the number in it is no article."""
TELLING_WORD = re.compile(r"[^\W\d_]{5,}")
FEWEST_WORDS_OF_A_TITLE = 3  # a setting of ours: “Zakon, 8. člen” names no act
STEM = 5  # in Slovenian the ends of words change


def names_an_article(text: str) -> bool:
    """A short name or a title of an act with a number beside it. Not whether that article exists, or fits."""
    without, short_names = SHORT_NAME.subn(" ", text)
    known = {word for word in re.findall(r"[\w-]+", text.casefold()) if word in _short_names()}
    for each in known:
        without = re.sub(rf"\b{re.escape(each)}\b", " ", without, flags=re.IGNORECASE)
    has_act = bool(short_names or known) or _is_titled(text)
    return has_act and re.search(r"\d", without) is not None


def _is_titled(text: str) -> bool:
    """Whether it says what kind of act, and enough words of its title."""
    stems = {word[:STEM].casefold() for word in TELLING_WORD.findall(text)}
    return len(stems) >= FEWEST_WORDS_OF_A_TITLE and not stems.isdisjoint(_kinds())


@cache
def _short_names() -> frozenset[str]:
    return frozenset(name.casefold() for name in acts() if " " not in name)


@cache
def _kinds() -> frozenset[str]:
    """How the titles of acts and by-laws begin: Zakon, Pravilnik, Legge."""
    titles = (
        act.title(language)
        for act in acts().values()
        if act.kind in ("act", "by_law")
        for language in ("sl", "it")
    )
    return frozenset(title.split()[0][:STEM].casefold() for title in titles)
