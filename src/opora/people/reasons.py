"""A reason that others will read: why a case was opened, why an address is protected or no longer is."""

from __future__ import annotations

from django.utils.translation import ngettext

from opora.organisation.refusal import Refused

FEWEST_WORDS = 2  # a setting of ours: one word is a formality, and nobody can judge it
SHORTEST_WORD = 2
FEWEST_LETTERS = 10


def refuse_empty_words(reason: str, *, field: str = "reason") -> None:
    """Refused where a reason has fewer different words than a sentence needs."""
    words = {word for word in reason.casefold().split() if sum(map(str.isalpha, word)) >= SHORTEST_WORD}
    if len(words) < FEWEST_WORDS or sum(map(str.isalpha, reason)) < FEWEST_LETTERS:
        raise Refused(
            ngettext(
                "Write the reason in at least %(count)d word.",
                "Write the reason in at least %(count)d words.",
                FEWEST_WORDS,
            )
            % {"count": FEWEST_WORDS},
            field=field,
        )
