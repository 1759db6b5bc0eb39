"""The role of a woman as Slovenian names it: *predlagateljica*, *zakonita zastopnica*, *rejnica*."""

from __future__ import annotations

ENDINGS = (
    ("telj", "teljica"),
    ("nik", "nica"),
    ("lec", "lka"),
    ("nec", "nka"),
    ("vec", "vka"),
    ("žec", "žka"),
)
"""How the nouns of our roles end, and their feminine; what ends otherwise is said of both."""


def feminine(role: str) -> str:
    """The noun and the adjectives before it; as it is where its noun is not known to have a feminine."""
    if " ali " in role:
        return role
    words = role.split(" ")
    place, noun = next(
        (
            (at, word[: -len(ending)] + changed)
            for at, word in enumerate(words)
            for ending, changed in ENDINGS
            if word.endswith(ending)
        ),
        (None, ""),
    )
    if place is None or any(not word.endswith("i") for word in words[:place]):
        return role
    return " ".join([*(f"{word[:-1]}a" for word in words[:place]), noun, *words[place + 1 :]])
