"""A reason that others will read: why a case was opened, why an address is protected or no longer is."""

from __future__ import annotations

from django.utils.translation import ngettext

from opora.organisation.refusal import Refused

FEWEST_WORDS = 2  # a setting of ours: one word is a formality, and nobody can judge it
SHORTEST_WORD = 2
FEWEST_LETTERS = 10


def what_a_reason_needs() -> str:
    """The rule in words: told beside a field before anybody writes, and where a reason has less."""
    return ngettext(
        "Write the reason in at least %(count)d word and %(letters)d letters.",
        "Write the reason in at least %(count)d words and %(letters)d letters.",
        FEWEST_WORDS,
    ) % {"count": FEWEST_WORDS, "letters": FEWEST_LETTERS}


def is_empty_words(reason: str) -> bool:
    """Whether a reason has fewer different words or letters than a sentence needs."""
    words = {word for word in reason.casefold().split() if sum(map(str.isalpha, word)) >= SHORTEST_WORD}
    return len(words) < FEWEST_WORDS or sum(map(str.isalpha, reason)) < FEWEST_LETTERS


def refuse_empty_words(reason: str, *, field: str = "reason") -> None:
    """Refused where a reason has fewer different words than a sentence needs."""
    if is_empty_words(reason):
        raise Refused(what_a_reason_needs(), field=field)
