"""What the engine says to the author of a rule. Every message offers the right word."""

from difflib import get_close_matches


class RuleError(Exception):
    """A rule that cannot be loaded: what is wrong, and what to write instead."""


class NotCovered(LookupError):
    """The law as loaded does not reach the day asked for."""


def nearest(name: str, known: list[str]) -> str:
    """A hint for a misspelt name, or nothing."""
    close = get_close_matches(name, known, n=1, cutoff=0.6)
    return f" Did you mean {close[0]!r}?" if close else ""
